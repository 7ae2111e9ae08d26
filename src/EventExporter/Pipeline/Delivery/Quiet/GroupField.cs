using EventExporter.Pipeline.Events;
using EventExporter.Query;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A field that events are grouped by.</summary>
/// <param name="Name">As written in the configuration, and the label's name in templates.</param>
internal sealed record GroupField(string Name, Func<AnalyzedEvent, string> Read)
{
    /// <summary>Null if there is no such field, or events do not know it.</summary>
    public static GroupField? Find(string name) =>
        QueryFields.Find(name) is { Field: { HistoryOnly: false } field } path && (field.IsMap || field.Read is not null) ? new GroupField(name, path.Read) : null;
}
