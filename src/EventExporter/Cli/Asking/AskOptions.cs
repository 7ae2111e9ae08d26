using System.CommandLine;
using EventExporter.History;
using EventExporter.Hosting;
using EventExporter.Query;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli.Asking;

/// <summary>Whom a command asks: <c>--config</c>, else <c>--server</c> or its environment variable, else what is at hand.</summary>
internal sealed class AskOptions
{
    private const string DefaultConfig = "config.yaml";
    private const string DefaultServer = "http://localhost:8080";

    public Option<string?> Config { get; } = new("--config", "-c") { Description = "Ask the history of this configuration itself, beside an exporter that may be running.", HelpName = "FILE" };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"Ask a running exporter. Default: $EVENT_EXPORTER_SERVER; else ./{DefaultConfig} if it is there; else {DefaultServer}. A token comes from $EVENT_EXPORTER_TOKEN.",
        HelpName = "URL",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Server);
        command.Options.Add(Config);
    }

    public IAnswers Open(ParseResult parsed)
    {
        var (config, server) = (parsed.GetValue(Config), parsed.GetValue(Server));
        if (config is not null && server is not null)
            throw UserError.Usage("event-exporter: --config asks the file itself and --server a running exporter: give one of them.");
        server ??= config is null ? Environment.GetEnvironmentVariable("EVENT_EXPORTER_SERVER") : null;
        if (server is { Length: > 0 })
            return Remote(server);
        return config is not null || File.Exists(DefaultConfig) ? Direct(config ?? DefaultConfig) : Remote(DefaultServer);
    }

    /// <summary>The query as it is sent: times are absolute.</summary>
    public static EventQuery Parse(string text, DateTimeOffset now)
    {
        var parsed = EventQuery.Parse(text, now);
        if (parsed.IsValid(out var query))
            return query;
        var lines = parsed.Problems.SelectMany(problem => new[] { new string(' ', problem.Column + 1) + "^", $"  {problem}" });
        throw new UserError(ExitCode.Usage, ["event-exporter: the query cannot be read:", "  " + DisplayText.Clean(text), .. lines]);
    }

    private static ServerAnswers Remote(string server)
    {
        var address = server.Contains("://", StringComparison.Ordinal) ? server : "http://" + server;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? new ServerAnswers(uri, Environment.GetEnvironmentVariable("EVENT_EXPORTER_TOKEN"))
            : throw UserError.Usage($"event-exporter: '{server}' is no address of a server; for example {DefaultServer}");
    }

    private static DirectAnswers Direct(string config)
    {
        try
        {
            var history = HistoryParts.OpenBeside(ConfigurationFile.Load(config), NullLoggerFactory.Instance, TimeProvider.System);
            return new DirectAnswers(history, history, TimeProvider.System);
        }
        catch (HistoryUnavailableException problem)
        {
            throw UserError.Failure($"event-exporter: {problem.Message}");
        }
    }
}
