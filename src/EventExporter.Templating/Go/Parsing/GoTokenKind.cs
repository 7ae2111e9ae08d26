namespace EventExporter.Templating.Go.Parsing;

internal enum GoTokenKind
{
    /// <summary>Text outside of actions, already trimmed.</summary>
    Text,
    Open,
    Close,
    Identifier,

    /// <summary><c>.Name</c>; the value is the name.</summary>
    Field,

    /// <summary><c>$name</c> or <c>$</c>; the value is the name without the dollar sign.</summary>
    Variable,
    Dot,

    /// <summary>A text, number, character, true or false.</summary>
    Literal,
    Nil,
    Pipe,
    Comma,
    Declare,
    Assign,
    LeftParen,
    RightParen,

    /// <summary>Something that was reported already.</summary>
    Bad,
    End,
}
