using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>Puts a dashboard of Kibana 8 together. The grid is 48 columns wide; places and sizes are in its units.</summary>
internal sealed class DashboardBuilder(string id, string title, string description)
{
    private const string DashboardVersion = "8.7.0";
    private const string PanelVersion = "8.8.0";

    private readonly JsonArray _panels = [];
    private readonly JsonObject _controls = [];
    private readonly List<SavedReference> _references = [];

    /// <summary>A list of values above the dashboard to choose from.</summary>
    public void Control(string name, string label, string field, string view)
    {
        _controls[name] = new JsonObject
        {
            ["order"] = _controls.Count,
            ["width"] = "medium",
            ["grow"] = true,
            ["type"] = "optionsListControl",
            ["explicitInput"] = new JsonObject { ["id"] = name, ["fieldName"] = field, ["title"] = label, ["enhancements"] = new JsonObject() },
        };
        _references.Add(new SavedReference("index-pattern", view, $"controlGroup_{name}:optionsListDataView"));
    }

    public void Text(string name, string markdown, int x, int y, int w, int h) => Panel("visualization", name, x, y, w, h, new JsonObject
    {
        ["savedVis"] = new JsonObject
        {
            ["title"] = "",
            ["description"] = "",
            ["type"] = "markdown",
            ["params"] = new JsonObject { ["fontSize"] = 12, ["openLinksInNewTab"] = false, ["markdown"] = markdown },
            ["uiState"] = new JsonObject(),
            ["data"] = new JsonObject { ["aggs"] = new JsonArray(), ["searchSource"] = new JsonObject { ["query"] = SavedObjects.Query(""), ["filter"] = new JsonArray() } },
        },
        ["hidePanelTitles"] = true,
        ["enhancements"] = new JsonObject(),
    });

    /// <param name="drillDown">Id of the dashboard that a click on a value leads to, with the value as its filter.</param>
    public void Lens(LensPanel panel, int x, int y, int w, int h, string? drillDown = null)
    {
        var enhancements = new JsonObject();
        if (drillDown is not null)
        {
            var action = $"{panel.Id}-drilldown";
            enhancements["dynamicActions"] = new JsonObject { ["events"] = new JsonArray(DrillDown(action)) };
            _references.Add(new SavedReference("dashboard", drillDown, $"{panel.Id}:drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:{action}:dashboardId"));
        }

        Panel("lens", panel.Id, x, y, w, h, new JsonObject { ["attributes"] = panel.Attributes(), ["enhancements"] = enhancements }, panel.Title);
        _references.Add(panel.Reference with { Name = $"{panel.Id}:{panel.Reference.Name}" });
    }

    public void Search(string name, string search, int x, int y, int w, int h)
    {
        Panel("search", name, x, y, w, h, new JsonObject { ["enhancements"] = new JsonObject() });
        _panels[^1]!["panelRefName"] = $"panel_{name}";
        _references.Add(new SavedReference("search", search, $"{name}:panel_{name}"));
    }

    public SavedObject Build() => new(
        "dashboard",
        id,
        new JsonObject
        {
            ["title"] = title,
            ["description"] = description,
            ["version"] = 1,
            ["timeRestore"] = true,
            ["timeFrom"] = "now-24h",
            ["timeTo"] = "now",
            ["refreshInterval"] = new JsonObject { ["pause"] = false, ["value"] = 60000 },
            ["optionsJSON"] = SavedObject.Text(new JsonObject { ["useMargins"] = true, ["syncColors"] = true, ["syncCursor"] = true, ["syncTooltips"] = false, ["hidePanelTitles"] = false }),
            ["panelsJSON"] = SavedObject.Text(_panels),
            ["controlGroupInput"] = new JsonObject
            {
                ["controlStyle"] = "oneLine",
                ["chainingSystem"] = "HIERARCHICAL",
                ["panelsJSON"] = SavedObject.Text(_controls),
                ["ignoreParentSettingsJSON"] = SavedObject.Text(new JsonObject { ["ignoreFilters"] = false, ["ignoreQuery"] = false, ["ignoreTimerange"] = false, ["ignoreValidations"] = false }),
            },
            ["kibanaSavedObjectMeta"] = SavedObjects.SearchSource(hasIndex: false),
        },
        _references,
        DashboardVersion);

    private void Panel(string type, string name, int x, int y, int w, int h, JsonObject content, string? caption = null)
    {
        var panel = new JsonObject
        {
            ["version"] = PanelVersion,
            ["type"] = type,
            ["gridData"] = new JsonObject { ["x"] = x, ["y"] = y, ["w"] = w, ["h"] = h, ["i"] = name },
            ["panelIndex"] = name,
            ["embeddableConfig"] = content,
        };
        if (caption is not null)
            panel["title"] = caption;
        _panels.Add(panel);
    }

    private static JsonObject DrillDown(string action) => new()
    {
        ["eventId"] = action,
        ["triggers"] = new JsonArray("FILTER_TRIGGER"),
        ["action"] = new JsonObject
        {
            ["factoryId"] = "DASHBOARD_TO_DASHBOARD_DRILLDOWN",
            ["name"] = "Show its events",
            ["config"] = new JsonObject { ["useCurrentFilters"] = true, ["useCurrentDateRange"] = true, ["openInNewTab"] = false },
        },
    };
}
