using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Pipeline.Sinks.Slack;

namespace EventExporter.Pipeline.Sinks;

/// <summary>
/// Receivers that can show a recurrence in place of the one before have a word of their own for it. The common <c>repeats</c> says the same:
/// every is a message (or a note) for each, update shows it in place.
/// </summary>
internal static class RepeatsInPlace
{
    public static object Apply(object options, RepeatsMode? mode) => (options, mode) switch
    {
        (SlackOptions slack, RepeatsMode.Every) => slack with { Repeats = SlackRepeats.Post },
        (SlackOptions { Repeats: SlackRepeats.Post } slack, RepeatsMode.Update) => slack with { Repeats = SlackRepeats.Update },
        (OpsgenieOptions opsgenie, RepeatsMode.Every) => opsgenie with { Repeats = OpsgenieRepeats.Note },
        (OpsgenieOptions opsgenie, RepeatsMode.Update) => opsgenie with { Repeats = OpsgenieRepeats.Count },
        _ => options,
    };

    /// <summary>Whether the receiver's own word, where it is written, says something else.</summary>
    public static bool Contradicts(object options, RepeatsMode mode) => (options, mode) switch
    {
        (SlackOptions { Repeats: not SlackRepeats.Post }, RepeatsMode.Every) => true,
        (SlackOptions { Repeats: SlackRepeats.Post }, RepeatsMode.Update) => true,
        (OpsgenieOptions { Repeats: OpsgenieRepeats.Count }, RepeatsMode.Every) => true,
        (OpsgenieOptions { Repeats: OpsgenieRepeats.Note }, RepeatsMode.Update) => true,
        _ => false,
    };
}
