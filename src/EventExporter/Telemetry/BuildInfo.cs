using System.Reflection;

namespace EventExporter.Telemetry;

/// <summary>Which build this is, from the assembly's informational version: <c>1.2.3+revision</c>.</summary>
internal sealed record BuildInfo(string Version, string Revision)
{
    public static readonly BuildInfo Current =
        Parse(typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    public static BuildInfo Parse(string informationalVersion)
    {
        var plus = informationalVersion.IndexOf('+', StringComparison.Ordinal);
        return plus < 0
            ? new BuildInfo(informationalVersion.Length > 0 ? informationalVersion : "unknown", "unknown")
            : new BuildInfo(informationalVersion[..plus], informationalVersion[(plus + 1)..]);
    }
}
