using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>Who may use the API. <c>/metrics</c> and the probes stay open: those who scrape and probe have no credentials.</summary>
internal sealed record ServerAuthOptions
{
    [Option("tokens", "Bearer tokens (Authorization: Bearer ...), for programs and for the dashboard.")]
    public IReadOnlyList<ServerTokenOptions> Tokens { get; init; } = [];

    [Option("users", "Names and passwords (basic authentication), for people with a browser or curl.")]
    public IReadOnlyList<ServerUserOptions> Users { get; init; } = [];

    /// <summary>Somebody is named; from then on nothing is read without credentials, from the same machine neither.</summary>
    public bool IsRequired => Tokens.Count + Users.Count > 0;
}
