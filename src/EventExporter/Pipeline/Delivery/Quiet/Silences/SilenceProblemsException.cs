namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>A silence cannot be added as it is; everything that is wrong with it.</summary>
/// <param name="problems">What is wrong with the matchers has its column, the rest column 0.</param>
internal sealed class SilenceProblemsException(IReadOnlyList<SilenceProblem> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<SilenceProblem> Problems => problems;
}
