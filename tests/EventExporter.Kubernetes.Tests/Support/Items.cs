using System.Text.Json;
using EventExporter.Kubernetes.Metadata;

namespace EventExporter.Kubernetes.Tests.Support;

/// <summary>Reads of an object only what tests compare.</summary>
internal static class Items
{
    public static ResourceCollection Events { get; } = ResourceCollection.Core("events");

    public static string ReadName(ref Utf8JsonReader reader) => MetadataReader.ReadFromObject(ref reader).Name;
}
