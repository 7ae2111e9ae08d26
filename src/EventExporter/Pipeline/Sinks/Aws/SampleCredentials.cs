using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>For requests that are shown and not sent: nobody's keys, those of AWS's own examples.</summary>
internal sealed class SampleCredentials : IAwsCredentials
{
    public ValueTask<AwsKeys> GetAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(new AwsKeys("AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), default));

    public void Forget()
    {
    }
}
