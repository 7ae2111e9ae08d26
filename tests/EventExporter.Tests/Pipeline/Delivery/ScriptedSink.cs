using System.Threading.Channels;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks;

namespace EventExporter.Tests.Pipeline.Delivery;

/// <summary>A sink whose every request waits for the test's answer, unless an answer is given for all.</summary>
internal sealed class ScriptedSink(TimeProvider time) : ISink
{
    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();

    /// <summary>Answers at once.</summary>
    public Func<DeliveryItem, Outcome>? Always { get; set; }

    /// <summary>Answers at once for the whole request.</summary>
    public Func<IReadOnlyList<DeliveryItem>, IReadOnlyList<Outcome>>? AlwaysWhole { get; set; }

    public List<Request> Seen { get; } = [];

    /// <summary>Whether a request waits to be taken with <see cref="NextAsync"/>.</summary>
    public bool HasRequest => _requests.Reader.Count > 0;

    /// <summary>Whether an answer was given that the loop has not got yet.</summary>
    public bool IsAnswering
    {
        get
        {
            lock (Seen)
                return Seen.Exists(request => request.Answer.Task.IsCompleted && !request.Returned);
        }
    }

    /// <summary>Names of what was delivered, in order.</summary>
    public IEnumerable<string> Names => Seen.SelectMany(request => request.Names);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        var request = new Request([.. batch], time.GetUtcNow());
        lock (Seen)
            Seen.Add(request);
        if (AlwaysWhole is { } whole)
            return whole(batch);
        if (Always is { } answer)
            return [.. batch.Select(answer)];
        _requests.Writer.TryWrite(request);
        try
        {
            return await request.Answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            request.Returned = true;
        }
    }

    public async Task<Request> NextAsync() => await _requests.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal sealed record Request(IReadOnlyList<DeliveryItem> Items, DateTimeOffset At)
    {
        public TaskCompletionSource<IReadOnlyList<Outcome>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Returned { get; set; }

        public IEnumerable<string> Names => Items.Select(item => item.Event.Event.InvolvedObject.Name);

        public void Deliver() => Reply(Outcome.Delivered());

        public void Reply(Outcome toAll) => Answer.SetResult(Outcome.ForAll(Items.Count, toAll));

        public void Reply(params Outcome[] outcomes) => Answer.SetResult(outcomes);
    }
}
