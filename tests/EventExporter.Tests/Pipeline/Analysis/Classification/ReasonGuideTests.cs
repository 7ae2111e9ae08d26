using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Tests.Pipeline.Analysis.Classification;

public sealed class ReasonGuideTests
{
    [Fact]
    public void At_least_eighty_reasons_are_explained_and_their_meaning_fits_into_a_message()
    {
        Assert.InRange(ReasonGuide.All.Count, 80, 1000);
        Assert.All(ReasonGuide.All, e => Assert.InRange(e.Meaning.Length, 10, 180));
    }

    [Fact]
    public void What_is_an_error_by_the_table_is_explained_with_something_to_look_at()
    {
        string[] common = ["BackOff", "Failed", "FailedScheduling", "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox", "NodeNotReady", "Evicted", "SystemOOM", "FailedCreate", "Unhealthy", "BackoffLimitExceeded", "ProvisioningFailed", "SyncLoadBalancerFailed"];
        Assert.All(common, reason => Assert.NotEmpty(ReasonGuide.For(reason)!.LookAt));
    }

    [Fact]
    public void A_reason_that_is_explained_is_in_the_table()
    {
        var table = ReasonTable.BuiltIn.Select(r => r.Reason).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["ErrImagePull"], ReasonGuide.All.Select(e => e.Reason).Where(r => !table.Contains(r)));
        Assert.NotNull(ReasonGuide.For(FindingEvents.UnusualRate));
    }

    [Fact]
    public void An_unknown_reason_is_not_explained() => Assert.Null(ReasonGuide.For("NobodyKnowsThis"));

    [Fact]
    public void Text_without_a_reason_is_no_guide() =>
        Assert.Throws<FormatException>(() => ReasonGuide.Read(new StringReader("  A meaning of nothing.")).ToList());
}
