using System.Collections.Concurrent;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>Lets those who ask for the same thing at the same time share one piece of work.</summary>
internal sealed class SingleFlight<TKey, TResult> where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Task<TResult>> _flights = new();

    public bool IsUnderWay(TKey key) => _flights.ContainsKey(key);

    /// <param name="work">Starts nothing for a key whose work is under way already.</param>
    public Task<TResult> Run(TKey key, Func<TKey, Task<TResult>> work)
    {
        if (_flights.TryGetValue(key, out var running))
            return running;

        // The promise is entered first and the work started after, by the one who entered it, so that no two ever start.
        var promise = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = _flights.GetOrAdd(key, promise.Task);
        if (entered != promise.Task)
            return entered;
        _ = FulfilAsync(promise, key, work);
        return promise.Task;
    }

    private async Task FulfilAsync(TaskCompletionSource<TResult> promise, TKey key, Func<TKey, Task<TResult>> work)
    {
        try
        {
            var result = await work(key);
            _flights.TryRemove(key, out _);
            promise.SetResult(result);
        }
        catch (Exception e)
        {
            _flights.TryRemove(key, out _);
            promise.SetException(e);
        }
    }
}
