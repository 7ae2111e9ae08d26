namespace EventExporter.Pipeline.Analysis.Correlation;

internal enum MemberState : byte
{
    Troubled = 0,
    Recovered = 1,
    Gone = 2,
}
