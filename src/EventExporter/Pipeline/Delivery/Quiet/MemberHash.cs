using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Tells, in eight bytes that are the same after a restart, what happened to whom.</summary>
internal static class MemberHash
{
    /// <summary>The object and the reason; of a finding each state is its own.</summary>
    public static long Of(AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        return Of($"{analyzed.Event.Cluster}\n{about.Kind}\n{about.Namespace}\n{about.Name}\n{about.Uid}\n{about.FieldPath}\n{analyzed.Event.Reason}\n{analyzed.Event.Type}");
    }

    public static long Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
