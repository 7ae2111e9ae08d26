namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>What a saved object needs, under the name by which its attributes speak of it.</summary>
internal sealed record SavedReference(string Type, string Id, string Name);
