using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>The dashboards for Kibana.</summary>
internal static class LensDashboards
{
    private const string Events = SavedObjects.Events;
    private const string Incidents = SavedObjects.Incidents;

    public static IEnumerable<SavedObject> Of(EventFields fields, bool withIncidents)
    {
        yield return EventDashboard(fields, withIncidents);
        if (withIncidents)
            yield return IncidentDashboard(fields);
    }

    private static SavedObject EventDashboard(EventFields f, bool withIncidents)
    {
        var occurrences = LensColumns.Sum("Occurrences", f.Delta);
        var board = new DashboardBuilder(Events, "Kubernetes events", "What the cluster says, by type, reason, namespace and owner. Counts are occurrences, not documents.");
        board.Control("cluster", "Cluster", f.Cluster, Events);
        board.Control("namespace", "Namespace", f.Namespace, Events);
        board.Control("kind", "Kind", f.Kind, Events);
        board.Control("reason", "Reason", f.Reason, Events);
        board.Control("severity", "Severity", f.Severity, Events);
        board.Text("links", withIncidents ? $"**Kubernetes events** · [Kubernetes incidents](#/view/{Incidents})" : "**Kubernetes events**", 0, 0, 48, 3);
        board.Lens(LensPanel.Number("occurrences", "Occurrences", Events, LensColumns.Sum("Occurrences", f.Delta)), 0, 3, 12, 6);
        board.Lens(LensPanel.Number("warnings", "Warnings", Events, LensColumns.Sum("Warnings", f.Delta, $"{f.Type}: \"Warning\"")), 12, 3, 12, 6);
        board.Lens(LensPanel.Number("errors", "Errors and worse", Events, LensColumns.Sum("Errors and worse", f.Delta, $"{f.Severity}: (\"error\" or \"critical\")")), 24, 3, 12, 6);
        board.Lens(LensPanel.Number("objects", "Objects concerned", Events, LensColumns.Distinct("Objects concerned", f.Name)), 36, 3, 12, 6);
        board.Lens(LensPanel.OverTime("time", "Events over time by type", Events, LensColumns.Terms("Type", f.Type, 5, "count", other: true), LensColumns.Sum("Occurrences", f.Delta)), 0, 9, 48, 12);
        board.Lens(LensPanel.Top("reasons", "Top reasons", Events, LensColumns.Terms("Reason", f.Reason, 10, "count"), LensColumns.Sum("Occurrences", f.Delta)), 0, 21, 16, 14);
        board.Lens(LensPanel.Top("namespaces", "Top namespaces", Events, LensColumns.Terms("Namespace", f.Namespace, 10, "count"), LensColumns.Sum("Occurrences", f.Delta)), 16, 21, 16, 14);
        board.Lens(LensPanel.Top("owners", "Top owners", Events, LensColumns.Terms("Owner", f.OwnerName, 10, "count"), LensColumns.Sum("Occurrences", f.Delta)), 32, 21, 16, 14);
        board.Lens(
            LensPanel.Table(
                "workloads",
                "What happens to what (click an owner to see its events only)",
                Events,
                ("owner", LensColumns.Terms("Owner", f.OwnerName, 20, "count")),
                ("kind", LensColumns.Terms("Kind", f.OwnerKind, 3, "count")),
                ("namespace", LensColumns.Terms("Namespace", f.Namespace, 3, "count")),
                ("reason", LensColumns.Terms("Reason", f.Reason, 5, "count")),
                ("count", occurrences),
                ("last", LensColumns.Latest("Last seen"))),
            0,
            35,
            48,
            15);
        board.Search("rows", Events, 0, 50, 48, 22);
        return board.Build();
    }

    private static SavedObject IncidentDashboard(EventFields f)
    {
        var open = "incident.open: true";
        var board = new DashboardBuilder(Incidents, "Kubernetes incidents", "One row an incident, as it stands now: what is wrong with what since when, and the probable cause.");
        board.Control("cluster", "Cluster", "orchestrator.cluster.name", Incidents);
        board.Control("namespace", "Namespace", "kubernetes.namespace", Incidents);
        board.Control("state", "State", "incident.state", Incidents);
        board.Control("severity", "Severity", "incident.severity", Incidents);
        board.Control("rule", "Cause", "incident.rule", Incidents);
        board.Text("links", $"[Kubernetes events](#/view/{Events}) · **Kubernetes incidents**", 0, 0, 48, 3);
        board.Lens(LensPanel.Number("open", "Open incidents", Incidents, LensColumns.Count("Open incidents", open)), 0, 3, 12, 6);
        board.Lens(LensPanel.Number("critical", "Open, error or critical", Incidents, LensColumns.Count("Open, error or critical", $"{open} and incident.severity: (\"error\" or \"critical\")")), 12, 3, 12, 6);
        board.Lens(LensPanel.Number("resolved", "Resolved", Incidents, LensColumns.Count("Resolved", "incident.state: \"resolved\"")), 24, 3, 12, 6);
        board.Lens(LensPanel.Number("objects", "Objects in trouble", Incidents, LensColumns.Sum("Objects in trouble", "incident.objects", open)), 36, 3, 12, 6);
        board.Lens(LensPanel.OverTime("time", "Incidents over time by severity", Incidents, LensColumns.Terms("Severity", "incident.severity", 5, "count"), LensColumns.Count("Incidents")), 0, 9, 32, 12);
        board.Lens(LensPanel.Top("causes", "Causes", Incidents, LensColumns.Terms("Cause", "incident.rule", 10, "count"), LensColumns.Count("Incidents")), 32, 9, 16, 12);
        // The field that both kinds of documents have leads from an incident to its events.
        var drillDown = f.Incident == "event_exporter.incident" ? Events : null;
        board.Lens(
            LensPanel.Table(
                "incidents",
                drillDown is null ? "Incidents" : "Incidents (click an id to see its events)",
                Incidents,
                ("incident", LensColumns.Terms("Incident", "event_exporter.incident", 50, "last")),
                ("state", LensColumns.Last("State", "incident.state", "string")),
                ("severity", LensColumns.Last("Severity", "incident.severity", "string")),
                ("title", LensColumns.Last("Title", "incident.title", "string")),
                ("cause", LensColumns.Last("Probable cause", "incident.cause", "string")),
                ("since", LensColumns.Last("Since", "incident.since", "date")),
                ("count", LensColumns.Last("Occurrences", "incident.count", "number")),
                ("last", LensColumns.Latest("Last seen"))),
            0,
            21,
            48,
            16,
            drillDown);
        board.Search("rows", Incidents, 0, 37, 48, 18);
        return board.Build();
    }
}
