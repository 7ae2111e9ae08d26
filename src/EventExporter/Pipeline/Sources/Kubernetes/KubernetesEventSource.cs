using System.Threading.Channels;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// The events of a cluster, from the API server: each ADDED and MODIFIED as an occurrence with its growth, none of them twice, none of
/// them left out without a gap on record. Never ends by itself.
/// </summary>
internal sealed class KubernetesEventSource(SourceServices services, ResumePoint resume) : IEventSource
{
    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        var now = services.Time.GetUtcNow();
        var tracker = new OccurrenceTracker();
        tracker.Restore(resume.Seen, now - services.Options.SeenMaxAge);
        var startRule = services.Options.StartWithAll
            ? ListRule.All
            : ListRule.Since((services.Options.StartedAt ?? now) - services.Options.MaxEventAge);

        var scopes = services.Options.Namespaces.Distinct(StringComparer.Ordinal).DefaultIfEmpty("").ToArray();
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAll(scopes.Select(scope => RunScopeAsync(Create(scope, scopes.Length == 1, tracker, startRule, output), failing)));
    }

    /// <summary>A defect in one scope ends all of them, for the host to see; troubles of the API server do not come this far.</summary>
    private static async Task RunScopeAsync(ScopeWatch watch, CancellationTokenSource failing)
    {
        try
        {
            await watch.RunAsync(failing.Token);
        }
        finally
        {
            failing.Cancel();
        }
    }

    private ScopeWatch Create(string scope, bool isOnlyScope, OccurrenceTracker tracker, ListRule startRule, ChannelWriter<SourceItem> channel)
    {
        var output = new ScopeOutput(scope, channel, services.Time);
        if (resume.Positions.FirstOrDefault(p => p.Scope == scope) is { } position)
            output.Resume(position);
        var list = new ScopeList(scope, services.Api, tracker, output, isOnlyScope);
        return new ScopeWatch(scope, services, tracker, output, list, startRule);
    }
}
