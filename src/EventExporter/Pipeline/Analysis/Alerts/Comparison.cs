namespace EventExporter.Pipeline.Analysis.Alerts;

internal enum Comparison
{
    GreaterOrEqual,
    Greater,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
}
