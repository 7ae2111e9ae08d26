using EventExporter.Configuration.Model;
using EventExporter.Web.Access;
using EventExporter.Web.Api;
using EventExporter.Web.Api.Posting;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>Makes the parts of the API.</summary>
internal static class ApiComposition
{
    public static ApiServices Services(ExporterConfiguration configuration, ExporterSurroundings surroundings)
    {
        var log = surroundings.Loggers.CreateLogger("EventExporter.Web.Api");
        return new ApiServices(configuration.ClusterName, new AccessControl(configuration.Server.Auth, surroundings.Time, log), surroundings.Time, log);
    }

    /// <summary>What the API answers from once the exporter is there.</summary>
    public static ApiSources Sources(ExporterConfiguration configuration, ExporterParts parts, Exporter exporter) => new()
    {
        Journal = parts.Journal,
        DeadLetters = parts.DeadLetters,
        Routes = parts.Routes,
        // One of its own: the exporter's counts what it sees.
        Analyzer = Composition.Analyzer(configuration),
        Receivers = () => exporter.Receivers.Statuses,
        Rates = new DeliveryRates(parts.Surroundings.Time),
        Posted = new PostedEvents(parts.Inlet!, parts.Journal.GetSeen(), parts.Surroundings.Time),
    };

    /// <summary>Who may use it, in one sentence for the log.</summary>
    public static string AccessText(ServerOptions server) => server.Auth switch
    {
        { IsRequired: false } => "without server.auth it is read from this machine only",
        var auth => $"for {auth.Tokens.Count} token(s) and {auth.Users.Count} user(s)",
    } + (server.Tls.IsConfigured ? ", over TLS" : "");
}
