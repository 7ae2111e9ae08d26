using System.Text.Json;

namespace EventExporter.Kubernetes;

/// <summary>Calls a <see cref="ReadObject{T}"/> and tells an object that makes no sense from a defect of ours.</summary>
internal static class ObjectReading
{
    /// <param name="bytes">Exactly one JSON value.</param>
    public static bool TryRead<T>(ReadOnlySpan<byte> bytes, ReadObject<T> read, out T? item, out MalformedLine? malformed)
    {
        item = default;
        malformed = null;
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException($"expected an object, found {reader.TokenType}");
            item = read(ref reader);
            return true;
        }
        catch (Exception e) when (IsMalformed(e))
        {
            malformed = MalformedLine.From(bytes, e.Message);
            return false;
        }
    }

    /// <summary>Whether an exception means that what was read is wrong. Utf8JsonReader throws InvalidOperationException for a value of another type.</summary>
    public static bool IsMalformed(Exception e) => e is JsonException or FormatException or InvalidOperationException or OverflowException;
}
