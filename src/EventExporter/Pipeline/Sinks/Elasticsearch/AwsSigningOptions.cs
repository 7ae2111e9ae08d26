using EventExporter.Configuration.Binding;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>How requests to an OpenSearch service of AWS are signed. Credentials are found, never configured.</summary>
internal sealed class AwsSigningOptions
{
    [Option("region", "The region of the domain.", DefaultText = "AWS_REGION or AWS_DEFAULT_REGION of the environment", Example = "eu-central-1")]
    public string Region { get; init; } = "";

    [Option("service", "es: a domain of the OpenSearch Service; aoss: a collection of OpenSearch Serverless.", Allowed = ["es", "aoss"])]
    public string Service { get; init; } = "es";

    [Option("assumeRoleArn", "A role to assume with the credentials that are found.")]
    public string AssumeRoleArn { get; init; } = "";

    [Option("externalId", "The external id that the role asks for.")]
    public string ExternalId { get; init; } = "";

    [Option("profile", "The profile of the shared credentials files to use, in place of the usual search.")]
    public string Profile { get; init; } = "";
}
