using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Access.Credentials;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.Access.Credentials;

public sealed class FileCredentialsTests
{
    private const string File = "/token";

    private readonly ManualTimeProvider _time = new();
    private readonly FakeEnvironment _files = new();

    [Fact]
    public async Task A_rotated_token_is_seen_within_a_minute()
    {
        _files.Write(File, "one", _time.GetUtcNow());
        var tokens = TokenFiles.Watch(File, _files, _time);
        Assert.Equal("one", await TokenAsync(tokens));
        _files.Write(File, "two", _time.GetUtcNow().AddSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("one", await TokenAsync(tokens));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("two", await TokenAsync(tokens));
    }

    [Fact]
    public async Task A_file_that_did_not_change_is_not_read_again()
    {
        _files.Write(File, "one");
        var tokens = TokenFiles.Watch(File, _files, _time);
        for (var i = 0; i < 5; i++)
        {
            await TokenAsync(tokens);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, _files.Reads);
    }

    [Fact]
    public async Task A_refused_token_is_read_again_at_once()
    {
        _files.Write(File, "one");
        var tokens = TokenFiles.Watch(File, _files, _time);
        var refused = await tokens.GetAsync(CancellationToken.None);
        _files.Write(File, "two");

        Assert.True(tokens.Invalidate(refused));

        Assert.Equal("two", await TokenAsync(tokens));
    }

    [Fact]
    public async Task While_the_file_is_exchanged_the_last_token_is_good()
    {
        _files.Write(File, "one");
        var tokens = TokenFiles.Watch(File, _files, _time);
        var refused = await tokens.GetAsync(CancellationToken.None);
        _files.Delete(File);
        tokens.Invalidate(refused);

        Assert.Equal("one", await TokenAsync(tokens));
    }

    [Theory]
    [InlineData(null, "Could not find file")]
    [InlineData(" \n", "is empty")]
    public async Task Without_a_first_token_there_is_no_credential(string? content, string reason)
    {
        if (content is not null)
            _files.Write(File, content);
        var tokens = TokenFiles.Watch(File, _files, _time);

        var e = await Assert.ThrowsAsync<ClusterAccessException>(() => TokenAsync(tokens));

        Assert.Contains("/token", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> TokenAsync(FileCredentials tokens) =>
        (await tokens.GetAsync(CancellationToken.None)).Authorization?.Parameter;
}
