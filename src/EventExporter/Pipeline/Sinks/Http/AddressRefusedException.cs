namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>A request would go to an address where it must not go; see <see cref="PublicConnection"/>.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message);
