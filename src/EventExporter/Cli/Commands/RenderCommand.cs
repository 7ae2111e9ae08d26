using System.CommandLine;
using EventExporter.Cli.Render;

namespace EventExporter.Cli.Commands;

/// <summary>A template or a receiver's request, rendered for an event, without sending anything.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var template = new Option<string?>("--template", "-t") { Description = "The template, or @FILE.", HelpName = "TEXT" };
        var events = new Option<string?>("--event", "-e") { Description = "The event: JSON or YAML; - for standard input.", HelpName = "FILE" };
        var model = new Option<string?>("--model", "-m") { Description = "Any JSON or YAML document to render with instead of an event.", HelpName = "FILE" };
        var language = new Option<string>("--language", "-l") { Description = "Language of --template.", DefaultValueFactory = _ => "scriban" };
        language.AcceptOnlyFromAmong("scriban", "go");
        var config = SharedOptions.Config();
        var receiver = new Option<string?>("--receiver", "-r") { Description = "Show the requests that this receiver of --config would make.", HelpName = "NAME" };
        var command = new Command("render", "Render a template, or show the exact requests of a receiver, for an event. Nothing is sent; secrets are masked.")
        {
            template, events, model, language, config, receiver,
        };
        command.SetAction((parsed, cancellation) => new RenderRun(
            parsed.GetValue(template),
            parsed.GetValue(events),
            parsed.GetValue(model),
            parsed.GetRequiredValue(language),
            parsed.GetRequiredValue(config),
            parsed.GetValue(receiver)).RunAsync(cancellation));
        return command;
    }
}
