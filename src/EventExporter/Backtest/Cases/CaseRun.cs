using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Backtest.Cases;

/// <summary>Runs the cases of a file, one after the other, and tells how they went.</summary>
internal sealed class CaseRun(TestFile file, TextWriter output)
{
    private const int MostShown = 10;
    private const int LongestText = 200;

    /// <summary>How many cases went as expected, and how many did not.</summary>
    public async Task<(int Passed, int Failed)> RunAsync(CancellationToken cancellation)
    {
        int passed = 0, failed = 0;
        foreach (var test in file.Options.Cases)
        {
            if (await RunAsync(test, cancellation))
                passed++;
            else
                failed++;
        }

        return (passed, failed);
    }

    private async Task<bool> RunAsync(TestCaseOptions test, CancellationToken cancellation)
    {
        var configuration = file.Configuration.Configuration!;
        var past = await PastAsync(test, configuration, cancellation);
        var run = new BacktestRun(configuration, file.Options.Config) { KeepsMessages = true, RunOn = test.RunOn };
        var result = await run.RunAsync(past, cancellation);
        var check = new CaseCheck(file.Sources, test, result).Run();
        await output.WriteLineAsync($"{(check.Differences.Count == 0 ? "ok    " : "FAILED")} {test.Name}");
        foreach (var difference in check.Differences)
            await output.WriteLineAsync($"  {difference}");
        foreach (var receiver in result.Receivers.Where(receiver => check.Receivers.Contains(receiver.Name)))
            await ShowAsync(receiver, TestTimes.Of(test));
        return check.Differences.Count == 0;
    }

    private async Task<IPastEvents> PastAsync(TestCaseOptions test, ExporterConfiguration configuration, CancellationToken cancellation)
    {
        var events = new List<EnrichedEvent>(CaseEvents.Of(test, configuration.ClusterName));
        if (test.Recording is { } path)
        {
            var reader = new EventFileReader(new EventReader(configuration.ClusterName, TimeProvider.System));
            await using var recording = await Recording.OpenAsync(Path.Combine(file.Folder, path), Console.OpenStandardInput, cancellation);
            var recorded = await RecordedPast.ReadAsync(reader, [recording], cancellation);
            await foreach (var past in recorded.ReadAsync(cancellation))
                events.Add(past);
        }

        return RecordedPast.Of(test.Name, events);
    }

    private async Task ShowAsync(ReceiverAccount receiver, DateTimeOffset start)
    {
        await output.WriteLineAsync($"  {receiver.Name} got {(receiver.Messages!.Count == 0 ? "nothing" : "")}".TrimEnd() + (receiver.Messages.Count == 0 ? "." : ":"));
        foreach (var message in receiver.Messages.Take(MostShown))
        {
            var text = message.Body.ReplaceLineEndings(" ");
            await output.WriteLineAsync($"    {Configuration.Values.Duration.Format(message.At - start),8} {message.Operation}  {(text.Length > LongestText ? text[..LongestText] + " ..." : text)}");
        }

        if (receiver.Messages.Count > MostShown)
            await output.WriteLineAsync($"    and {receiver.Messages.Count - MostShown} more");
        foreach (var (reason, count) in receiver.Held)
            await output.WriteLineAsync($"    held back: {count} {reason}");
        foreach (var (reason, count) in receiver.Rejections)
            await output.WriteLineAsync($"    dead letters: {count}, {reason}");
    }
}
