using System.Buffers.Binary;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>Bytes of a <see cref="HeldImage"/>: its length, the image as JSON, and the events it speaks of in the journal's own format.</summary>
internal static class HeldFormat
{
    public static byte[] Encode(HeldImage image, IReadOnlyList<AnalyzedEvent> events)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(image);
        var kept = events.Count == 0 ? [] : new BatchEncoder().Encode(events);
        var bytes = new byte[sizeof(int) + json.Length + kept.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, sizeof(int));
        kept.CopyTo(bytes, sizeof(int) + json.Length);
        return bytes;
    }

    /// <summary>Throws <see cref="InvalidDataException"/> for what cannot be read.</summary>
    public static (HeldImage Image, IReadOnlyList<AnalyzedEvent> Events) Decode(byte[] bytes)
    {
        try
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            var image = JsonSerializer.Deserialize<HeldImage>(bytes.AsSpan(sizeof(int), length)) ?? throw new InvalidDataException("it is empty");
            if (image.Version != HeldImage.Current)
                throw new InvalidDataException($"it has format {image.Version}, written by another version; this one reads {HeldImage.Current}");
            var kept = bytes[(sizeof(int) + length)..];
            return (image, kept.Length == 0 ? [] : BatchDecoder.Decode(kept));
        }
        catch (Exception error) when (error is JsonException or ArgumentException || BatchDecoder.IsDamage(error))
        {
            throw new InvalidDataException(error.Message, error);
        }
    }
}
