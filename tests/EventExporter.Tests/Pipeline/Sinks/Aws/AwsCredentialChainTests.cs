using System.Diagnostics.CodeAnalysis;
using EventExporter.Pipeline.Sinks.Aws;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Aws;

/// <summary>The search reads the environment of the process: variables that no other test reads are set for the time of these.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class AwsCredentialChainTests : IAsyncLifetime
{
    private static readonly string[] Variables =
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "AWS_ENDPOINT_URL_STS"];

    // The SDK asks for the place of the files, and whether they are there, once a process.
    private static readonly string Folder = Directory.CreateTempSubdirectory().FullName;

    private readonly StsSimulator _sts = new() { Expiration = TimeProvider.System.GetUtcNow().AddHours(1) };
    private readonly Dictionary<string, string?> _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public async Task InitializeAsync()
    {
        await _sts.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "credentials"), "[audit]\naws_access_key_id = AKIDFILE\naws_secret_access_key = file-secret\n");
        Set("AWS_ACCESS_KEY_ID", "AKIDENV");
        Set("AWS_SECRET_ACCESS_KEY", "env-secret");
        Set("AWS_SESSION_TOKEN", null);
        Set("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(Folder, "credentials"));
        Set("AWS_CONFIG_FILE", Path.Combine(Folder, "config"));
        Set("AWS_ENDPOINT_URL_STS", _sts.Address.AbsoluteUri);
    }

    public async Task DisposeAsync()
    {
        foreach (var (name, value) in _before)
            Set(name, value);
        await _sts.DisposeAsync();
    }

    [Fact]
    public async Task The_environment_is_where_the_search_begins()
    {
        var keys = await Chain().GetAsync(default);
        Assert.Equal(("AKIDENV", "env-secret", true), (keys.AccessKey, keys.SecretKey.Reveal(), keys.Token.IsEmpty));
    }

    [Fact]
    public async Task A_profile_is_taken_in_place_of_the_search()
    {
        Assert.Equal("AKIDFILE", (await Chain(profile: "audit").GetAsync(default)).AccessKey);
        var error = await Assert.ThrowsAsync<AwsCredentialsException>(async () => await Chain(profile: "other").GetAsync(default));
        Assert.StartsWith("no AWS credentials: profile 'other' is not in the shared credentials files", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assumed_in_the_receivers_region_once_and_again_when_its_keys_are_forgotten()
    {
        var chain = Chain(role: "arn:aws:iam::123456789012:role/events", externalId: "shared");
        Assert.Equal("ASIA1", (await chain.GetAsync(default)).AccessKey);
        Assert.Equal(("ASIA1", "role-token"), ((await chain.GetAsync(default)).AccessKey, (await chain.GetAsync(default)).Token.Reveal()));
        Assert.Equal(("arn:aws:iam::123456789012:role/events", "shared", "event-exporter"), (_sts.Form["RoleArn"], _sts.Form["ExternalId"], _sts.Form["RoleSessionName"]));
        Assert.Contains("Credential=AKIDENV/", _sts.Authorization, StringComparison.Ordinal);
        Assert.Contains("/eu-central-1/sts/", _sts.Authorization, StringComparison.Ordinal);
        chain.Forget();
        Assert.Equal(("ASIA2", 2), ((await chain.GetAsync(default)).AccessKey, _sts.Issued));
    }

    [Fact]
    public async Task A_role_that_runs_out_soon_is_assumed_anew_meanwhile()
    {
        _sts.Expiration = TimeProvider.System.GetUtcNow().AddMinutes(2);
        var chain = Chain(role: "arn:aws:iam::123456789012:role/events");
        await chain.GetAsync(default);
        Assert.Equal("ASIA1", (await chain.GetAsync(default)).AccessKey);
        await Harness.UntilAsync(() => _sts.Issued == 2);
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_told_without_a_secret()
    {
        var error = await Assert.ThrowsAsync<AwsCredentialsException>(async () => await Chain(role: "arn:aws:iam::123456789012:role/forbidden").GetAsync(default));
        Assert.Equal("role arn:aws:iam::123456789012:role/forbidden cannot be assumed: AccessDenied: User is not authorized to perform: sts:AssumeRole", error.Message);
    }

    private static AwsCredentialChain Chain(string role = "", string externalId = "", string profile = "") => new(AwsAccess.Of("eu-central-1", role, externalId, profile));

    private static void Set(string name, string? value) => Environment.SetEnvironmentVariable(name, value);
}
