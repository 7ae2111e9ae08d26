using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>The keys that all receivers of AWS services have. Credentials are found, never configured.</summary>
internal abstract record AwsOptions : HttpOptions
{
    [Option("region", "The region that the service is used in.", DefaultText = "AWS_REGION or AWS_DEFAULT_REGION of the environment", Example = "eu-central-1")]
    public string Region { get; init; } = "";

    [Option("endpoint", "The service's address, where it is not the public one of the region: a VPC endpoint, a FIPS endpoint, a local stand-in.", DefaultText = "AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, or the region's")]
    public Uri? Endpoint { get; init; }

    [Option("assumeRoleArn", "A role to assume with the credentials that are found.", Example = "arn:aws:iam::123456789012:role/events")]
    public string AssumeRoleArn { get; init; } = "";

    [Option("externalId", "The external id that the role asks for.")]
    public string ExternalId { get; init; } = "";

    [Option("profile", "The profile of the shared credentials files to use, in place of the usual search.")]
    public string Profile { get; init; } = "";

    /// <summary>Throws <see cref="SinkConfigurationException"/> for what cannot be.</summary>
    public AwsAccess Access() => AwsAccess.Of(Region, AssumeRoleArn, ExternalId, Profile);
}
