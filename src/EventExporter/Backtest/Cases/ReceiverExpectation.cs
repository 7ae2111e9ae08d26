using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Backtest.Cases;

/// <summary>What a receiver has to get. A bare number is the number of its requests.</summary>
[Shorthand("requests")]
internal sealed record ReceiverExpectation
{
    [Option("requests", "Requests that do something: messages, alerts and their notes, bulks.", Min = 0)]
    public int? Requests { get; init; }

    [Option("atLeast", "Requests at least.", Min = 0)]
    public int? AtLeast { get; init; }

    [Option("atMost", "Requests at most.", Min = 0)]
    public int? AtMost { get; init; }

    [Option("operations", "Requests by what they do, such as chat.postMessage or 'close alert'; those that are not named must not be there.")]
    public IReadOnlyDictionary<string, int>? Operations { get; init; }

    [Option("events", "Events of the case that are told, alone or with others.", Min = 0)]
    public int? Events { get; init; }

    [Option("held", "Events held back, by reason; those that are not named must not be there.")]
    public IReadOnlyDictionary<string, int>? Held { get; init; }

    [Option("contains", "Texts that have to be in what is sent, each in one request at least.")]
    public OneOrMany<string> Contains { get; init; } = [];

    [Option("lacks", "Texts that must not be in anything that is sent.")]
    public OneOrMany<string> Lacks { get; init; } = [];

    [Option("bodies", "For each request, in order, texts that have to be in it.")]
    public IReadOnlyList<OneOrMany<string>>? Bodies { get; init; }

    [Option("rejected", "Events that would end in the dead letters.", Min = 0)]
    public int Rejected { get; init; }
}
