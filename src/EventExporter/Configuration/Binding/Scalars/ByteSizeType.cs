using System.Text.Json.Nodes;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>An amount of bytes, see <see cref="ByteSize"/>.</summary>
internal sealed class ByteSizeType : ScalarType<ByteSize>
{
    public override string Expected => "a size such as 512KiB, 5MB or 1GiB";

    public override string ShortName => "size";

    public override JsonObject Schema(OptionAttribute? option) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9.]+ *([kKmMgGtT]i?)?B?$" }),
    };

    protected override bool TryRead(string text, OptionAttribute? option, out ByteSize value) =>
        ByteSize.TryParse(text, Unit(option), out value);

    protected override string Format(ByteSize value) => value.ToString();

    private static ByteSize Unit(OptionAttribute? option) =>
        option?.PlainNumber is { } plain && ByteSize.TryParse(plain, new ByteSize(1), out var unit) ? unit : new ByteSize(1);
}
