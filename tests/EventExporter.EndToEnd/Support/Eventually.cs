using System.Diagnostics;

namespace EventExporter.EndToEnd.Support;

/// <summary>Waits for what a running program shall bring about, by looking again and again.</summary>
internal static class Eventually
{
    /// <summary>Generous: a busy machine is no reason to fail, a wrong program is found out just as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <param name="otherwise">What to say when it has not come about in time.</param>
    /// <param name="patience">Null: a minute.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise, TimeSpan? patience = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (patience ?? Patience))
                Assert.Fail($"not within {(patience ?? Patience).TotalSeconds} s: {otherwise()}");
            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    public static Task TrueAsync(Func<bool> condition, Func<string> otherwise) => TrueAsync(() => Task.FromResult(condition()), otherwise);

    /// <summary>Until everything that is asserted holds at once. The last complaint is the one that is told.</summary>
    public static async Task HoldsAsync(Func<Task> assertions, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertions();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (Stopwatch.GetElapsedTime(started) < patience)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }
    }

    public static Task EqualAsync<T>(T expected, Func<T> actual, Func<string>? context = null) =>
        TrueAsync(() => Equals(expected, actual()), () => $"expected {expected}, it is {actual()}\n{context?.Invoke()}");
}
