using EventExporter.Configuration.Binding;

namespace EventExporter.Backtest.Cases;

/// <summary>What has to come of a case. What is not written is not looked at.</summary>
internal sealed record ExpectationOptions
{
    [Option("receivers", "By the receiver's name.")]
    public IReadOnlyDictionary<string, ReceiverExpectation> Receivers { get; init; } = new Dictionary<string, ReceiverExpectation>();

    [Option("others", "What receivers that are not named may get: nothing, or anything.", Allowed = ["anything", "nothing"])]
    public string Others { get; init; } = "anything";

    [Option("incidents", "All incidents, in the order in which they were opened; an empty list: none.")]
    public IReadOnlyList<IncidentExpectation>? Incidents { get; init; }

    [Option("alerts", "All that alert rules told, in order; an empty list: nothing.")]
    public IReadOnlyList<AlertExpectation>? Alerts { get; init; }
}
