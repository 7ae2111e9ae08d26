using System.Text;
using EventExporter.Testing;
using EventExporter.Tests.Web.Api;
using EventExporter.Web.Api;

namespace EventExporter.Tests.Documentation;

/// <summary>
/// The list of endpoints in <c>docs/api.md</c> is made from the table that they are mapped from; the examples are requests that the tests
/// of access make. To write it anew: <c>UPDATE_DOCS=1 dotnet test --filter ApiPage</c>.
/// </summary>
public sealed class ApiPageTests
{
    private const string Heading = "## Endpoints\n";

    [Fact]
    public void The_page_lists_every_endpoint_as_the_code_declares_it()
    {
        var file = Path.Combine(Repository.Root, "docs", "api.md");
        var page = File.ReadAllText(file);
        var at = page.IndexOf(Heading, StringComparison.Ordinal);
        var prose = at < 0 ? page : page[..at];
        var expected = prose + Heading + string.Concat(ApiEndpoints.All.Select(Section));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
            File.WriteAllText(file, page = expected);
        Assert.Equal(expected, page);
    }

    [Fact]
    public void README_leads_to_it() =>
        Assert.Contains("(docs/api.md)", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    private static string Section(ApiEndpoint endpoint)
    {
        var text = new StringBuilder($"\n### {endpoint.Method} {endpoint.Path}\n\n{endpoint.Summary} {AccessOf(endpoint.Access)}\n\n");
        foreach (var parameter in endpoint.Parameters)
            text.Append($"- `{parameter.Name}`{(parameter.InPath ? "" : parameter.IsRequired ? " (needed)" : parameter.Default.Length > 0 ? $" (default {parameter.Default})" : "")}: {parameter.Description}{Allowed(parameter)}\n");
        if (endpoint.Body is { } body)
            text.Append($"- body: `{body.Schema}`, {string.Join(", ", body.Types)}, at most {body.MaxBytes / 1024} KiB\n");
        if (endpoint.Parameters.Count > 0 || endpoint.Body is not null)
            text.Append('\n');
        return text.Append($"```\n{Example(endpoint)}\n```\n").ToString();
    }

    private static string AccessOf(ApiAccess access) => access switch
    {
        ApiAccess.Open => "Open to all.",
        ApiAccess.Read => "Needs read access.",
        _ => "Needs write access.",
    };

    private static string Allowed(ApiParameter parameter) => parameter.Allowed.Count > 0 ? $" One of {string.Join(", ", parameter.Allowed)}." : "";

    private static string Example(ApiEndpoint endpoint)
    {
        var (path, body) = SampleRequests.All[endpoint.Id];
        var method = endpoint.Method is "GET" or "POST" ? "" : $" -X {endpoint.Method}";
        var token = endpoint.Access == ApiAccess.Open ? "" : " -H \"Authorization: Bearer $TOKEN\"";
        var data = body is null ? "" : $" -H 'Content-Type: application/json' -d '{body}'";
        return $"curl{(endpoint.AnswerType == "text/event-stream" ? " -N" : "")}{method}{token}{data} \"$SERVER{path}\"";
    }
}
