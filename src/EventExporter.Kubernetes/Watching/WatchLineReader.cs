using System.Text.Json;
using EventExporter.Kubernetes.Errors;

namespace EventExporter.Kubernetes.Watching;

/// <summary>Reads one line of a watch: <c>{"type":"ADDED","object":{...}}</c>.</summary>
/// <param name="request">What was asked, for messages.</param>
internal sealed class WatchLineReader<T>(ReadObject<T> read, string request)
{
    private enum LineType
    {
        Missing,
        Added,
        Modified,
        Deleted,
        Bookmark,
        Error,
    }

    /// <exception cref="KubernetesApiException">The line is an ERROR.</exception>
    public WatchEvent<T> Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return ReadLine(line);
        }
        catch (Exception e) when (ObjectReading.IsMalformed(e))
        {
            return new WatchEvent<T>(WatchEventType.Malformed, default, null, MalformedLine.From(line, e.Message));
        }
    }

    private WatchEvent<T> ReadLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("expected an object");

        var type = LineType.Missing;
        var payload = default(Payload);
        var objectAt = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = ReadType(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                objectAt = (int)reader.TokenStartIndex;
                // The server writes the type first, so that the object can be read at once; otherwise it has to wait.
                if (type == LineType.Missing)
                    reader.Skip();
                else
                    payload = ReadPayload(ref reader, type, line[objectAt..]);
            }
            else
            {
                reader.Skip();
            }
        }

        RequireEnd(ref reader);
        if (objectAt < 0)
            throw new JsonException("the line has no object");
        return Complete(type, payload, line[objectAt..]);
    }

    private WatchEvent<T> Complete(LineType type, Payload payload, ReadOnlySpan<byte> objectBytes)
    {
        if (type == LineType.Missing)
            throw new JsonException("the line has no type");
        if (!payload.IsRead)
        {
            var reader = new Utf8JsonReader(objectBytes, isFinalBlock: true, default);
            reader.Read();
            payload = ReadPayload(ref reader, type, objectBytes);
        }

        return type == LineType.Bookmark
            ? new WatchEvent<T>(WatchEventType.Bookmark, default, payload.Version ?? throw new JsonException("the bookmark has no version"), null)
            : new WatchEvent<T>(EventTypeOf(type), payload.Object, null, null);
    }

    private Payload ReadPayload(ref Utf8JsonReader reader, LineType type, ReadOnlySpan<byte> objectBytes)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"the object is {reader.TokenType}");
        switch (type)
        {
            case LineType.Error:
                throw StatusReader.FromWatch(objectBytes, request);
            case LineType.Bookmark:
                return new Payload(true, default, ReadVersion(ref reader));
            default:
                var depth = reader.CurrentDepth;
                var item = read(ref reader);
                if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth)
                    throw new JsonException("the object was not read to its end");
                return new Payload(true, item, null);
        }
    }

    private static LineType ReadType(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.ValueTextEquals("ADDED"u8))
            return LineType.Added;
        if (reader.ValueTextEquals("MODIFIED"u8))
            return LineType.Modified;
        if (reader.ValueTextEquals("DELETED"u8))
            return LineType.Deleted;
        if (reader.ValueTextEquals("BOOKMARK"u8))
            return LineType.Bookmark;
        return reader.ValueTextEquals("ERROR"u8) ? LineType.Error : throw new JsonException($"the type is \"{reader.GetString()}\"");
    }

    /// <summary>Reads <c>metadata.resourceVersion</c>, and the rest away.</summary>
    private static string? ReadVersion(ref Utf8JsonReader reader)
    {
        string? version = null;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var inMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (!inMetadata || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isVersion = reader.ValueTextEquals("resourceVersion"u8);
                reader.Read();
                if (isVersion)
                    version = reader.GetString();
                else
                    reader.Skip();
            }
        }

        return reader.CurrentDepth == depth ? version : null;
    }

    // Something after the object means that two lines have run into one another.
    private static void RequireEnd(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != 0 || reader.Read())
            throw new JsonException("the line does not end with its object");
    }

    private static WatchEventType EventTypeOf(LineType type) => type switch
    {
        LineType.Added => WatchEventType.Added,
        LineType.Modified => WatchEventType.Modified,
        _ => WatchEventType.Deleted,
    };

    private readonly record struct Payload(bool IsRead, T? Object, string? Version);
}
