namespace EventExporter.Pipeline.Delivery;

/// <summary>What an attempt left to do.</summary>
/// <param name="Left">Items to be sent again.</param>
/// <param name="WholeFailed">Not one item was settled: the service itself seems to be in trouble.</param>
/// <param name="After">The longest wait that the service asked for; null if it did not.</param>
internal readonly record struct AttemptResult(int Left, bool WholeFailed, TimeSpan? After);
