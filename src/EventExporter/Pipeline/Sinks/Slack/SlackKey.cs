using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>Tells which events are repetitions of each other: by the configured key, else by cluster, root owner and reason.</summary>
internal sealed class SlackKey(EventText? template)
{
    private const int Longest = 256;

    /// <exception cref="RenderingException">The template fails for this event.</exception>
    public string Of(AnalyzedEvent analyzed, string channel)
    {
        var key = template?.For(analyzed) is { Length: > 0 } text ? text : Default(analyzed);
        key = $"{channel}|{key}";
        return key.Length <= Longest ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static string Default(AnalyzedEvent analyzed)
    {
        if (analyzed.Group is { By: GatheredBy.Group } group)
            return $"{analyzed.Event.Cluster}|group|{group.Key}";
        var involved = analyzed.Event.InvolvedObject;
        var (kind, name) = analyzed.Object.RootOwner is { } owner ? (owner.Kind, owner.Name) : (involved.Kind, involved.Name);
        return $"{analyzed.Event.Cluster}|{kind}|{involved.Namespace}|{name}|{analyzed.Event.Reason}";
    }
}
