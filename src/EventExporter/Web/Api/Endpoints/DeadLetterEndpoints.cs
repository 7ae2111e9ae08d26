using System.Text.Json;
using EventExporter.Pipeline.Journal;
using EventExporter.Web.Access;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Events that a receiver refused for good: look at them, send them again, or drop them.</summary>
internal static class DeadLetterEndpoints
{
    private const int MaxLetters = 500;
    private const int PageOfAll = 500;

    private static readonly ApiBody Selection = new("DeadLetterSelection", 256 * 1024, "application/json");

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("listDeadLetters", "GET", "/api/v1/deadletters", ApiAccess.Read, "Dead letters, newest first.")
        {
            Parameters =
            [
                ApiParameter.Text("receiver", "Only those of this receiver."),
                new("before", "integer", "Only those with a smaller id: 'next' of the page before."),
                ApiParameter.Number("limit", 50, MaxLetters, "How many."),
            ],
            Answer = "DeadLetters",
            Handle = ListAsync,
        },
        new("retryDeadLetters", "POST", "/api/v1/deadletters/retry", ApiAccess.Write, "Send dead letters again: those with the ids, those of a receiver, or all. The exporter takes them up within seconds.")
        {
            Body = Selection,
            Answer = "Requested",
            Handle = call => ChangeAsync(call, "requested", static (store, ids) => store.RequestRetry(ids), static (store, receiver) => store.RequestRetryOfAll(receiver)),
        },
        new("discardDeadLetters", "POST", "/api/v1/deadletters/discard", ApiAccess.Write, "Remove dead letters for good: those with the ids, those of a receiver, or all.")
        {
            Body = Selection,
            Answer = "Discarded",
            Handle = call => ChangeAsync(call, "discarded", static (store, ids) => store.Discard(ids), static (store, receiver) => store.DiscardAll(receiver)),
        },
    ];

    private static Task ListAsync(ApiCall call)
    {
        var (receiver, before, limit) = (call.Text("receiver"), call.Id("before"), call.Number("limit", MaxLetters));
        call.Check();
        var letters = Visible(call, receiver.Length > 0 ? receiver : null, before).Take(limit + 1).ToList();
        return ApiAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("deadLetters");
            foreach (var letter in letters.Take(limit))
                Write(json, letter);
            json.WriteEndArray();
            json.WriteNumberOrNull("next", letters.Count > limit ? letters[limit - 1].Id : null);
        });
    }

    private static async Task ChangeAsync(
        ApiCall call, string done, Func<IDeadLetterStore, IReadOnlyList<long>, int> some, Func<IDeadLetterStore, string?, int> all)
    {
        var selection = await DeadLetterSelection.ReadAsync(call);
        var store = call.Sources.DeadLetters;
        var changed = selection.Ids is { } ids ? some(store, [.. ids.Where(id => IsVisible(call, store.GetDeadLetter(id)))])
            : call.Caller.IsScoped ? some(store, [.. Visible(call, selection.Receiver, null).Select(static letter => letter.Id)])
            : all(store, selection.Receiver);
        await ApiAnswer.WriteAsync(call, json => json.WriteNumber(done, changed));
    }

    /// <summary>Newest first, read page by page as they are asked for.</summary>
    private static IEnumerable<DeadLetter> Visible(ApiCall call, string? receiver, long? before)
    {
        var store = call.Sources.DeadLetters;
        while (true)
        {
            call.Cancellation.ThrowIfCancellationRequested();
            var page = store.ListDeadLetters(receiver, before, PageOfAll);
            foreach (var letter in page.Where(letter => IsVisible(call, letter)))
                yield return letter;
            if (page.Count < PageOfAll)
                yield break;
            before = page[^1].Id;
        }
    }

    /// <summary>A summary stands for events of all namespaces.</summary>
    private static bool IsVisible(ApiCall call, DeadLetter? letter) =>
        letter is not null && (!call.Caller.IsScoped || (letter.Event is { } analyzed && call.Caller.Sees(analyzed)));

    private static void Write(Utf8JsonWriter json, DeadLetter letter)
    {
        json.WriteStartObject();
        json.WriteNumber("id", letter.Id);
        json.WriteString("receiver", letter.Receiver);
        json.WriteNumber("sequence", letter.Sequence);
        json.WriteString("identity", letter.Identity);
        json.WriteTime("at", letter.At);
        json.WriteString("reason", letter.Reason);
        json.WriteString("payload", letter.Payload);
        json.WriteNumber("count", letter.Count);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(letter.State.ToString()));
        json.WritePropertyName("event");
        if (letter.Event is { } analyzed)
            EventJson.Write(json, letter.Sequence, analyzed);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }
}
