using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Slack;

[Receiver("slack", "Posts messages to Slack channels, as a bot or through an incoming webhook.")]
internal sealed record SlackOptions : HttpOptions
{
    [Option("token", "The bot's token; it needs the scope chat:write. This or webhookUrl.", Aliases = ["apiKey"], IsUsual = true, Example = "${SLACK_TOKEN}")]
    public Secret Token { get; init; }

    [Option("channel", "The channel: its id, or its name with '#'. Needed with a token.", IsTemplate = true, IsUsual = true, Example = "'#alerts'")]
    public string Channel { get; init; } = "";

    [Option("webhookUrl", "The address of an incoming webhook, in place of token and channel. Such messages cannot be updated and have no threads.")]
    public Secret WebhookUrl { get; init; }

    [Option("message", "The text, in Slack's mrkdwn. What comes from the event is escaped, what is written here is not: links and mentions work.", IsTemplate = true, DefaultText = "a summary of the event")]
    public string? Message { get; init; }

    [Option("blocks", "A list of Block Kit blocks as a layout, with templates in its texts; the message is then the text of the notification.")]
    public ConfigNode? Blocks { get; init; }

    [Option("color", "Colour of the bar beside the attachment: good, warning, danger or #rrggbb.", IsTemplate = true, DefaultText = "by severity, for the message made without 'message'")]
    public string? Color { get; init; }

    [Option("title", "Title of the attachment.", IsTemplate = true)]
    public string? Title { get; init; }

    [Option("author_name", "Author of the attachment.", Aliases = ["authorName"], IsTemplate = true)]
    public string? AuthorName { get; init; }

    [Option("footer", "Footer of the attachment.", IsTemplate = true)]
    public string? Footer { get; init; }

    [Option("fields", "Fields of the attachment, in the order they are written.", IsTemplate = true)]
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    [Option("links", "Links below the message: their texts and addresses, in the order they are written. Those that make no address for an event are left out.", IsTemplate = true, DefaultText = "the timeline of the object, where server.externalUrl is given", Example = "{Runbook: 'https://runbooks.example.org/{{ reason }}'}")]
    public IReadOnlyDictionary<string, string>? Links { get; init; }

    [Option("repeats", "Recurring events: update counts in the first message and adds them to its thread, thread only does the latter, post makes a message of each.")]
    public SlackRepeats Repeats { get; init; } = SlackRepeats.Update;

    [Option("key", "Events with the same key are repetitions of each other.", Aliases = ["thread"], IsTemplate = true, DefaultText = "cluster, root owner of the object, and reason")]
    public string? Key { get; init; }

    [Option("repeatsWithin", "A message older than this is left alone and a new one is posted.", Min = "1m", Max = "30d")]
    public TimeSpan RepeatsWithin { get; init; } = TimeSpan.FromHours(24);

    [Option("interval", "Time between two messages to the same channel. Slack wants a second. Of a flood, more than that and 20 at once, one channel gets a digest; not so with a message, blocks or a channel of templates, or where rateLimit says otherwise.", Min = "0s", Max = "10s")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    [Option("url", "The Web API's address.", Aliases = ["URL"])]
    public Uri Url { get; init; } = new("https://slack.com/api/");
}
