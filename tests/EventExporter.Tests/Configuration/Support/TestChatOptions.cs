using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Tests.Configuration.Support;

internal sealed class TestChatOptions
{
    [Option("token", "The bot's token.", Required = true, Example = "${SLACK_TOKEN}")]
    public Secret Token { get; init; }

    [Option("channel", "Where to post.", Required = true, Example = "\"#alerts\"")]
    public string Channel { get; init; } = "";

    [Option("message", "The text.")]
    public string Message { get; init; } = "{{ .Message }}";

    [Option("author_name", "Who posts.")]
    public string? AuthorName { get; init; }

    [Option("fields", "Titles and values.")]
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
