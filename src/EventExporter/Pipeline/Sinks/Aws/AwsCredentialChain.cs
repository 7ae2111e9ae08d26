using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>
/// The search that all AWS programs share: environment variables, profiles, web identity (IRSA), Pod Identity, the instance's role; and
/// a role assumed with what was found. The only code that uses the AWS SDK, of which nothing runs before the first request is signed.
/// </summary>
internal sealed class AwsCredentialChain(AwsAccess access) : IAwsCredentials
{
    // Where no instance metadata is, its address may swallow what is sent to it.
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(15);

    private volatile AWSCredentials? _source;

    public async ValueTask<AwsKeys> GetAsync(CancellationToken cancellation)
    {
        var source = _source ??= await FindAsync(cancellation);
        try
        {
            var keys = await source.GetCredentialsAsync().WaitAsync(cancellation);
            return new AwsKeys(keys.AccessKey, new Secret(keys.SecretKey), new Secret(keys.Token ?? ""));
        }
        catch (Exception error) when (IsExpected(error))
        {
            _source = null;
            throw new AwsCredentialsException(Explain(error), error);
        }
    }

    public void Forget()
    {
        (_source as RefreshingAWSCredentials)?.ClearCredentials();
        _source = null;
    }

    /// <summary>Reads files and asks the network, partly without being asynchronous.</summary>
    private async Task<AWSCredentials> FindAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LongestSearch, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await Task.Run(() => Find(either.Token), either.Token).WaitAsync(either.Token);
        }
        catch (Exception error) when (IsExpected(error) || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new AwsCredentialsException(
                "no AWS credentials were found in environment variables, profiles, web identity (IRSA), Pod Identity or the instance's role; "
                + "give the pod's service account a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                error);
        }
    }

    private AWSCredentials Find(CancellationToken cancellation)
    {
        var found = access.Profile.Length > 0 ? OfProfile() : new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(clientConfig: null!, cancellation);
        return access.AssumeRoleArn.Length > 0 ? new AssumedRole(found, access) : found;
    }

    private AWSCredentials OfProfile() => new CredentialProfileStoreChain().TryGetAWSCredentials(access.Profile, out var credentials)
        ? credentials
        : throw new AwsCredentialsException($"no AWS credentials: profile '{access.Profile}' is not in the shared credentials files, or is incomplete (AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE, ~/.aws)");

    private static bool IsExpected(Exception error) =>
        error is AmazonClientException or AmazonServiceException or InvalidOperationException or HttpRequestException or IOException or ArgumentException;

    private string Explain(Exception error) => error switch
    {
        AmazonSecurityTokenServiceException refused when access.AssumeRoleArn.Length > 0 =>
            $"role {access.AssumeRoleArn} cannot be assumed: {refused.ErrorCode}: {OneLine(refused.Message)}",
        _ => $"AWS credentials were found, but cannot be fetched: {OneLine($"{error.Message} {error.InnerException?.Message}")}",
    };

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 300 ? line : line[..300] + "...";
    }

    /// <summary>In the receiver's own region, unlike the SDK's, which asks wherever the environment points.</summary>
    private sealed class AssumedRole : RefreshingAWSCredentials
    {
        private readonly AWSCredentials _source;
        private readonly AwsAccess _access;

        public AssumedRole(AWSCredentials source, AwsAccess access)
        {
            _source = source;
            _access = access;
            PreemptExpiryTime = TimeSpan.FromMinutes(5);
        }

        protected override CredentialsRefreshState GenerateNewCredentials() => throw new NotSupportedException("credentials are fetched asynchronously");

        protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            using var service = new AmazonSecurityTokenServiceClient(_source, new AmazonSecurityTokenServiceConfig
            {
                RegionEndpoint = RegionEndpoint.GetBySystemName(_access.Region),
                AuthenticationRegion = _access.Region,
            });
            var answer = await service.AssumeRoleAsync(new AssumeRoleRequest
            {
                RoleArn = _access.AssumeRoleArn,
                RoleSessionName = "event-exporter",
                ExternalId = _access.ExternalId.Length > 0 ? _access.ExternalId : null,
            });
            var keys = answer.Credentials;
            return new CredentialsRefreshState(new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken), keys.Expiration!.Value);
        }
    }
}
