using System.Text;

namespace EventExporter.Kubernetes;

/// <summary>A complete watch line or list item that could not be read.</summary>
/// <param name="Excerpt">Its beginning, at most <see cref="MaxExcerpt"/> characters.</param>
/// <param name="Reason">What was wrong with it.</param>
/// <param name="Length">Its whole length in bytes.</param>
public sealed record MalformedLine(string Excerpt, string Reason, long Length)
{
    public const int MaxExcerpt = 200;

    internal static MalformedLine From(ReadOnlySpan<byte> bytes, string reason)
    {
        // A character takes at most four bytes, so this many bytes are enough for a full excerpt.
        var head = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxExcerpt * 4)]);
        return new MalformedLine(head.Length > MaxExcerpt ? head[..MaxExcerpt] : head, reason, bytes.Length);
    }
}
