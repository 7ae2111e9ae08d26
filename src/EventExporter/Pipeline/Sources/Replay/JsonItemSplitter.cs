using System.Text.Json;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>
/// Finds the records in JSON text that comes in pieces: top-level objects one after the other (lines or not), the elements of a top-level
/// array, and the <c>items</c> of a Kubernetes list, wherever in the list object they stand. Holds no more than one record.
/// </summary>
internal sealed class JsonItemSplitter
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Disallow };

    private JsonReaderState _state = new(Options);
    private Place _place = Place.Top;

    private enum Place
    {
        /// <summary>Between top-level values.</summary>
        Top,

        /// <summary>Between elements of an array that holds records.</summary>
        Array,

        /// <summary>Behind the items of a list.</summary>
        ListEnd,
    }

    /// <summary>How much of the input given to the last <see cref="TryNext"/> is done with.</summary>
    public int Consumed { get; private set; }

    private bool InList { get; set; }

    /// <summary>The next whole record within the input; false if there is none (yet).</summary>
    /// <param name="input">What was not consumed yet, and what followed.</param>
    /// <param name="isFinal">Nothing follows.</param>
    /// <exception cref="JsonException">It is no JSON, or no record where one was expected.</exception>
    public bool TryNext(ReadOnlySpan<byte> input, bool isFinal, out Range item)
    {
        var reader = new Utf8JsonReader(input, isFinal, _state);
        Consumed = 0;
        item = default;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            switch (_place, reader.TokenType)
            {
                case (Place.Top, JsonTokenType.StartArray):
                    _place = Place.Array;
                    break;
                case (Place.Array, JsonTokenType.EndArray):
                    _place = InList ? Place.ListEnd : Place.Top;
                    break;
                case (Place.ListEnd, JsonTokenType.PropertyName):
                    if (!reader.TrySkip())
                        return false;
                    break;
                case (Place.ListEnd, JsonTokenType.EndObject):
                    (_place, InList) = (Place.Top, false);
                    break;
                case (Place.Top, JsonTokenType.StartObject):
                    if (!TryPassObject(ref reader))
                        return false;
                    if (_place == Place.Top)
                        return Found(ref reader, start, out item);
                    break;
                case (_, JsonTokenType.StartObject):
                    return reader.TrySkip() && Found(ref reader, start, out item);
                default:
                    throw new JsonException($"expected an event object, found {reader.TokenType}");
            }

            Keep(ref reader);
        }

        Keep(ref reader);
        return false;
    }

    /// <summary>Either to the end of the object, or to the beginning of its items: then it is a list.</summary>
    private bool TryPassObject(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var isItems = reader.ValueTextEquals("items"u8);
            if (!reader.Read())
                return false;
            if (isItems && reader.TokenType is (JsonTokenType.StartArray or JsonTokenType.Null))
            {
                // Go writes a list without items as null.
                (_place, InList) = (reader.TokenType == JsonTokenType.Null ? Place.ListEnd : Place.Array, true);
                return true;
            }

            if (!reader.TrySkip())
                return false;
        }

        return false;
    }

    private bool Found(ref Utf8JsonReader reader, int start, out Range item)
    {
        Keep(ref reader);
        item = new Range(start, Consumed);
        return true;
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        Consumed = (int)reader.BytesConsumed;
    }
}
