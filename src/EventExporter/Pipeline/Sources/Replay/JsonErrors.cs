using System.Text.Json;

namespace EventExporter.Pipeline.Sources.Replay;

internal static class JsonErrors
{
    /// <summary>The message without the position that .NET appends to it: that counts from the start of a piece, not of the file.</summary>
    public static string Describe(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message[..end];
    }
}
