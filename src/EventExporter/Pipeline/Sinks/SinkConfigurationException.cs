namespace EventExporter.Pipeline.Sinks;

/// <summary>A sink cannot be made from its options. A problem of the configuration: what is wrong, and the way out.</summary>
internal sealed class SinkConfigurationException(string message, string hint) : Exception(message)
{
    public string Hint => hint;
}
