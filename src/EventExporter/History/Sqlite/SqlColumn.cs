using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>Which table a field is in: what a condition on it costs.</summary>
[Flags]
internal enum SqlSource
{
    None = 0,
    Series = 1,
    Object = 2,
    Event = 4,

    /// <summary>Only in the stored event itself: it is read and looked at.</summary>
    Payload = 8,
}

/// <summary>Where a field is stored.</summary>
/// <param name="Text">The column, of table s (series), o (objects) or e (events); never a word from outside.</param>
internal sealed record SqlColumn(SqlSource Source, string Text)
{
    private static readonly SqlColumn InPayload = new(SqlSource.Payload, "");

    private static readonly Dictionary<QueryField, SqlColumn> Columns = new()
    {
        [QueryFields.Cluster] = new(SqlSource.Series, "s.cluster"),
        [QueryFields.Type] = new(SqlSource.Series, "s.type"),
        [QueryFields.Reason] = new(SqlSource.Series, "s.reason"),
        [QueryFields.Namespace] = new(SqlSource.Series, "s.namespace"),
        [QueryFields.Kind] = new(SqlSource.Series, "s.kind"),
        [QueryFields.ApiVersion] = new(SqlSource.Series, "s.api_version"),
        [QueryFields.Component] = new(SqlSource.Series, "s.component"),
        [QueryFields.Action] = new(SqlSource.Series, "s.action"),
        [QueryFields.Finding] = new(SqlSource.Series, "s.finding"),
        [QueryFields.Severity] = new(SqlSource.Series, "s.severity"),
        [QueryFields.Category] = new(SqlSource.Series, "s.category"),
        [QueryFields.Name] = new(SqlSource.Object, "o.name"),
        [QueryFields.ObjectNamespace] = new(SqlSource.Object, "o.namespace"),
        [QueryFields.Uid] = new(SqlSource.Object, "o.uid"),
        [QueryFields.FieldPath] = new(SqlSource.Object, "o.field_path"),
        [QueryFields.Owner] = new(SqlSource.Object, "o.owner"),
        [QueryFields.OwnerKind] = new(SqlSource.Object, "o.owner_kind"),
        [QueryFields.OwnerApiVersion] = new(SqlSource.Object, "o.owner_api_version"),
        [QueryFields.Node] = new(SqlSource.Object, "o.node"),
        [QueryFields.Host] = new(SqlSource.Object, "o.host"),
        [QueryFields.Label] = new(SqlSource.Object, "o.labels"),
        [QueryFields.Annotation] = new(SqlSource.Object, "o.annotations"),
        [QueryFields.NamespaceLabel] = new(SqlSource.Object, "o.namespace_labels"),
        [QueryFields.Count] = new(SqlSource.Event, "e.count"),
        [QueryFields.Delta] = new(SqlSource.Event, "e.delta"),
        [QueryFields.Time] = new(SqlSource.Event, "e.at"),
        [QueryFields.Incident] = new(SqlSource.Event, "e.incident"),
        [QueryFields.Receiver] = new(SqlSource.Event, "e.seq"),
    };

    public static SqlColumn Of(QueryField field) => Columns.GetValueOrDefault(field, InPayload);
}
