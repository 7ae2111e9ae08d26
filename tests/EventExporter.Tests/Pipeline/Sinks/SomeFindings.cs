using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks;

/// <summary>Findings and groups where a test of a sink does not care which.</summary>
internal static class SomeFindings
{
    public static AnalyzedEvent Incident(IncidentState state, int number, string id = "inc-1")
    {
        var plain = Some.Event();
        var occurrence = plain.Event with { Reason = FindingEvents.ReasonOf(state), ResourceVersion = $"{number}", Uid = $"uid-{id}" };
        return plain with
        {
            Enriched = plain.Enriched with { Event = occurrence },
            Severity = Severity.Error,
            Finding = new IncidentFinding
            {
                Id = id,
                State = state,
                Number = number,
                Title = "Deployment shop/web cannot pull its image <bad>",
                Cause = "the registry refuses the credentials",
                Evidence = [EventQuote.Of(plain.Event)],
                Members = ["Pod shop/web-1", "Pod shop/web-2"],
                Severity = Severity.Error,
                Since = Some.Time,
                LastSeen = Some.Time.AddMinutes(number * 5),
                Count = number * 3,
                Objects = 2,
                Change = number > 1 ? "2 more pods" : "",
            },
        };
    }

    /// <summary>An alert rule that fires, or does no longer: as the rules make it both have one uid.</summary>
    public static AnalyzedEvent Alert(bool isFiring, string uid = "alert-1")
    {
        var plain = Some.Event();
        var occurrence = plain.Event with
        {
            Reason = isFiring ? FindingEvents.AlertFiring : FindingEvents.AlertResolved,
            Uid = uid,
            ResourceVersion = isFiring ? "1" : "2",
            Message = isFiring ? "<web> again and again" : "Resolved: <web> again and again",
            LastTimestamp = Some.Time.AddMinutes(isFiring ? 2 : 12),
        };
        return plain with
        {
            Enriched = plain.Enriched with { Event = occurrence },
            Severity = Severity.Error,
            Finding = new AlertFinding
            {
                Rule = "CrashLooping",
                IsFiring = isFiring,
                Labels = new Dictionary<string, string> { ["namespace"] = "shop" },
                Value = 7,
                Window = TimeSpan.FromMinutes(10),
                Since = Some.Time,
                Summary = "<web> again and again",
            },
        };
    }

    public static AnalyzedEvent Group(string key, GatheredBy by, int version = 42)
    {
        var newest = Some.Event();
        newest = newest with { Enriched = newest.Enriched with { Event = newest.Event with { Delta = 9, ResourceVersion = $"{version}" } } };
        return newest with
        {
            Group = new EventGroup
            {
                By = by,
                Key = key,
                Size = 4,
                Count = 9,
                First = Some.Time,
                Last = Some.Time.AddMinutes(1),
                Events = [newest],
                Counts = [new EventCount("BackOff", "shop", 3, 8), new EventCount("FailedMount", "shop", 1, 1)],
            },
        };
    }
}
