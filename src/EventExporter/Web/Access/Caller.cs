namespace EventExporter.Web.Access;

/// <summary>Who asks, and what that allows.</summary>
/// <param name="Name">The name of the token or user; empty for somebody without credentials.</param>
/// <param name="Namespaces">What is visible and may be written for; null for all namespaces.</param>
internal sealed record Caller(string Name, bool MayRead, bool MayWrite, IReadOnlyList<string>? Namespaces)
{
    /// <summary>Somebody without credentials where nobody may read without.</summary>
    public static readonly Caller Stranger = new("", false, false, null);

    /// <summary>Somebody on the same machine, where no credentials are configured.</summary>
    public static readonly Caller Local = new("", true, false, null);

    public bool IsAuthenticated => Name.Length > 0;

    /// <summary>Sees and touches some namespaces only.</summary>
    public bool IsScoped => Namespaces is not null;

    /// <summary>Whether what belongs to a namespace may be shown. What belongs to none is for those who see all.</summary>
    public bool Sees(string @namespace) => Namespaces is null || Namespaces.Contains(@namespace, StringComparer.Ordinal);
}
