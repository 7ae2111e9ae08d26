namespace EventExporter.Templating.Functions;

/// <summary>A parameter of a function, for binding by name and for the catalogue.</summary>
public sealed record FunctionParameter(string Name, bool IsOptional, bool IsVariadic)
{
    /// <summary>Reads <c>"text length ellipsis? args..."</c>: blanks between names, <c>?</c> optional, <c>...</c> any number.</summary>
    public static IReadOnlyList<FunctionParameter> ParseAll(string signature) =>
    [
        .. signature.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => new FunctionParameter(
            part.TrimEnd('?', '.'), part.EndsWith('?') || part.EndsWith("...", StringComparison.Ordinal), part.EndsWith("...", StringComparison.Ordinal))),
    ];

    public override string ToString() => IsVariadic ? Name + "..." : IsOptional ? Name + "?" : Name;
}
