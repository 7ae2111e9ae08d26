using System.Buffers;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// Whose an object is. Where the owners are not known, because lookups are off or the pod is gone already, the names that controllers give tell:
/// <c>web-6d5f8c9b7d-x2x4q</c> is of deployment <c>web</c>. The letters of such names are those without vowels that Kubernetes uses.
/// </summary>
internal static class RootFinder
{
    private const int PodSuffix = 5;
    private static readonly SearchValues<char> Letters = SearchValues.Create("bcdfghjklmnpqrstvwxz2456789");

    public static ObjectReference Root(EnrichedEvent enriched)
    {
        var about = enriched.Event.InvolvedObject;
        return enriched.Object.RootOwner is { } owner
            ? Above(new ObjectReference { ApiVersion = owner.ApiVersion, Kind = owner.Kind, Namespace = about.Namespace, Name = owner.Name, Uid = owner.Uid })
            : Above(about);
    }

    private static ObjectReference Above(ObjectReference about) => about.Kind switch
    {
        "Pod" when WithoutSuffix(about.Name, PodSuffix, PodSuffix) is { } set => OfSet(about, set),
        "ReplicaSet" when WithoutSuffix(about.Name, 6, 10) is { } name => Named(about, "Deployment", name),
        "Job" when WithoutTime(about.Name) is { } name => Named(about, "CronJob", name),
        _ => about,
    };

    private static ObjectReference OfSet(ObjectReference pod, string set)
    {
        if (WithoutSuffix(set, 6, 10) is { } deployment)
            return Named(pod, "Deployment", deployment);
        return WithoutTime(set) is { } cronJob ? Named(pod, "CronJob", cronJob) : pod;
    }

    private static ObjectReference Named(ObjectReference about, string kind, string name) =>
        new() { Kind = kind, Namespace = about.Namespace, Name = name, ApiVersion = kind == "Deployment" ? "apps/v1" : "batch/v1" };

    private static string? WithoutSuffix(string name, int shortest, int longest)
    {
        var dash = name.LastIndexOf('-');
        var suffix = name.AsSpan(dash + 1);
        return dash > 0 && suffix.Length >= shortest && suffix.Length <= longest && !suffix.ContainsAnyExcept(Letters) ? name[..dash] : null;
    }

    /// <summary>Jobs of cron jobs end with their time in minutes.</summary>
    private static string? WithoutTime(string name)
    {
        var dash = name.LastIndexOf('-');
        var suffix = name.AsSpan(dash + 1);
        return dash > 0 && suffix.Length is >= 8 and <= 11 && !suffix.ContainsAnyExceptInRange('0', '9') ? name[..dash] : null;
    }
}
