using System.Text;

namespace EventExporter.Templating.Scriban.Printing;

/// <summary>Writes text and code in turn, opening and closing code blocks and escape blocks as needed.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _result = new();
    private string _lastText = "";
    private int _lastTextStart;
    private bool _isAtStart = true;
    private bool _inCode;
    private bool _needsSeparator;
    private string? _indent;

    public string Finish()
    {
        CloseCode();
        return _result.ToString();
    }

    public void Text(string text)
    {
        CloseCode();
        _lastTextStart = _result.Length;
        Write(text);
        _lastText = text;
    }

    private void Write(string text)
    {
        if (NeedsEscape(text))
            Escape(text);
        else
            _result.Append(text);
    }

    /// <summary>Starts a statement, or one of the words that end a block, in a code block with this indentation.</summary>
    public void Begin(string? indent)
    {
        if (_inCode && _indent != indent)
            CloseCode();
        if (!_inCode)
            OpenCode(indent);
        else if (_needsSeparator)
            _result.Append("; ");
        _needsSeparator = true;
    }

    public void Code(string code) => _result.Append(code);

    private void OpenCode(string? indent)
    {
        var given = TrailingIndent();
        if (indent is null && given is not null)
        {
            _result.Append("{{}}");
        }
        else if (indent is not null && given != indent && _lastText.EndsWith(indent, StringComparison.Ordinal))
        {
            // The line end before the indentation had been stripped.
            _result.Length = _lastTextStart;
            Write(_lastText[..^indent.Length]);
            _result.Append("{{ ~}}\n").Append(indent);
        }
        _result.Append("{{ ");
        _inCode = true;
        _needsSeparator = false;
        _isAtStart = false;
        _indent = indent;
    }

    private void CloseCode()
    {
        if (!_inCode)
            return;
        _result.Append(" }}");
        _inCode = false;
        _lastText = "";
    }

    /// <summary>The indentation that the reader would find for a code block here.</summary>
    private string? TrailingIndent()
    {
        var start = _lastText.Length;
        while (start > 0 && _lastText[start - 1] is (' ' or '\t'))
            start--;
        if (start == _lastText.Length)
            return null;
        return start > 0 ? _lastText[start - 1] == '\n' ? _lastText[start..] : null : _isAtStart ? _lastText : null;
    }

    private static bool NeedsEscape(string text) =>
        text.EndsWith('{') || text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);

    /// <summary>A - or ~ next to the marks of an escape block would strip white space, so it stands outside.</summary>
    private void Escape(string text)
    {
        var start = text.Length - text.TrimStart('-', '~').Length;
        var end = text.TrimEnd('-', '~').Length;
        var inner = text[start..end];
        var close = "}%}";
        while ((inner + close).IndexOf(close, StringComparison.Ordinal) != inner.Length)
            close = close.Insert(1, "%");
        var percents = close[1..^1];
        _result.Append(text, 0, start).Append('{').Append(percents).Append('{').Append(inner).Append(close).Append(text, end, text.Length - end);
    }
}
