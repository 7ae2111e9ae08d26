using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks;

/// <summary>A sink whose service can be asked what the credentials allow, without writing anything.</summary>
internal interface IPermissionProbe
{
    /// <summary>Throws as <see cref="Delivery.ISink.SendAsync"/> may.</summary>
    Task<PermissionReport> LookAtPermissionAsync(AnalyzedEvent analyzed, CancellationToken cancellation);
}
