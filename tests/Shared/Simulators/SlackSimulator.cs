using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>
/// Slack's <c>chat.postMessage</c> and <c>chat.update</c>, strict where Slack is strict or silently spoils the message: credentials,
/// channels, threads, sizes, Block Kit, and a message a second and channel. Also an incoming webhook at <c>/services/...</c>.
/// </summary>
internal sealed class SlackSimulator(TimeProvider time) : HttpSimulator
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _postedAt = [];
    private int _timestamps;
    private int _arrivals;

    public string Token { get; set; } = "xoxb-1234";

    /// <summary>Name and id of the channels the bot is in.</summary>
    public Dictionary<string, string> Channels { get; } = new() { ["#alerts"] = "C1", ["#other"] = "C2" };

    public HashSet<string> Archived { get; } = [];

    /// <summary>Refuses the second message within <see cref="Interval"/> to a channel.</summary>
    public bool LimitsRate { get; set; } = true;

    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request is on its way, by its number, the first being 0, and its channel as it names it.</summary>
    public Func<int, string, TimeSpan> Latency { get; set; } = static (_, _) => TimeSpan.Zero;

    /// <summary>Seconds of <c>Retry-After</c> for what is sent to a channel, by its name; null: it is taken.</summary>
    public Func<string, int?> Refuse { get; set; } = static _ => null;

    /// <summary>Everything that is in the channels, in the order of posting.</summary>
    public List<Message> Messages { get; } = [];

    public int Updates { get; private set; }

    public int RefusedForRate { get; private set; }

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        if (Latency(Interlocked.Increment(ref _arrivals) - 1, $"{Parse(body)?["channel"]}") is var latency && latency > TimeSpan.Zero)
            await Task.Delay(latency, time, context.RequestAborted);
        JsonObject answer;
        lock (_gate)
            answer = Answer(context, body);
        if (context.Request.Path.StartsWithSegments("/services"))
        {
            context.Response.StatusCode = answer["ok"]!.GetValue<bool>() ? 200 : 400;
            await context.Response.WriteAsync(answer["ok"]!.GetValue<bool>() ? "ok" : (string)answer["error"]!);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject Answer(HttpContext context, byte[] body)
    {
        if (context.Request.ContentType != "application/json; charset=utf-8")
            return Error("invalid_post_type");
        if (Parse(body) is not { } message)
            return Error("invalid_json");
        if (context.Request.Path.StartsWithSegments("/services"))
            return ContentProblem(message) is { } wrong ? Error(wrong) : Post(message, "webhook");
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
            return Error(context.Request.Headers.Authorization.Count == 0 ? "not_authed" : "invalid_auth");
        if ((string?)message["channel"] is not { } name || (Channels.GetValueOrDefault(name) ?? Channels.Values.FirstOrDefault(id => id == name)) is not { } channel)
            return Error("channel_not_found");
        if (Refuse(name) is { } seconds)
            return TooFast(context.Response, seconds);
        if (Archived.Contains(channel))
            return Error("is_archived");
        if (ContentProblem(message) is { } problem)
            return Error(problem);
        return context.Request.Path.Value switch
        {
            "/api/chat.postMessage" => PostTo(channel, message, context.Response),
            "/api/chat.update" => name == channel ? Update(channel, message) : Error("channel_not_found"),
            _ => Error("unknown_method"),
        };
    }

    private JsonObject PostTo(string channel, JsonObject message, HttpResponse response)
    {
        if (LimitsRate && _postedAt.TryGetValue(channel, out var last) && time.GetUtcNow() - last < Interval)
        {
            RefusedForRate++;
            return TooFast(response, 1);
        }

        if ((string?)message["thread_ts"] is { } thread && !Messages.Exists(m => m.Channel == channel && m.Timestamp == thread && m.Thread is null))
            return Error("thread_not_found");
        _postedAt[channel] = time.GetUtcNow();
        return Post(message, channel);
    }

    private static JsonObject TooFast(HttpResponse response, int seconds)
    {
        response.StatusCode = 429;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Error("ratelimited");
    }

    private JsonObject Post(JsonObject message, string channel)
    {
        var timestamp = $"{time.GetUtcNow().ToUnixTimeSeconds()}.{(++_timestamps).ToString("000000", CultureInfo.InvariantCulture)}";
        Messages.Add(new Message(channel, timestamp, (string?)message["thread_ts"], message));
        return new JsonObject { ["ok"] = true, ["channel"] = channel, ["ts"] = timestamp };
    }

    private JsonObject Update(string channel, JsonObject message)
    {
        var at = Messages.FindIndex(m => m.Channel == channel && m.Timestamp == (string?)message["ts"]);
        if (at < 0)
            return Error("message_not_found");
        Updates++;
        Messages[at] = Messages[at] with { Body = message };
        return new JsonObject { ["ok"] = true, ["channel"] = channel, ["ts"] = Messages[at].Timestamp, ["text"] = (string?)message["text"] };
    }

    private static string? ContentProblem(JsonObject message)
    {
        var text = (string?)message["text"] ?? "";
        if (text.Length == 0 && message["blocks"] is null && message["attachments"] is null)
            return "no_text";
        // Slack cuts such a text silently.
        if (text.Length > 40_000 || message["attachments"]?.ToJsonString().Length > 100_000)
            return "msg_too_long";
        if (message["attachments"] is JsonArray { Count: > 100 })
            return "too_many_attachments";
        return message["blocks"] is null || (message["blocks"] is JsonArray blocks && AreBlocks(blocks)) ? null : "invalid_blocks";
    }

    private static bool AreBlocks(JsonArray blocks) =>
        blocks.Count <= 50 && blocks.All(IsBlock) && blocks.Sum(block => block!.ToJsonString().Length) < 20_000;

    private static bool IsBlock(JsonNode? node) => node is JsonObject block && (string?)block["type"] switch
    {
        "section" => (block["text"] is not null || block["fields"] is not null)
            && (block["text"] is null || IsText(block["text"], 3000))
            && (block["fields"] is null || (block["fields"] is JsonArray { Count: > 0 and <= 10 } fields && fields.All(field => IsText(field, 2000)))),
        "header" => IsText(block["text"], 150) && (string?)block["text"]!["type"] == "plain_text",
        "context" => block["elements"] is JsonArray { Count: > 0 and <= 10 },
        "divider" => true,
        _ => false,
    };

    private static bool IsText(JsonNode? node, int longest) =>
        node is JsonObject text && (string?)text["type"] is "mrkdwn" or "plain_text"
        && text["text"] is JsonValue value && value.GetValueKind() == JsonValueKind.String && ((string)value!).Length is > 0 && ((string)value!).Length <= longest;

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Error(string error) => new() { ["ok"] = false, ["error"] = error };

    internal sealed record Message(string Channel, string Timestamp, string? Thread, JsonObject Body)
    {
        public string Text => (string)Body["text"]!;
    }
}
