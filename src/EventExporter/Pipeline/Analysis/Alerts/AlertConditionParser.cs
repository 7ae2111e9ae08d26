using System.Globalization;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Values;
using EventExporter.Query;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>Reads the condition of an alert rule. What is wrong inside the parentheses is told together; a wrong structure ends the reading.</summary>
internal sealed class AlertConditionParser
{
    private const string Example = "for example count(reason=BackOff) by (namespace) >= 5 in 10m";

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    private static readonly (string Text, Comparison Comparison)[] Comparisons =
    [
        (">=", Comparison.GreaterOrEqual), ("<=", Comparison.LessOrEqual), ("==", Comparison.Equal), ("!=", Comparison.NotEqual),
        (">", Comparison.Greater), ("<", Comparison.Less),
    ];

    private readonly string _text;
    private readonly List<QueryProblem> _problems = [];
    private int _at;

    private AlertConditionParser(string text) => _text = text;

    public static ParsedCondition Parse(string text)
    {
        var parser = new AlertConditionParser(text);
        try
        {
            var condition = parser.Condition();
            return parser._problems.Count > 0 ? new ParsedCondition(null, parser._problems) : new ParsedCondition(condition, []);
        }
        catch (QuerySyntaxException problem)
        {
            return new ParsedCondition(null, [.. parser._problems, problem.Problem]);
        }
    }

    private AlertCondition Condition()
    {
        var function = Function();
        var (matcher, counted) = Arguments(function);
        var by = By();
        var (comparison, threshold) = function == AlertFunction.Absent ? NoComparison() : Compare(function);
        var window = Window();
        SkipSpace();
        if (_at < _text.Length)
            throw Wrong($"'{Rest()}' cannot stand here", "the window ends the condition");
        return new AlertCondition
        {
            Text = _text,
            Function = function,
            Matcher = matcher,
            Counted = counted,
            By = by,
            Comparison = comparison,
            Threshold = threshold,
            Window = window,
        };
    }

    private AlertFunction Function()
    {
        var (word, column) = Word();
        string[] names = ["count", "rate", "distinct", "absent"];
        var index = Array.IndexOf(names, word);
        if (index < 0)
        {
            throw new QuerySyntaxException(
                column, word.Length == 0 ? "a function is missing" : $"there is no function '{word}'", word.Length == 0 ? Example : Suggestion.Hint(word, names));
        }

        SkipSpace();
        if (!Is('('))
            throw Wrong($"after '{word}' there should be '('", Example);
        return (AlertFunction)index;
    }

    /// <summary>What stands between the parentheses: a field and ';' for distinct, and a query.</summary>
    private (EventQuery Matcher, FieldPath? Counted) Arguments(AlertFunction function)
    {
        var (begin, end, semicolon) = Parentheses();
        FieldPath? counted = null;
        if (function == AlertFunction.Distinct)
        {
            var fieldEnd = semicolon < 0 ? end : semicolon;
            counted = Field(begin, fieldEnd, "distinct needs a field: distinct(name; reason=BackOff)");
            begin = semicolon < 0 ? end : semicolon + 1;
        }

        var parsed = EventQuery.Parse(_text[begin..end], DateTimeOffset.UnixEpoch);
        _problems.AddRange(parsed.Problems.Select(problem => problem with { Column = problem.Column + begin }));
        if (parsed.Query is { } query && (query.Since ?? query.Until) is not null)
            _problems.Add(new QueryProblem(begin + 1, "since and until cannot stand here", "the window after 'in' says how far back events count"));
        if (HistoryField(parsed.Query?.Root) is { } field)
            _problems.Add(new QueryProblem(begin + 1, $"the field '{field}' is known to the history only", "leave it out"));
        return (parsed.Query ?? EventQuery.Everything, counted);
    }

    private static string? HistoryField(QueryNode? node) => node switch
    {
        AndNode and => and.Parts.Select(HistoryField).FirstOrDefault(name => name is not null),
        OrNode or => or.Parts.Select(HistoryField).FirstOrDefault(name => name is not null),
        NotNode not => HistoryField(not.Part),
        FieldNode { Field.Field.HistoryOnly: true } field => field.Field.Name,
        _ => null,
    };

    /// <summary>Moves behind the closing parenthesis. Those in quotes do not count.</summary>
    private (int Begin, int End, int Semicolon) Parentheses()
    {
        var open = _at++;
        var (depth, semicolon) = (1, -1);
        for (; _at < _text.Length; _at++)
        {
            var sign = _text[_at];
            if (sign is '"' or '\'')
                SkipQuoted(sign);
            else if (sign == '(')
                depth++;
            else if (sign == ';' && depth == 1 && semicolon < 0)
                semicolon = _at;
            else if (sign == ')' && --depth == 0)
                return (open + 1, _at++, semicolon);
        }

        throw new QuerySyntaxException(open + 1, "a '(' has no ')'", "close it");
    }

