using System.Globalization;
using System.Text;

namespace EventExporter.SampleCluster.Server;

/// <summary>The text of a kubeconfig file that leads a client to the server.</summary>
internal static class Kubeconfig
{
    public static string For(string address, SampleApiServerOptions options)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            apiVersion: v1
            kind: Config
            current-context: sample
            clusters:
              - name: sample
                cluster:
                  server: {address}

            """);
        if (options.Certificate is { } certificate)
            text.Append(CultureInfo.InvariantCulture, $"      certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()))}\n");
        text.Append("""
            contexts:
              - name: sample
                context:
                  cluster: sample
                  user: sample
            users:
              - name: sample

            """);
        text.Append(options.BearerToken is { } token ? $"    user:\n      token: {token}\n" : "    user: {}\n");
        return text.ToString();
    }
}
