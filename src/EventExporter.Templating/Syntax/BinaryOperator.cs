namespace EventExporter.Templating.Syntax;

public enum BinaryOperator
{
    Coalesce,
    NotNullThen,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideWhole,
    Modulus,
    ShiftLeft,
    ShiftRight,
    Range,
    RangeExclusive,
}
