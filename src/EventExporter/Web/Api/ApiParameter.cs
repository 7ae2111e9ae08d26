namespace EventExporter.Web.Api;

/// <summary>A parameter of an address.</summary>
/// <param name="Type">As in JSON Schema: <c>string</c>, <c>integer</c>.</param>
internal sealed record ApiParameter(string Name, string Type, string Description)
{
    public bool InPath { get; init; }

    public bool IsRequired { get; init; }

    public string Default { get; init; } = "";

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public static ApiParameter Text(string name, string description) => new(name, "string", description);

    public static ApiParameter Number(string name, int @default, int max, string description) =>
        new(name, "integer", $"{description} From 1 to {max}.") { Default = @default.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    /// <param name="default">One of the words, too.</param>
    public static ApiParameter Choice(string name, string description, string @default, params IReadOnlyList<string> others) =>
        new(name, "string", description) { Default = @default, Allowed = [@default, .. others] };

    public static ApiParameter Path(string name, string type, string description) => new(name, type, description) { InPath = true, IsRequired = true };
}
