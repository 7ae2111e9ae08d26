namespace EventExporter.Pipeline.Sinks;

/// <summary>A sink whose service can be told regularly that all is well, and raises an alarm when it is not told so.</summary>
internal interface IHeartbeatSink
{
    /// <summary>The name of the heartbeat; empty: none is configured.</summary>
    string Heartbeat { get; }

    TimeSpan HeartbeatInterval { get; }

    /// <summary>Throws <see cref="HttpRequestException"/> if the service refuses or is not there.</summary>
    Task PingAsync(CancellationToken cancellation);
}
