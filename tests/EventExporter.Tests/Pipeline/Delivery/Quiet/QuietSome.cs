using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

/// <summary>Events and settings for the tests of what is held back.</summary>
internal static class QuietSome
{
    public static AnalyzedEvent Event(string @namespace, string reason, int delta = 1, string name = "web-1")
    {
        var analyzed = Some.Event(name);
        var occurrence = analyzed.Event with { Namespace = @namespace, Reason = reason, Delta = delta, Uid = $"{@namespace}-{name}-{reason}", Count = delta };
        return analyzed with { Enriched = analyzed.Enriched with { Event = occurrence with { InvolvedObject = occurrence.InvolvedObject with { Namespace = @namespace } } } };
    }

    public static GroupSettings GroupBy(params string[] fields) => new(
        [.. fields.Select(static field => GroupField.Find(field)!)], TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), Samples: 3);

    public static DeliveryOptions Options(QuietSettings quiet, RateLimit? limit = null) =>
        new() { MaxItems = 10, Retry = Harness.Steady, Quiet = quiet, RateLimit = limit };
}
