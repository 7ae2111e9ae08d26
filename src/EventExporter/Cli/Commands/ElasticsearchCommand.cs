using System.CommandLine;
using EventExporter.Cli.ElasticsearchSetup;

namespace EventExporter.Cli.Commands;

/// <summary>Prepares Elasticsearch or OpenSearch, and Kibana, for the events of a receiver.</summary>
internal static class ElasticsearchCommand
{
    private static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(30);

    public static Command Create()
    {
        var config = SharedOptions.Config();
        var receiver = new Option<string?>("--receiver", "-r") { Description = "Name of the receiver. Default: the only one of type elasticsearch or opensearch.", HelpName = "NAME" };
        var kibana = new Option<Uri?>("--kibana") { Description = "Address of Kibana or OpenSearch Dashboards. Default: the receiver's kibana.url; without one no dashboards are imported.", HelpName = "URL" };
        var space = new Option<string?>("--space") { Description = "Kibana space. Default: the receiver's kibana.space.", HelpName = "NAME" };
        var retention = SharedOptions.Time("--retention");
        retention.Description = "How long events are kept. Default: 30d.";
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the requests that would change something, and send none of them." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace templates of the same name that event-exporter did not make." };
        var setup = new Command("setup", "Create templates, lifecycle and data stream, and import the dashboards. What is there already is compared and left alone.") { config, receiver, kibana, space, retention, dryRun, overwrite };
        setup.SetAction((parsed, cancellation) => SetupRun.RunAsync(
            new SetupRequest(
                parsed.GetRequiredValue(config),
                parsed.GetValue(receiver),
                parsed.GetValue(kibana),
                parsed.GetValue(space),
                parsed.GetValue(retention) is { } given && given > TimeSpan.Zero ? given : DefaultRetention,
                parsed.GetValue(dryRun),
                parsed.GetValue(overwrite)),
            Console.Out,
            TimeProvider.System,
            cancellation));
        return new Command("elasticsearch", "Prepare Elasticsearch or OpenSearch for a receiver.") { setup };
    }
}
