namespace EventExporter.Backtest;

/// <summary>A request that a receiver would have made.</summary>
/// <param name="Target">The operation of an AWS service; null for others.</param>
/// <param name="Body">The body as text, unpacked.</param>
internal sealed record PretendedRequest(string Method, Uri Address, string? Target, string Body)
{
    public bool IsAlert => Address.AbsolutePath.Contains("/v2/alerts", StringComparison.Ordinal);

    public bool IsBulk => Address.AbsolutePath.EndsWith("/_bulk", StringComparison.Ordinal);

    /// <summary>
    /// What it does, in the service's own words: <c>chat.postMessage</c>, <c>close alert</c>, <c>_bulk</c>, <c>POST</c>; null: it only asks.
    /// A message in a thread, which interrupts nobody, is told apart from one in the channel.
    /// </summary>
    public string? Operation
    {
        get
        {
            var last = Address.Segments.Length > 0 ? Address.Segments[^1].Trim('/') : "";
            if (Target is not null)
                return Target[(Target.LastIndexOf('.') + 1)..];
            if (IsAlert)
                return Method == "GET" ? null : last == "alerts" ? "create alert" : $"{last} alert";
            if (last == "chat.postMessage")
                return Body.Contains("\"thread_ts\":", StringComparison.Ordinal) ? "chat.postMessage in thread" : last;
            if (last.StartsWith("chat.", StringComparison.Ordinal) || IsBulk)
                return last;
            return Method == "GET" ? null : Method;
        }
    }
}
