using EventExporter.Configuration.Problems;

namespace EventExporter.Query;

/// <summary>Reads a query by recursive descent. Wrong names and values are told together; a wrong structure ends the reading.</summary>
internal sealed class QueryParser
{
    /// <summary>In characters; a longer one is a mistake of whoever makes queries by program.</summary>
    private const int LongestText = 16 * 1024;
    private const int DeepestNesting = 50;
    private const int MostTerms = 500;

    private readonly string _text;
    private readonly DateTimeOffset _now;
    private readonly QueryLexer _lexer;
    private readonly List<QueryProblem> _problems = [];
    private QueryToken _token;
    private DateTimeOffset? _since;
    private DateTimeOffset? _until;
    private int _depth;
    private int _terms;

    public QueryParser(string text, DateTimeOffset now)
    {
        _text = text;
        _now = now;
        _lexer = new QueryLexer(text);
    }

    public ParsedQuery Parse()
    {
        if (_text.Length > LongestText)
            return new ParsedQuery(null, [new QueryProblem(1, $"the query has {_text.Length} characters; {LongestText} are the most")]);
        try
        {
            Advance();
            var root = _token.Kind == QueryTokenKind.End ? null : Or(top: true);
            if (_token.Kind != QueryTokenKind.End)
                throw Unexpected(_token.Kind == QueryTokenKind.Close ? "there is no '(' for this ')'" : $"{_token.Shown} cannot stand here");
            return _problems.Count > 0
                ? new ParsedQuery(null, _problems)
                : new ParsedQuery(new EventQuery { Root = root, Since = _since, Until = _until }, []);
        }
        catch (QuerySyntaxException problem)
        {
            return new ParsedQuery(null, [.. _problems, problem.Problem]);
        }
    }

    private QueryNode? Or(bool top)
    {
        // Whether there is an 'or' is known only after its first part: times in that part are judged then.
        var (since, until, column) = (_since, _until, _token.Column);
        List<QueryNode?> parts = [And(top)];
        while (_token.IsWord("or"))
        {
            if (_since != since || _until != until)
                _problems.Add(new QueryProblem(column, "since and until cannot stand below 'or'", "put the rest in parentheses: (a or b) since=2h, or compare time"));
            Advance();
            parts.Add(And(top: false));
        }

        return parts.Count == 1 ? parts[0] : OrNode.Of([.. parts.OfType<QueryNode>()]);
    }

    private QueryNode? And(bool top)
    {
        var parts = new List<QueryNode>();
        if (Unary(top) is { } first)
            parts.Add(first);
        while (true)
        {
            if (_token.IsWord("and"))
                Advance();
            else if (_token.Kind is QueryTokenKind.End or QueryTokenKind.Close || _token.IsWord("or"))
                break;
            if (Unary(top) is { } next)
                parts.Add(next);
        }

        return parts.Count == 0 ? null : AndNode.Of(parts);
    }

    private QueryNode? Unary(bool top)
    {
        if (_token.IsWord("not"))
        {
            Advance();
            return Nested(() => Unary(top: false)) is { } part ? new NotNode(part) : null;
        }

        if (_token.Kind == QueryTokenKind.Open)
        {
            var open = _token;
            Advance();
            var inner = Nested(() => Or(top));
            if (_token.Kind != QueryTokenKind.Close)
                throw new QuerySyntaxException(open.Column, "a '(' has no ')'", "close it, or put the text in quotes");
            Advance();
            return inner;
        }

        return Term(top);
    }

    private QueryNode? Nested(Func<QueryNode?> read)
    {
        if (++_depth > DeepestNesting)
            throw new QuerySyntaxException(_token.Column, $"parentheses and 'not' are nested more than {DeepestNesting} deep");
        var node = read();
        _depth--;
        return node;
    }

    private QueryNode? Term(bool top)
    {
        if (_token.Kind == QueryTokenKind.Quoted)
            return Words();
        if (_token.Kind != QueryTokenKind.Word || QueryPrinter.IsKeyword(_token.Text))
            throw Unexpected($"{_token.Shown} cannot stand here");
        var name = _token;
        Advance();
        if (++_terms > MostTerms)
            throw new QuerySyntaxException(name.Column, $"the query has more than {MostTerms} conditions");
        if (_token.Kind == QueryTokenKind.Operator)
            return Comparison(name, top);
        if (_token.IsWord("in") || _token.IsWord("not"))
        {
            if (QueryFields.Find(name.Text) is not null || _token.IsWord("in"))
                return List(name);
        }

        if (QueryFields.Find(name.Text) is { } field)
            throw new QuerySyntaxException(_token.Column, $"after the field '{name.Text}' an operator is missing", $"it could be {QueryOperators.List(field.Field.Kind)}; to look for the word, put it in quotes");
        return new WordsNode(name.Text);
    }

