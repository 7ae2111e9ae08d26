namespace EventExporter.Benchmarks.EndToEnd;

/// <summary>What a run found, as a table of two columns.</summary>
internal sealed class Report(string title)
{
    private readonly List<(string Name, string Value)> _rows = [];

    public bool NothingIsLost { get; private set; } = true;

    public Report Add(string name, FormattableString value)
    {
        _rows.Add((name, FormattableString.Invariant(value)));
        return this;
    }

    /// <summary>Every run ends with it: as many different documents arrived as events were sent.</summary>
    public Report Verify(long sent, long distinct, long items)
    {
        NothingIsLost &= sent == distinct;
        return Add("events sent", $"{sent:N0}")
            .Add("distinct documents received", $"{distinct:N0}{(sent == distinct ? " (nothing lost)" : " (DIFFERS)")}")
            .Add("documents sent more than once", $"{items - distinct:N0}");
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"\n{title}\n");
        var width = _rows.Max(row => row.Name.Length);
        foreach (var (name, value) in _rows)
            output.WriteLine($"| {name.PadRight(width)} | {value} |");
    }
}
