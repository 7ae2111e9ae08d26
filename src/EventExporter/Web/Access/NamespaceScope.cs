using EventExporter.Pipeline.Events;
using EventExporter.Query;

namespace EventExporter.Web.Access;

/// <summary>
/// What somebody may know of who sees some namespaces only. An event belongs to its namespace; but in <c>default</c> and <c>kube-system</c>
/// Kubernetes puts the events of what belongs to the whole cluster, too: there the object has to be of a namespace that is seen.
/// </summary>
internal static class NamespaceScope
{
    private static readonly string[] Shared = ["default", "kube-system"];

    public static bool Sees(this Caller caller, AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        return caller.Namespaces is null
            || (caller.Sees(analyzed.Event.Namespace) && (!IsShared(analyzed.Event.Namespace) || caller.SeesObject(about.Kind, about.Namespace, about.Name)));
    }

    /// <summary>Whether an object is of a namespace that is seen, or is one itself. What is of the cluster is for those who see all.</summary>
    public static bool SeesObject(this Caller caller, string kind, string @namespace, string name) =>
        caller.Namespaces is null || (@namespace.Length > 0 ? caller.Sees(@namespace) : kind == "Namespace" && caller.Sees(name));

    /// <summary>Whether a group of events, by the fields it was made by, can only be of what is seen.</summary>
    public static bool SeesGroup(this Caller caller, IReadOnlyDictionary<string, string> fields) => caller.Namespaces is null
        || (fields.GetValueOrDefault(QueryFields.ObjectNamespace.Name) is { Length: > 0 } ofObjects && caller.Sees(ofObjects))
        || (fields.GetValueOrDefault(QueryFields.Namespace.Name) is { Length: > 0 } name && caller.Sees(name) && !IsShared(name));

    /// <summary>The same question about what is seen: what is asked of the history is this, never more.</summary>
    public static EventQuery Narrow(this Caller caller, EventQuery query) =>
        caller.Namespaces is { } names ? query.And(new EventQuery { Root = Condition(names) }) : query;

    /// <summary>Whether a query can only match what is seen: one of the conditions that must all hold says so.</summary>
    public static bool Covers(this Caller caller, EventQuery query)
    {
        IReadOnlyList<QueryNode> parts = query.Root is AndNode all ? all.Parts : query.Root is { } root ? [root] : [];
        return caller.Namespaces is null || parts.OfType<FieldNode>().Any(node =>
            node.Operator is QueryOperator.Equal or QueryOperator.In
            && node.Values.All(value => value.Length > 0 && caller.Sees(value))
            && (node.Field.Field == QueryFields.ObjectNamespace || (node.Field.Field == QueryFields.Namespace && !node.Values.Any(IsShared))));
    }

    private static bool IsShared(string @namespace) => Shared.Contains(@namespace, StringComparer.Ordinal);

    private static QueryNode Condition(IReadOnlyList<string> names)
    {
        var seen = In(QueryFields.Namespace, names);
        string[] shared = [.. names.Where(IsShared)], own = [.. names.Where(static name => !IsShared(name))];
        if (shared.Length == 0)
            return seen;
        List<QueryNode> any =
        [
            In(QueryFields.ObjectNamespace, names),
            AndNode.Of([In(QueryFields.Kind, ["Namespace"]), In(QueryFields.ObjectNamespace, [""]), In(QueryFields.Name, names)]),
        ];
        if (own.Length > 0)
            any.Add(In(QueryFields.Namespace, own));
        return AndNode.Of([seen, OrNode.Of(any)]);
    }

    private static FieldNode In(QueryField field, IReadOnlyList<string> values) =>
        new(new FieldPath(field), values.Count == 1 ? QueryOperator.Equal : QueryOperator.In, values);
}
