using System.CommandLine;
using EventExporter.Configuration.Values;

namespace EventExporter.Cli.Server;

/// <summary>How commands are told which running exporter to ask, and with which token.</summary>
internal sealed class ServerAddress
{
    public const string AddressVariable = "EVENT_EXPORTER_SERVER";
    public const string TokenVariable = "EVENT_EXPORTER_TOKEN";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"The running exporter to ask. Default: ${AddressVariable}.",
        HelpName = "URL",
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"File with the token for it. Default: ${TokenVariable}.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_tokenFile);
    }

    /// <summary>A client for the exporter that was named on the command line or in the environment; null if none was.</summary>
    public ExporterClient? Find(ParseResult parsed)
    {
        var (server, source) = parsed.GetValue(_server) is { Length: > 0 } option
            ? (option, "--server")
            : (Environment.GetEnvironmentVariable(AddressVariable) ?? "", AddressVariable);
        if (server.Length == 0)
            return null;
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw UserError.Usage($"event-exporter: {source} is '{server}', which is no address; write http://localhost:8080.");
        return new ExporterClient(address, Token(parsed.GetValue(_tokenFile)));
    }

    private static Secret Token(string? file)
    {
        if (file is null)
            return new Secret((Environment.GetEnvironmentVariable(TokenVariable) ?? "").Trim());
        try
        {
            return new Secret(File.ReadAllText(file).Trim());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Usage($"event-exporter: --token-file {file} cannot be read: {error.Message}");
        }
    }
}
