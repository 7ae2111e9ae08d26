using EventExporter.Pipeline.Events;

namespace EventExporter.Query;

/// <summary>Something of an event that queries, groupings and templates of rules can name. What an event does not have reads as the empty text.</summary>
internal sealed record QueryField(string Name, string Description, QueryFieldKind Kind)
{
    /// <summary>For a field that is one value.</summary>
    public Func<AnalyzedEvent, string>? Read { get; init; }

    /// <summary>For <see cref="QueryFieldKind.Number"/>; times in milliseconds since 1970, severities by their rank.</summary>
    public Func<AnalyzedEvent, long>? ReadNumber { get; init; }

    /// <summary>For a field of which there are many, told apart by a key: <c>label.app</c>.</summary>
    public Func<AnalyzedEvent, IReadOnlyDictionary<string, string>>? ReadMap { get; init; }

    /// <summary>Other ways to write its name.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The values it can have; empty where they are open.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Only the history knows it; an event alone does not.</summary>
    public bool HistoryOnly { get; init; }

    public bool IsMap => ReadMap is not null;
}
