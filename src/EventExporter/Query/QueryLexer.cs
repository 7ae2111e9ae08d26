using System.Globalization;
using System.Text;

namespace EventExporter.Query;

/// <summary>Takes the text of a query apart, one piece at a time: what a run of characters is depends on where it stands.</summary>
internal sealed class QueryLexer(string text)
{
    private int _at;

    /// <param name="asValue">After an operator: a bare word may hold the signs of operators then (<c>label.a=b=c</c>).</param>
    public QueryToken Next(bool asValue)
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var column = _at + 1;
        if (_at == text.Length)
            return new QueryToken(QueryTokenKind.End, "", column);
        var c = text[_at];
        return c switch
        {
            '(' => Single(QueryTokenKind.Open, column),
            ')' => Single(QueryTokenKind.Close, column),
            ',' => Single(QueryTokenKind.Comma, column),
            '"' or '\'' => Quoted(c, column),
            _ when !asValue && IsOperator(c) => Operator(column),
            _ => Word(asValue, column),
        };
    }

    private static bool IsOperator(char c) => c is '=' or '!' or '<' or '>' or '~';

    private QueryToken Single(QueryTokenKind kind, int column) => new(kind, text[_at++].ToString(), column);

    private QueryToken Operator(int column)
    {
        var start = _at;
        while (_at < text.Length && _at - start < 2 && IsOperator(text[_at]))
            _at++;
        return new QueryToken(QueryTokenKind.Operator, text[start.._at], column);
    }

    private QueryToken Word(bool asValue, int column)
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')' or ',' or '"' or '\'') && (asValue || !IsOperator(text[_at])))
            _at++;
        return new QueryToken(QueryTokenKind.Word, text[start.._at], column);
    }

    private QueryToken Quoted(char quote, int column)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                return new QueryToken(QueryTokenKind.Quoted, value.ToString(), column);
            }

            if (text[_at] == '\\' && _at + 1 < text.Length)
                Escape(value);
            else
                value.Append(text[_at]);
        }

        throw new QuerySyntaxException(column, $"a quoted text has no end; put a {quote} after it");
    }

    /// <summary>Backslashes that mean nothing here are left for the regular expression.</summary>
    private void Escape(StringBuilder value)
    {
        var letter = text[++_at];
        switch (letter)
        {
            case '"' or '\'' or '\\':
                value.Append(letter);
                break;
            case 'n':
                value.Append('\n');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'u' when _at + 4 < text.Length && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                value.Append((char)code);
                _at += 4;
                break;
            default:
                value.Append('\\').Append(letter);
                break;
        }
    }
}
