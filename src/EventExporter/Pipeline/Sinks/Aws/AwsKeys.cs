using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>Credentials for signing, for as long as they are valid.</summary>
/// <param name="Token">Session token of temporary credentials; empty for lasting ones.</param>
internal sealed record AwsKeys(string AccessKey, Secret SecretKey, Secret Token);
