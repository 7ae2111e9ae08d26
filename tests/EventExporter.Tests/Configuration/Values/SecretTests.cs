using EventExporter.Configuration.Values;

namespace EventExporter.Tests.Configuration.Values;

public sealed class SecretTests
{
    [Fact]
    public void A_secret_prints_as_stars_whatever_prints_it()
    {
        var secret = new Secret("hunter2");
        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", $"{secret}");
        Assert.DoesNotContain("hunter2", System.Text.Json.JsonSerializer.Serialize(secret), StringComparison.Ordinal);
        Assert.Equal("hunter2", secret.Reveal());
    }

    [Fact]
    public void A_secret_that_was_not_given_is_empty()
    {
        Assert.True(default(Secret).IsEmpty);
        Assert.Equal("", default(Secret).Reveal());
        Assert.Equal(default, new Secret(""));
    }
}
