using System.Text.Json;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// The answer to a bulk request, trimmed by <see cref="Filter"/>: <c>{"errors":true,"items":[{"create":{"status":400,"error":{"type":"...","reason":"..."}}}]}</c>,
/// items in the order sent.
/// </summary>
internal static class BulkAnswer
{
    /// <summary>The parts of the answer that are read.</summary>
    public const string Filter = "errors,items.*._id,items.*.status,items.*.failure_store,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason";

    /// <summary>One entry a document. Throws <see cref="JsonException"/> if it is no such answer.</summary>
    public static List<Item> Read(ReadOnlySpan<byte> answer, int documents)
    {
        var items = new List<Item>(documents);
        var json = new Utf8JsonReader(answer);
        Expect(ref json, JsonTokenType.StartObject);
        var failed = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isErrors = json.ValueTextEquals("errors"u8);
            var isItems = json.ValueTextEquals("items"u8);
            json.Read();
            if (isItems)
                ReadItems(ref json, items);
            else if (isErrors)
                failed = json.TokenType != JsonTokenType.False;
            else
                json.Skip();
        }

        // Proxies that trim answers further leave out what is well.
        if (!failed && items.Count == 0)
            return [.. Enumerable.Repeat(new Item(200, "", ""), documents)];
        return items.Count == documents ? items : throw new JsonException($"{items.Count} results for {documents} documents");
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
            throw new JsonException($"no bulk answer: {type} expected");
    }

    private static void ReadItems(ref Utf8JsonReader json, List<Item> items)
    {
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            json.Read();
            json.Read();
            items.Add(ReadItem(ref json));
            json.Read();
        }
    }

    private static Item ReadItem(ref Utf8JsonReader json)
    {
        var status = 0;
        var error = "";
        var id = "";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("status"u8))
            {
                json.Read();
                status = json.GetInt32();
            }
            else if (json.ValueTextEquals("_id"u8))
            {
                json.Read();
                id = json.GetString() ?? "";
            }
            else if (json.ValueTextEquals("failure_store"u8))
            {
                // A document that does not fit is taken all the same where the data stream has a failure store; people should know where to look.
                json.Read();
                if (json.ValueTextEquals("used"u8))
                    id += " (in the failure store)";
            }
            else if (json.ValueTextEquals("error"u8))
            {
                json.Read();
                error = ReadError(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return new Item(status, error, id);
    }

    private static string ReadError(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            return json.TokenType == JsonTokenType.String ? json.GetString()! : "";
        string type = "", reason = "", cause = "";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (name == "caused_by")
                cause = ReadError(ref json);
            else if (name is "type" && json.TokenType == JsonTokenType.String)
                type = json.GetString()!;
            else if (name is "reason" && json.TokenType == JsonTokenType.String)
                reason = json.GetString()!;
            else
                json.Skip();
        }

        return string.Join(": ", new[] { type, reason, cause }.Where(static part => part.Length > 0));
    }

    /// <param name="Error">Type and reason, for people; empty if there is none.</param>
    /// <param name="Id">The document's; empty if the answer does not say it.</param>
    internal readonly record struct Item(int Status, string Error, string Id)
    {
        /// <summary>What becomes of the document: 409 for one that is there already is success, load and outages pass, the rest is refused.</summary>
        public OutcomeKind Kind(bool creates) => Status switch
        {
            >= 200 and < 300 => OutcomeKind.Delivered,
            409 when creates => OutcomeKind.Delivered,
            // 401, 403, 404: credentials, a blocked or a missing index; the document itself is fine.
            401 or 403 or 404 or 408 or 409 or 429 or >= 500 => OutcomeKind.Retry,
            _ => OutcomeKind.Rejected,
        };
    }
}
