using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>What chooses an event's shard, and with it whose order it keeps.</summary>
internal sealed class PartitionKey(EventText? template)
{
    /// <summary>Most characters of a partition key (PutRecordsRequestEntry).</summary>
    public const int Longest = 256;

    /// <exception cref="RenderingException">The template fails for this event.</exception>
    public string Of(AnalyzedEvent analyzed)
    {
        var key = template?.For(analyzed) ?? "";
        if (key.Length == 0)
            key = OfObject(analyzed.Event);
        return key.Length <= Longest ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static string OfObject(ClusterEvent observed)
    {
        var about = observed.InvolvedObject;
        if (about.Uid.Length > 0)
            return about.Uid;
        return about.Name.Length > 0 ? $"{about.Namespace}/{about.Kind}/{about.Name}" : observed.Identity;
    }
}
