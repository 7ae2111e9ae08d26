namespace EventExporter.History;

/// <summary>What a question may cost; beyond it the answer is partial.</summary>
/// <param name="Time">How long it may take.</param>
/// <param name="Rows">How many events it may look at one by one.</param>
internal sealed record QueryBudget(TimeSpan Time, long Rows)
{
    public static readonly QueryBudget Default = new(TimeSpan.FromSeconds(10), 20_000_000);

    /// <summary>For exports, which may read everything.</summary>
    public static readonly QueryBudget None = new(Timeout.InfiniteTimeSpan, long.MaxValue);
}
