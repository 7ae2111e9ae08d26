namespace EventExporter.Pipeline.Delivery;

internal enum ReceiverState : byte
{
    /// <summary>Not running: not yet started, or shut down.</summary>
    Idle,

    /// <summary>Running, and the last attempt succeeded (or none was made yet).</summary>
    Delivering,

    /// <summary>Running, and the last attempt failed; it will be repeated.</summary>
    Failing,

    /// <summary>The service asked never to be called again; nothing is sent until the receiver is enabled again or configured anew, across restarts.</summary>
    Unsubscribed,
}
