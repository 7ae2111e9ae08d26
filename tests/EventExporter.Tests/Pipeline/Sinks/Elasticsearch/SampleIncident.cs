using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

/// <summary>The events of an incident.</summary>
internal static class SampleIncident
{
    public const string Id = "inc-1";

    public static AnalyzedEvent Event(int number, IncidentState state)
    {
        var plain = Some.Event("web");
        var at = Some.Time.AddMinutes(number);
        var occurrence = plain.Event with { Uid = "uid-inc-1", ResourceVersion = $"{number}", Reason = FindingEvents.ReasonOf(state), LastTimestamp = at };
        return plain with
        {
            Enriched = plain.Enriched with { Event = occurrence },
            Incident = Id,
            Severity = Severity.Error,
            Finding = new IncidentFinding
            {
                Id = Id,
                State = state,
                Number = number,
                Title = "Deployment shop/web does not start",
                Rule = "ImagePull",
                Cause = "The image cannot be pulled.",
                Evidence = [new EventQuote { At = Some.Time, Reason = "Failed", Kind = "Pod", Namespace = "shop", Name = "web-1", Message = "not found" }],
                Root = new ObjectReference { ApiVersion = "apps/v1", Kind = "Deployment", Namespace = "shop", Name = "web" },
                Node = "node-1",
                Severity = Severity.Error,
                Category = EventCategory.Image,
                Since = Some.Time,
                LastSeen = at,
                Count = number * 3,
                Objects = 2,
                Members = ["Pod shop/web-1", "Pod shop/web-2"],
                Reasons = [new ReasonCount("Failed", 2), new ReasonCount("BackOff", 1)],
            },
        };
    }
}
