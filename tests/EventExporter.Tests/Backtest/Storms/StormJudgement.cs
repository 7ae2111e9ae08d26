using EventExporter.Backtest;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.SampleCluster.Scenarios.Storms;

namespace EventExporter.Tests.Backtest.Storms;

/// <summary>What was told of a storm, held against what really happened.</summary>
internal sealed record StormJudgement(string Storm, IReadOnlyList<JudgedProblem> Problems, IReadOnlyDictionary<string, IReadOnlyList<SentMessage>> Interruptions)
{
    /// <summary>What makes somebody look: a message in a channel, an alert that opens or closes. Edits, threads and notes do not.</summary>
    private static readonly HashSet<string> Interrupts = new(StringComparer.Ordinal) { "chat.postMessage", "create alert", "close alert" };

    public static StormJudgement Of(string storm, IReadOnlyList<StormTruth> truth, BacktestResult result)
    {
        var messages = result.Receivers.ToDictionary(
            static receiver => receiver.Name,
            static receiver => (IReadOnlyList<SentMessage>)[.. receiver.Messages!.Where(static message => Interrupts.Contains(message.Operation))],
            StringComparer.Ordinal);
        var incidents = result.Findings.OfType<IncidentFinding>().ToList();
        return new StormJudgement(storm, [.. truth.Select(problem => new JudgedProblem($"{storm}: {problem.What}", problem, incidents, messages))], messages);
    }

    public int Notifications(string receiver) => Interruptions[receiver].Count;

    /// <summary>Notifications that are about none of the problems.</summary>
    public int Idle(string receiver) => Interruptions[receiver].Count(message => !Problems.Any(problem => problem.IsAbout(message)));

    public override string ToString() => string.Join('\n', Problems.Select(static problem => "  " + problem).Prepend(
        $"{Storm}: {string.Join(", ", Interruptions.Where(static told => told.Key != "archive").Select(told => $"{told.Key} {told.Value.Count} ({Idle(told.Key)} about nothing)"))}"));
}