    private WordsNode Words()
    {
        var node = new WordsNode(_token.Text);
        Advance();
        if (_token.Kind == QueryTokenKind.Operator)
            throw new QuerySyntaxException(_token.Column, "an operator stands after a quoted text", "names of fields are not quoted");
        return node;
    }

    private FieldNode? Comparison(QueryToken name, bool top)
    {
        var op = QueryOperators.Parse(_token.Text)
            ?? throw new QuerySyntaxException(_token.Column, $"'{_token.Text}' is no operator", $"it could be {string.Join(' ', QueryOperators.All.Select(QueryOperators.Text))}");
        var column = _token.Column;
        Advance(asValue: true);
        var value = Value();
        Advance();
        if (name.Text is "since" or "until")
        {
            Range(name, op, column, value, top);
            return null;
        }

        return Field(name, op, column, [value]);
    }

    private FieldNode? List(QueryToken name)
    {
        var (op, column) = (QueryOperator.In, _token.Column);
        if (_token.IsWord("not"))
        {
            op = QueryOperator.NotIn;
            Advance();
            if (!_token.IsWord("in"))
                throw new QuerySyntaxException(_token.Column, $"after '{name.Text} not' there should be 'in'", $"for example {name.Text} not in (a, b)");
        }

        Advance();
        if (_token.Kind != QueryTokenKind.Open)
            throw new QuerySyntaxException(_token.Column, "after 'in' there should be '('", $"for example {name.Text} in (a, b)");
        var values = new List<QueryToken>();
        do
        {
            Advance(asValue: true);
            values.Add(Value());
            Advance();
        }
        while (_token.Kind == QueryTokenKind.Comma);
        if (_token.Kind != QueryTokenKind.Close)
            throw new QuerySyntaxException(_token.Column, $"{_token.Shown} cannot stand in a list", "put ',' between values and ')' at the end");
        if ((_terms += values.Count) > MostTerms)
            throw new QuerySyntaxException(name.Column, $"the query has more than {MostTerms} values");
        Advance();
        return Field(name, op, column, values);
    }

    private QueryToken Value() => _token.Kind is QueryTokenKind.Word or QueryTokenKind.Quoted
        ? _token
        : throw new QuerySyntaxException(
            _token.Column, $"a value is missing before {_token.Shown}", _token.Kind == QueryTokenKind.Open ? "put it in quotes: \"(...)\"" : "an empty value is written \"\"");

    private FieldNode? Field(QueryToken name, QueryOperator op, int opColumn, IReadOnlyList<QueryToken> values)
    {
        if (QueryFields.Find(name.Text) is not { } field)
        {
            _problems.Add(new QueryProblem(name.Column, $"there is no field '{name.Text}'", Suggestion.Hint(name.Text, [.. QueryFields.Names, "since", "until"])));
            return null;
        }

        if (!QueryOperators.Of(field.Field.Kind).Contains(op))
            _problems.Add(new QueryProblem(opColumn, $"'{QueryOperators.Text(op)}' cannot be used with '{name.Text}'", $"it could be {QueryOperators.List(field.Field.Kind)}"));
        else
            _problems.AddRange(values.Select(value => QueryValues.Check(field.Field, op, value, _now)).OfType<QueryProblem>());
        return new FieldNode(field, op, [.. values.Select(value => QueryValues.Canonical(field.Field, value.Text, _now))]);
    }

    private void Range(QueryToken name, QueryOperator op, int opColumn, QueryToken value, bool top)
    {
        if (!top)
            _problems.Add(new QueryProblem(name.Column, $"'{name.Text}' cannot stand below 'or' or 'not'", "put it at the end, or compare time"));
        if (op != QueryOperator.Equal)
            _problems.Add(new QueryProblem(opColumn, $"'{QueryOperators.Text(op)}' cannot be used with '{name.Text}'", "it could be ="));
        if (!QueryTimes.TryParse(value.Text, _now, out var time))
            _problems.Add(new QueryProblem(value.Column, $"'{value.Text}' is no time", QueryTimes.Forms));
        else if (name.Text == "since")
            _since = _since is { } since && since > time ? since : time;
        else
            _until = _until is { } until && until < time ? until : time;
    }

    private void Advance(bool asValue = false) => _token = _lexer.Next(asValue);

    private QuerySyntaxException Unexpected(string message) =>
        new(_token.Column, message, "a condition could stand here, such as reason=BackOff, 'not', '(' or words in quotes");
}
