namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>Where a receiver's credentials come from.</summary>
internal interface IAwsCredentials
{
    /// <exception cref="AwsCredentialsException">There are none, or the role may not be assumed.</exception>
    ValueTask<AwsKeys> GetAsync(CancellationToken cancellation);

    /// <summary>The service says that the credentials have expired: fetch others the next time.</summary>
    void Forget();
}
