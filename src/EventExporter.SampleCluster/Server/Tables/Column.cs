using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Server.Tables;

/// <summary>A column of what kubectl prints. Priority 0 is always shown, 1 only with <c>-o wide</c>.</summary>
internal sealed record Column(string Name, Func<Row, JsonNode?> Value, int Priority = 0, string Type = "string", string Format = "");
