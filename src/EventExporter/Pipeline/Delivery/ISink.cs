namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// The end of a receiver: makes one attempt to hand a batch to a service and says how it went. It does not batch, wait, retry or log
/// failures: the delivery loop does. It may be called from several threads at once where <c>concurrency</c> is above 1.
/// </summary>
internal interface ISink : IAsyncDisposable
{
    /// <summary>
    /// One outcome an item, in order. May throw for a failure of the whole attempt (<see cref="HttpRequestException"/>, <see cref="IOException"/>,
    /// time out): the loop takes it as Retry for all.
    /// </summary>
    Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation);
}
