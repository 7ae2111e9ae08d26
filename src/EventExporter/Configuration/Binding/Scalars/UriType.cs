using System.Text.Json.Nodes;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>An absolute address.</summary>
internal sealed class UriType : ScalarType<Uri>
{
    public override string Expected => "an address such as https://example.org:9200";

    public override string ShortName => "address";

    public override string? HintFor(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? null : "begin with https:// or http://";

    public override int Compare(object left, object right) => 0;

    public override JsonObject Schema(OptionAttribute? option) => new() { ["type"] = "string" };

    protected override bool TryRead(string text, OptionAttribute? option, out Uri value)
    {
        // "host:9200" parses as an address of the scheme "host", and "/path" as a file: neither is meant.
        var read = Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.Contains("://", StringComparison.Ordinal) && uri.Host.Length > 0;
        value = uri!;
        return read;
    }

    protected override string Format(Uri value) => value.ToString();
}
