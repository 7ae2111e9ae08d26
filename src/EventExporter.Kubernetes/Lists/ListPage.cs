using System.Text.Json;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Lists;

/// <summary>
/// Takes one page of a list apart while it comes in: <c>{"kind":..., "metadata":{"resourceVersion":..., "continue":...}, "items":[...]}</c>,
/// in whatever order.
/// </summary>
internal sealed class ListPage<T>(ReadObject<T> read)
{
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 256 });
    private Place _place = Place.Start;
    private long _position;

    private enum Place
    {
        Start,
        InList,
        BeforeItems,
        InItems,
        End,
    }

    public string? ResourceVersion { get; private set; }

    public string? Continue { get; private set; }

    /// <summary>Gives the next item, or what was wrong with it; false when more bytes are needed or the page is over.</summary>
    /// <exception cref="IOException">This is not a list in JSON.</exception>
    public bool TryRead(ResponseBuffer buffer, out T? item, out MalformedLine? malformed)
    {
        item = default;
        malformed = null;
        try
        {
            while (_place != Place.End)
            {
                var found = _place == Place.InItems
                    ? TryReadItem(buffer, ref item, ref malformed)
                    : TryReadMember(buffer);
                if (found != Found.Member)
                    return found == Found.Item;
            }

            buffer.Consume(buffer.Length);
            return false;
        }
        catch (JsonException e)
        {
            throw new IOException($"the list is not valid JSON near byte {_position + (e.BytePositionInLine ?? 0)}: {e.Message}", e);
        }
    }

    /// <exception cref="EndOfStreamException">The bytes are at their end, but the page is not.</exception>
    public void RequireEnd(string request)
    {
        if (_place != Place.End)
            throw new EndOfStreamException($"{request}: the answer ended in the middle");
    }

    private enum Found
    {
        Nothing,
        Member,
        Item,
    }

    private Found TryReadItem(ResponseBuffer buffer, ref T? item, ref MalformedLine? malformed)
    {
        var reader = new Utf8JsonReader(buffer.Unread, isFinalBlock: false, _state);
        if (!reader.Read())
            return Found.Nothing;
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _place = Place.InList;
            Advance(buffer, ref reader);
            return Found.Member;
        }

        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
            return Found.Nothing;
        var bytes = buffer.Unread[start..(int)reader.BytesConsumed];
        ObjectReading.TryRead(bytes, read, out item, out malformed);
        Advance(buffer, ref reader);
        return Found.Item;
    }

    private Found TryReadMember(ResponseBuffer buffer)
    {
        var reader = new Utf8JsonReader(buffer.Unread, isFinalBlock: false, _state);
        if (!reader.Read())
            return Found.Nothing;
        switch (_place)
        {
            case Place.Start when reader.TokenType == JsonTokenType.StartObject:
                _place = Place.InList;
                break;
            case Place.BeforeItems when reader.TokenType == JsonTokenType.StartArray:
                _place = Place.InItems;
                break;
            // Go writes a list without items as null.
            case Place.BeforeItems when reader.TokenType == JsonTokenType.Null:
                _place = Place.InList;
                break;
            case Place.InList when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.End;
                break;
            case Place.InList when reader.ValueTextEquals("items"u8):
                _place = Place.BeforeItems;
                break;
            case Place.InList when reader.ValueTextEquals("metadata"u8):
                if (!TryReadMetadata(ref reader))
                    return Found.Nothing;
                break;
            case Place.InList:
                if (!reader.TrySkip())
                    return Found.Nothing;
                break;
            default:
                throw new IOException($"expected a list, found {reader.TokenType} at byte {_position + reader.TokenStartIndex}");
        }

        Advance(buffer, ref reader);
        return Found.Member;
    }

    // Looks ahead for the end first, so that the members can be read in one go.
    private bool TryReadMetadata(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        if (!ahead.TrySkip())
            return false;
        reader.Read();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("resourceVersion"u8))
                ResourceVersion = ReadText(ref reader);
            else if (reader.ValueTextEquals("continue"u8))
                Continue = ReadText(ref reader);
            else
                reader.TrySkip();
        }

        reader = ahead;
        return true;
    }

    private static string? ReadText(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private void Advance(ResponseBuffer buffer, ref Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _position += reader.BytesConsumed;
        buffer.Consume((int)reader.BytesConsumed);
    }
}
