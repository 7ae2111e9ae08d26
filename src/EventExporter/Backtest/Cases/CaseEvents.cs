using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Backtest.Cases;

/// <summary>The events that a case writes down, as the API server would have told them: an event object for each object and reason, its count growing.</summary>
internal static class CaseEvents
{
    public static IEnumerable<EnrichedEvent> Of(TestCaseOptions test, string cluster)
    {
        var start = TestTimes.Of(test);
        var version = 1000;
        foreach (var (place, options) in test.Events.Index())
        {
            for (var copy = 1; copy <= options.Objects; copy++)
            {
                for (var time = 0; time < options.Times; time++)
                    yield return Make(options, place, options.Objects == 1 ? options.Name : $"{options.Name}-{copy}", time, start, version++, cluster);
            }
        }
    }

    private static EnrichedEvent Make(TestEventOptions options, int place, string name, int time, DateTimeOffset start, int version, string cluster)
    {
        var first = start + options.At;
        var at = first + (options.Every * time);
        var occurrence = new ClusterEvent
        {
            Cluster = cluster,
            Name = $"{name}.{place:x}",
            Namespace = options.Namespace.Length > 0 ? options.Namespace : "default",
            Uid = $"event-{place}-{name}",
            ResourceVersion = version.ToString(CultureInfo.InvariantCulture),
            CreationTimestamp = first,
            Reason = options.Reason,
            Message = options.Message,
            Type = options.Type,
            Action = options.Action,
            Count = options.Count + time,
            Delta = time == 0 ? options.Count : 1,
            FirstTimestamp = first,
            LastTimestamp = at,
            SourceComponent = options.Component,
            SourceHost = options.Node,
            ReportingController = options.Component,
            InvolvedObject = new ObjectReference
            {
                Kind = options.Kind,
                ApiVersion = options.ApiVersion,
                Namespace = options.Namespace,
                Name = name,
                Uid = $"{options.Kind}-{options.Namespace}-{name}",
                FieldPath = options.FieldPath,
            },
            ObservedAt = at,
        };
        return new EnrichedEvent(occurrence, Facts(options));
    }

    private static ObjectFacts Facts(TestEventOptions options)
    {
        var owners = options.Owners.Select(static owner => owner.Split('/'))
            .Select(static parts => new OwnerReference("", parts[0], parts[1], $"{parts[0]}-{parts[1]}", Controller: true)).ToList();
        return new ObjectFacts
        {
            Lookup = LookupResult.Carried,
            Labels = options.Labels,
            Annotations = options.Annotations,
            NamespaceLabels = options.NamespaceLabels,
            OwnerReferences = [.. owners.Take(1)],
            OwnerChain = owners,
            Node = options.Kind == "Node" ? options.Name : options.Node,
        };
    }
}
