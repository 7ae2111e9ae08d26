using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>How long events stay in the history.</summary>
[Shorthand("age")]
internal sealed record HistoryRetentionOptions
{
    [Option("age", "How long an event stays, from when it was last seen.", Min = "1m")]
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(7);

    [Option("size", "How large the history may grow; beyond it the oldest events go, whatever their age.", Min = "16MiB")]
    public ByteSize Size { get; init; } = ByteSize.FromGibibytes(2);

    [Option("types", "Other ages by the event's type, such as Warning: 30d and Normal: 3d.")]
    public IReadOnlyDictionary<string, TimeSpan> Types { get; init; } = new Dictionary<string, TimeSpan>();

    [Option("namespaces", "Other ages by the event's namespace; they go before those by type.")]
    public IReadOnlyDictionary<string, TimeSpan> Namespaces { get; init; } = new Dictionary<string, TimeSpan>();
}
