namespace EventExporter.Templating.Evaluation;

/// <summary>What a statement asks the blocks around it to do.</summary>
public enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}
