namespace EventExporter.Templating.Scriban.Parsing;

public enum TokenKind
{
    /// <summary>Text outside of code, white space control applied.</summary>
    Text,
    CodeEnter,
    CodeExit,
    NewLine,
    Semicolon,
    Identifier,

    /// <summary><c>$</c>, <c>$$</c>, <c>$0</c> and <c>$name</c>; the value is what follows the first <c>$</c>.</summary>
    Local,
    Number,

    /// <summary>A text in quotes, escapes resolved.</summary>
    Quoted,

    /// <summary>A text in backquotes.</summary>
    Verbatim,
    InterpolationStart,
    InterpolationOpen,
    InterpolationClose,
    InterpolationEnd,

    /// <summary>Operators and brackets; the value is the characters.</summary>
    Symbol,
    End,
}
