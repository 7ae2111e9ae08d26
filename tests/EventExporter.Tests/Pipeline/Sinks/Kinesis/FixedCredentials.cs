using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Aws;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

/// <summary>Keys that are simply there; the session token counts how often they were fetched anew.</summary>
internal sealed class FixedCredentials(string accessKey, string secret) : IAwsCredentials
{
    public int Generation { get; private set; }

    public ValueTask<AwsKeys> GetAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(new AwsKeys(accessKey, new Secret(secret), new Secret($"session-token-{Generation}")));

    public void Forget() => Generation++;
}
