namespace EventExporter.Templating.Syntax;

public enum UnaryOperator
{
    Not,
    Negate,
    Plus,

    /// <summary><c>@f</c>: the function itself instead of its result.</summary>
    Alias,

    /// <summary><c>^list</c>: the items become the arguments of the call around it.</summary>
    Expand,
}
