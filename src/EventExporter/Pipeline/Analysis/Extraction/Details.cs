namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>Details in the making. Nothing is allocated for an event without any.</summary>
internal struct Details
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private Dictionary<string, string>? _all;

    /// <summary>A value that is null or there already is left out.</summary>
    public void Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        _all ??= new Dictionary<string, string>(4, StringComparer.Ordinal);
        _all.TryAdd(name, value);
    }

    public readonly IReadOnlyDictionary<string, string> ToMap() => _all ?? Nothing;
}
