using System.Text.Json;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Which dead letters are meant: <c>{"ids": [1, 2]}</c>, <c>{"receiver": "x"}</c> or <c>{"all": true}</c>.</summary>
/// <param name="Ids">Null for all of the receiver.</param>
/// <param name="Receiver">Null for all receivers.</param>
internal sealed record DeadLetterSelection(IReadOnlyList<long>? Ids, string? Receiver)
{
    private const int MaxIds = 10_000;

    private static readonly ApiError Choice = new("name exactly one of 'ids', 'receiver' and 'all'") { Hint = "{\"ids\": [1, 2]}, {\"receiver\": \"name\"} or {\"all\": true}" };

    /// <exception cref="ApiProblem">400: the body says nothing of the kind.</exception>
    public static async Task<DeadLetterSelection> ReadAsync(ApiCall call)
    {
        using var body = await JsonBody.ReadAsync(call);
        var root = body.RootElement;
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Count() != 1)
            throw ApiProblem.BadRequest("The body does not say which dead letters.", Choice);
        var choice = root.EnumerateObject().First();
        return choice.Name switch
        {
            "ids" => new DeadLetterSelection(ReadIds(choice.Value), null),
            "receiver" when choice.Value.ValueKind == JsonValueKind.String => new DeadLetterSelection(null, Known(call, choice.Value.GetString()!)),
            "all" when choice.Value.ValueKind == JsonValueKind.True => new DeadLetterSelection(null, null),
            _ => throw ApiProblem.BadRequest("The body does not say which dead letters.", Choice),
        };
    }

    private static List<long> ReadIds(JsonElement value)
    {
        var ids = new List<long>();
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MaxIds)
            throw ApiProblem.BadRequest("The body does not say which dead letters.", new ApiError($"expects a list of 1 to {MaxIds} numbers") { Path = "ids" });
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var id))
                throw ApiProblem.BadRequest("The body does not say which dead letters.", new ApiError("is no whole number") { Path = $"ids[{ids.Count}]" });
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>A receiver that is gone from the configuration may have dead letters still.</summary>
    private static string Known(ApiCall call, string receiver)
    {
        var known = call.Sources.Routes.Receivers.Concat(call.Sources.DeadLetters.CountDeadLetters().Keys).Distinct().ToList();
        return known.Contains(receiver, StringComparer.Ordinal)
            ? receiver
            : throw ApiProblem.BadRequest("There is no such receiver.", new ApiError($"'{ApiCall.Shorten(receiver)}' is no receiver") { Path = "receiver", Hint = Configuration.Problems.Suggestion.Hint(receiver, known) ?? "" });
    }
}
