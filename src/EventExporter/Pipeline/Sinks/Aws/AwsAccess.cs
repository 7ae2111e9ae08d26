using System.Text.RegularExpressions;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>Where, and as whom, a receiver uses AWS.</summary>
/// <param name="AssumeRoleArn">Empty: no role is assumed.</param>
/// <param name="Profile">Empty: the usual search for credentials.</param>
internal sealed partial record AwsAccess(string Region, string AssumeRoleArn, string ExternalId, string Profile)
{
    /// <summary>Throws <see cref="SinkConfigurationException"/> if the region is neither given nor in the environment.</summary>
    public static AwsAccess Of(string region, string assumeRoleArn, string externalId, string profile)
    {
        if (region.Length == 0)
            region = Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "";
        if (region.Length == 0)
            throw new SinkConfigurationException("region: none is given, and neither AWS_REGION nor AWS_DEFAULT_REGION is set", "write region: eu-central-1, or the one you use");
        if (!RegionName().IsMatch(region))
            throw new SinkConfigurationException($"region: '{region}' is no name of a region", "write it as AWS does, such as eu-central-1");
        if (assumeRoleArn.Length > 0 && !assumeRoleArn.StartsWith("arn:", StringComparison.Ordinal))
            throw new SinkConfigurationException($"assumeRoleArn: '{assumeRoleArn}' is no ARN", "write it as arn:aws:iam::123456789012:role/NAME");
        return new AwsAccess(region, assumeRoleArn, externalId, profile);
    }

    /// <summary>The address of a service: the one given, else of the environment (AWS SDKs reference guide, "Service-specific endpoints"), else the region's.</summary>
    /// <param name="service">Name in addresses and signatures, such as <c>kinesis</c>.</param>
    public Uri AddressOf(string service, Uri? given)
    {
        if (given is not null)
            return given;
        var fromEnvironment = Variable($"AWS_ENDPOINT_URL_{service.ToUpperInvariant()}") ?? Variable("AWS_ENDPOINT_URL");
        if (fromEnvironment is not null && Uri.TryCreate(fromEnvironment, UriKind.Absolute, out var address))
            return address;
        var domain = Region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return new Uri($"https://{service}.{Region}.{domain}/");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex RegionName();
}
