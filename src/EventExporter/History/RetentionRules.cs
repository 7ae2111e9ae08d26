namespace EventExporter.History;

/// <summary>How long events stay.</summary>
internal sealed record RetentionRules
{
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(7);

    /// <summary>In bytes; beyond it the oldest go, whatever their age.</summary>
    public long Size { get; init; } = 2L << 30;

    /// <summary>By the event's type.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Types { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>By the event's namespace.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Namespaces { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>How long anything stays.</summary>
    public TimeSpan Longest => Types.Values.Concat(Namespaces.Values).Append(Age).Max();

    /// <summary>A rule for the namespace goes before one for the type.</summary>
    public TimeSpan AgeOf(string type, string @namespace) =>
        Namespaces.TryGetValue(@namespace, out var age) || Types.TryGetValue(type, out age) ? age : Age;
}
