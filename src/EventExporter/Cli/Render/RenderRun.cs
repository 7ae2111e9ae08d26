using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Cli.Render;

/// <summary>One call of <c>render</c>. The result goes to standard output byte for byte, what is wrong to standard error.</summary>
internal sealed record RenderRun(string? Template, string? EventFile, string? ModelFile, string Language, string ConfigFile, string? Receiver)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Template is null == Receiver is null)
            throw UserError.Usage("event-exporter: render takes either --template or --receiver (with --config).");
        if (EventFile is not null && ModelFile is not null)
            throw UserError.Usage("event-exporter: render takes either --event or --model.");
        return Receiver is null ? await RenderTemplateAsync(cancellation) : await ShowRequestsAsync(cancellation);
    }

    private async Task<int> ShowRequestsAsync(CancellationToken cancellation)
    {
        var configuration = ConfigurationFile.Load(ConfigFile);
        var receiver = configuration.Receivers.FirstOrDefault(r => r.Name == Receiver)
            ?? throw UserError.Usage($"event-exporter: {ConfigFile} has no receiver '{Receiver}'; it has {string.Join(", ", configuration.Receivers.Select(r => r.Name))}.");
        var events = await EventsAsync(configuration, cancellation);
        using var notes = new QuietNotes(configuration);
        foreach (var note in events.SelectMany(analyzed => notes.For(receiver.Name, analyzed)).Distinct())
            await Console.Error.WriteLineAsync($"note: {receiver.Name}: {note}");
        await WriteAsync(await ReceiverRequests.ShowAsync(configuration, receiver, events, cancellation));
        return ExitCode.Success;
    }

    private async Task<int> RenderTemplateAsync(CancellationToken cancellation)
    {
        var language = Language == "go" ? Templating.TemplateLanguage.Go : Templating.TemplateLanguage.Scriban;
        var (name, text) = await TextAsync(cancellation);
        var compiler = new TemplateCompiler(language, new Dictionary<string, string>(), TimeProvider.System);
        var parsed = compiler.Parse(text);
        TemplateDiagnostics.Write(Console.Error, name, text, parsed.Diagnostics);
        if (parsed.Template is not { } template)
            return ExitCode.Usage;
        try
        {
            foreach (var model in await ModelsAsync(language, cancellation))
                await WriteAsync(template.RenderToString(model, cancellation));
            return ExitCode.Success;
        }
        catch (TemplateRenderException failure)
        {
            TemplateDiagnostics.Write(Console.Error, name, text, failure.Line, failure.Column, 1, "error: " + failure.Reason, null);
            return ExitCode.Failure;
        }
    }

    private async Task<(string Name, string Text)> TextAsync(CancellationToken cancellation)
    {
        if (!Template!.StartsWith('@'))
            return ("template", Template);
        var file = Template[1..];
        return (file, await ReadFileAsync(file, cancellation));
    }

    private async Task<IReadOnlyList<object?>> ModelsAsync(Templating.TemplateLanguage language, CancellationToken cancellation)
    {
        if (ModelFile is not null)
            return [ModelDocument.Parse(ModelFile, await ReadFileAsync(ModelFile, cancellation))];
        if (EventFile is null)
            return [null];
        var events = await EventsAsync(new ExporterConfiguration(), cancellation);
        return [.. events.Select(e => EventModel.Of(e, language))];
    }

    private async Task<IReadOnlyList<AnalyzedEvent>> EventsAsync(ExporterConfiguration configuration, CancellationToken cancellation)
    {
        if (EventFile is null)
            throw UserError.Usage("event-exporter: give the event with --event FILE.");
        var events = new List<AnalyzedEvent>();
        await foreach (var analyzed in RecordedEvents.ReadAsync(configuration, EventFile, cancellation))
            events.Add(analyzed);
        return events.Count > 0 ? events : throw UserError.Failure($"event-exporter: {EventFile} holds no event.");
    }

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return path == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw UserError.Failure($"event-exporter: {path} cannot be read: {failure.Message}");
        }
    }

    private static async Task WriteAsync(string text)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), CancellationToken.None);
    }
}
