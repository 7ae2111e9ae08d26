using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>What controllers do and why they are refused.</summary>
internal static class WorkloadDetails
{
    public static void Scaling(ref Details details, string message)
    {
        details.Add(DetailNames.ReplicaSet, WordAfter(message, "replica set "));
        details.Add(DetailNames.ReplicasFrom, NumberAfter(message, " from "));
        details.Add(DetailNames.ReplicasTo, details.ToMap().ContainsKey(DetailNames.ReplicaSet) ? NumberAfter(message, " to ") : NumberAfter(message, "New size: "));
        details.Add(DetailNames.Created, WordAfter(message, "Created pod: ") ?? WordAfter(message, "Created job ") ?? WordAfter(message, "create Pod "));
        details.Add(DetailNames.Deleted, WordAfter(message, "Deleted pod: ") ?? WordAfter(message, "Deleted job ") ?? WordAfter(message, "delete Pod "));
    }

    /// <summary><c>exceeded quota: NAME, requested: pods=1, used: pods=8, limited: pods=8</c>, or something that does not exist.</summary>
    public static void Refusal(ref Details details, string message)
    {
        details.Add(DetailNames.Quota, WordAfter(message, "exceeded quota: "));
        if (Between(message, "requested: ", "=") is { } resource)
            details.Add(DetailNames.Resource, resource[(resource.LastIndexOf('.') + 1)..]);
        MissingThings.Read(ref details, message);
    }
}