    private void SkipQuoted(char quote)
    {
        var begin = _at++;
        while (_at < _text.Length && _text[_at] != quote)
            _at += _text[_at] == '\\' ? 2 : 1;
        if (_at >= _text.Length)
            throw new QuerySyntaxException(begin + 1, $"the quote {quote} is not closed", "close it");
    }

    private List<FieldPath> By()
    {
        var fields = new List<FieldPath>();
        if (!IsWord("by"))
            return fields;
        _at += 2;
        SkipSpace();
        if (!Is('('))
            throw Wrong("after 'by' there should be '('", "for example by (namespace, owner)");
        var (begin, end, _) = Parentheses();
        for (var from = begin; from <= end;)
        {
            var comma = _text.IndexOf(',', from, end - from);
            var to = comma < 0 ? end : comma;
            if (Field(from, to, "a field is missing: by (namespace, owner)") is { } field)
                fields.Add(field);
            from = to + 1;
        }

        return fields;
    }

    private FieldPath? Field(int from, int to, string missing)
    {
        var name = _text[from..to].Trim();
        var column = from + 1 + (_text[from..to].Length - _text[from..to].TrimStart().Length);
        if (name.Length == 0)
            _problems.Add(new QueryProblem(column, missing));
        else if (QueryFields.Find(name) is not { } field)
            _problems.Add(new QueryProblem(column, $"there is no field '{name}'", Suggestion.Hint(name, [.. QueryFields.Names])));
        else if (field.Field.HistoryOnly)
            _problems.Add(new QueryProblem(column, $"the field '{name}' is known to the history only", "choose another"));
        else
            return field;
        return null;
    }

    private (Comparison, double) NoComparison()
    {
        SkipSpace();
        if (Array.Exists(Comparisons, c => _text.AsSpan(_at).StartsWith(c.Text, StringComparison.Ordinal)))
            throw Wrong("absent is not compared with anything: it holds when there is no event", "for example absent(reason=Completed) in 25h");
        return (Comparison.Equal, 0);
    }

    private (Comparison, double) Compare(AlertFunction function)
    {
        SkipSpace();
        foreach (var (text, comparison) in Comparisons)
        {
            if (!_text.AsSpan(_at).StartsWith(text, StringComparison.Ordinal))
                continue;
            _at += text.Length;
            return (comparison, Number(function));
        }

        throw Wrong(Is('=') ? "'=' does not compare numbers" : "a comparison is missing", "it could be >= > < <= == !=");
    }

    private double Number(AlertFunction function)
    {
        SkipSpace();
        var begin = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        if (!double.TryParse(_text.AsSpan(begin, _at - begin), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw new QuerySyntaxException(begin + 1, "a number is missing after the comparison", Example);
        if (!Is('/'))
            return number;
        _at++;
        if (function != AlertFunction.Rate)
            throw Wrong("only rate has a unit", "leave it out");
        var (unit, column) = Word();
        return unit switch
        {
            "s" => number * 60,
            "m" => number,
            "h" => number / 60,
            "d" => number / (24 * 60),
            _ => throw new QuerySyntaxException(column, $"'{unit}' is no unit", "it could be s, m, h or d"),
        };
    }

    private TimeSpan Window()
    {
        SkipSpace();
        if (!IsWord("in"))
            throw Wrong(_at >= _text.Length ? "the window is missing" : $"'{Rest()}' cannot stand here", "end with a window: in 10m");
        _at += 2;
        SkipSpace();
        var begin = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]))
            _at++;
        var text = _text[begin.._at];
        if (!Duration.TryParse(text, plainUnit: null, out var window))
            throw new QuerySyntaxException(begin + 1, text.Length == 0 ? "the window is missing" : $"'{text}' is no span of time", "for example 10m, 1h30m or 7d");
        if (window < ShortestWindow || window > LongestWindow)
            throw new QuerySyntaxException(begin + 1, $"a window of {text} is out of range", $"from {Duration.Format(ShortestWindow)} to {Duration.Format(LongestWindow)}");
        return window;
    }

    private (string Text, int Column) Word()
    {
        SkipSpace();
        var begin = _at;
        while (_at < _text.Length && char.IsLetter(_text[_at]))
            _at++;
        return (_text[begin.._at], begin + 1);
    }

    private bool IsWord(string word)
    {
        SkipSpace();
        return _text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal) && (_at + word.Length == _text.Length || !char.IsLetterOrDigit(_text[_at + word.Length]));
    }

    private bool Is(char sign) => _at < _text.Length && _text[_at] == sign;

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private string Rest() => _text[_at..] is { Length: > 20 } rest ? rest[..20] + "..." : _text[_at..];

    private QuerySyntaxException Wrong(string message, string hint) => new(_at + 1, message, hint);
}
