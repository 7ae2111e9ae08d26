using EventExporter.Configuration;
using EventExporter.Hosting;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Events;
using EventExporter.Tests.Configuration.Support;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Analysis;

public sealed class OwnRulesTests
{
    private static readonly IAnalyzer Analyzer = Composition.Analyzer(Load("""
        classify:
        - match: {namespace: ^shop$, severity: error, details: {container: app}}
          severity: critical
          details: {team: storefront}
          labels: {team: storefront, app: checkout}
        - match: {kind: Pod}
          category: Other
        receivers: [{name: out, stdout: {}}]
        route: {match: [{receiver: out}]}
        """));

    [Fact]
    public void The_first_that_matches_replaces_what_it_names_and_leaves_the_rest()
    {
        var analyzed = Analyzer.Analyze(Some.Event(message: "Back-off restarting failed container app in pod x").Enriched);

        Assert.Equal((EventCategory.Container, Severity.Critical), (analyzed.Category, analyzed.Severity));
        Assert.Equal("storefront", analyzed.Details["team"]);
        Assert.Equal("app", analyzed.Details["container"]);
        Assert.Equal(("storefront", "checkout"), (analyzed.Object.Labels["team"], analyzed.Object.Labels["app"]));
    }

    [Fact]
    public void Another_rule_takes_what_the_first_does_not()
    {
        var analyzed = Analyzer.Analyze(Some.Event(message: "Back-off restarting failed container other in pod x").Enriched);

        Assert.Equal((EventCategory.Other, Severity.Error), (analyzed.Category, analyzed.Severity));
        Assert.DoesNotContain("team", analyzed.Object.Labels.Keys);
    }

    private static EventExporter.Configuration.Model.ExporterConfiguration Load(string yaml)
    {
        var result = ConfigurationLoader.LoadText(yaml, "test.yaml", new FakeEnvironment());
        Assert.Empty(result.Problems);
        return result.Configuration!;
    }
}
