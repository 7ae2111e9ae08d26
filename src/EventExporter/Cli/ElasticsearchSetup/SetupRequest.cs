namespace EventExporter.Cli.ElasticsearchSetup;

/// <summary>What <c>elasticsearch setup</c> was called with.</summary>
/// <param name="Receiver">Null: the only receiver of the kind.</param>
/// <param name="Kibana">In place of the receiver's <c>kibana.url</c>.</param>
/// <param name="Space">In place of the receiver's <c>kibana.space</c>.</param>
/// <param name="Retention">How long events are kept.</param>
/// <param name="Overwrite">Also what others have made under the same names.</param>
internal sealed record SetupRequest(string ConfigFile, string? Receiver, Uri? Kibana, string? Space, TimeSpan Retention, bool DryRun, bool Overwrite);
