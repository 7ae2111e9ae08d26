namespace EventExporter.Backtest;

/// <summary>A receiver under two configurations; null where one of them does not have it.</summary>
internal sealed record ReceiverChange(ReceiverAccount? Before, ReceiverAccount? Now)
{
    public string Name => (Now ?? Before)!.Name;

    /// <summary>Each kind of request of which there are more or fewer.</summary>
    public IEnumerable<(string Operation, long Before, long Now)> Operations =>
        Keys(Before).Union(Keys(Now), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(operation => (operation, Of(Before, operation), Of(Now, operation)))
            .Where(static change => change.Item2 != change.Item3);

    private static IEnumerable<string> Keys(ReceiverAccount? account) => account?.Operations.Keys ?? [];

    private static long Of(ReceiverAccount? account, string operation) => account?.Operations.GetValueOrDefault(operation) ?? 0;
}
