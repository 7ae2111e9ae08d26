using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Aws;

namespace EventExporter.Tests.Pipeline.Sinks.Aws;

/// <summary>Requests and signatures of AWS's published test suite for Signature Version 4, and the example of the IAM user guide.</summary>
public class SigV4Tests
{
    private const string SuiteToken =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    [Theory]
    [InlineData("GET", "/", "", "", "", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("GET", "/?Param2=value2&Param1=value1", "", "", "", "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "/", "", "", "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("POST", "/", "", "", SuiteToken, "host;x-amz-date;x-amz-security-token", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead")]
    [InlineData("POST", "/", "application/x-www-form-urlencoded", "Param1=value1", "", "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    public void The_published_requests_get_the_published_signatures(string method, string path, string type, string body, string token, string signed, string signature) => Assert.Equal(
        $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={signed}, Signature={signature}",
        Sign(method, $"https://example.amazonaws.com{path}", type, body, token, "service"));

    [Fact]
    public void The_example_of_the_user_guide_gets_its_signature() => Assert.EndsWith(
        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        Sign("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08", "application/x-www-form-urlencoded; charset=utf-8", "", "", "iam"),
        StringComparison.Ordinal);

    [Fact]
    public void Signing_again_replaces_the_first_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/");
        var keys = new AwsKeys("AKIDEXAMPLE", new Secret("one"), new Secret("token"));
        SigV4.Sign(request, [], keys, "us-east-1", "service", DateTimeOffset.UnixEpoch);
        SigV4.Sign(request, [], keys, "us-east-1", "service", DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Equal(("19700102T000000Z", 1), (request.Headers.GetValues("X-Amz-Date").Single(), request.Headers.GetValues("Authorization").Count()));
    }

    [Fact]
    public void Keys_do_not_print() => Assert.DoesNotContain("s3cr3t", $"{new AwsKeys("AKID", new Secret("s3cr3t"), new Secret("s3cr3t"))}", StringComparison.Ordinal);

    private static string Sign(string method, string address, string type, string body, string token, string service)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        var bytes = Encoding.UTF8.GetBytes(body);
        if (type.Length > 0)
            request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        var now = DateTimeOffset.Parse("2015-08-30T12:36:00Z", CultureInfo.InvariantCulture);
        SigV4.Sign(request, bytes, new AwsKeys("AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), new Secret(token)), "us-east-1", service, now);
        return request.Headers.NonValidated["Authorization"].ToString();
    }
}
