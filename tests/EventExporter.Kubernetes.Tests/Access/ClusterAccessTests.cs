using System.Text;
using EventExporter.Kubernetes.Access;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.Access;

public sealed class ClusterAccessTests
{
    public static TheoryData<string> CaseNames() =>
        [.. Directory.EnumerateFiles(KubeconfigCase.Folder, "*.case").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task A_case_file_gives_what_it_expects(string name)
    {
        var file = new KubeconfigCase(Path.Combine(KubeconfigCase.Folder, name + ".case"));

        var actual = await DescribeAsync(file);

        if (file.Expected.EndsWith('*'))
            Assert.StartsWith(file.Expected[..^1], actual, StringComparison.Ordinal);
        else
            Assert.Equal(file.Expected, actual);
    }

    [Fact]
    public void The_text_of_an_access_holds_no_secret()
    {
        var access = ClusterAccess.ForServer(new Uri("https://a.example.com"), "s3cret");

        Assert.Equal("https://a.example.com/ (https://a.example.com)", access.ToString());
    }

    private static async Task<string> DescribeAsync(KubeconfigCase file)
    {
        try
        {
            var options = new ClusterAccessOptions { Kubeconfig = file.Kubeconfig, Context = file.Context };
            return await DescribeAsync(ClusterAccess.Resolve(options, file.Environment, new ManualTimeProvider()));
        }
        catch (ClusterAccessException e)
        {
            return "error: " + e.Message;
        }
    }

    private static async Task<string> DescribeAsync(ClusterAccess access)
    {
        var credential = await access.Credentials.GetAsync(CancellationToken.None);
        var text = new StringBuilder();
        Line("server", access.Server);
        Line("namespace", access.Namespace);
        Line("origin", access.Origin);
        Line("authorization", credential.Authorization);
        Line("certificate", credential.Certificate?.Leaf.Subject);
        Line("authorities", access.Trust.Authorities is { } authorities ? string.Join("; ", authorities.Select(a => a.Subject)) : null);
        Line("server name", access.Trust.ServerName);
        Line("insecure", access.Trust.Insecure ? true : null);
        Line("proxy", access.Proxy);
        using var request = new HttpRequestMessage();
        access.Impersonation?.Apply(request.Headers);
        foreach (var (name, values) in request.Headers)
            Line(name, string.Join(",", values));
        return text.ToString().Trim();

        void Line(string name, object? value)
        {
            if (value is not null)
                text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }
}
