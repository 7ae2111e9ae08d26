using System.Net;
using System.Net.Sockets;
using EventExporter.Configuration;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;

namespace EventExporter.Cli.Demo;

/// <summary>The shipped <c>examples/demo.yaml</c>, with its files in a folder of the demo's own.</summary>
internal static class DemoConfiguration
{
    public static ExporterConfiguration Load(string folder)
    {
        using var stream = typeof(DemoConfiguration).Assembly.GetManifestResourceStream("demo.yaml")!;
        using var reader = new StreamReader(stream);
        var environment = new DemoEnvironment(folder);
        var configuration = ConfigurationFile.Accept(ConfigurationLoader.LoadText(reader.ReadToEnd(), "examples/demo.yaml", environment), "examples/demo.yaml");
        return configuration with
        {
            Source = configuration.Source with { Start = SourceStart.All },
            Storage = configuration.Storage with { Path = Path.Combine(folder, "data") },
            Server = configuration.Server with { Address = FreeAddress(configuration.Server.Address) },
        };
    }

    /// <summary>The address of the file, or a free port where another program has it already: a demo should not fail for that.</summary>
    private static string FreeAddress(string address)
    {
        try
        {
            using var probe = new TcpListener(IPEndPoint.Parse(address));
            probe.Start();
            return address;
        }
        catch (SocketException)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return probe.LocalEndpoint.ToString()!;
        }
    }

    private sealed class DemoEnvironment(string folder) : IConfigurationEnvironment
    {
        public string? GetVariable(string name) => name == "DEMO_FOLDER" ? folder : null;

        public string ReadFile(string path) => File.ReadAllText(path);
    }
}
