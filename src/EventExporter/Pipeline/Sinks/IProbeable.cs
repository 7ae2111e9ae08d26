namespace EventExporter.Pipeline.Sinks;

/// <summary>A sink whose service has an address, so that a test of the receiver can say how far it gets: name, connection, certificate.</summary>
internal interface IProbeable
{
    /// <summary>Null where it depends on the event.</summary>
    Uri? Address { get; }
}
