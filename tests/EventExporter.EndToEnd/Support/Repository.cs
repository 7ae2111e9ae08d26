using System.Reflection;

namespace EventExporter.EndToEnd.Support;

/// <summary>Places that the build knows.</summary>
internal static class Repository
{
    public static string Executable => Metadata("Executable");

    public static string Example(string name) => Path.Combine(Metadata("Repository"), "examples", name);

    public static string ControlPlaneRecording => Path.Combine(Metadata("Repository"), "examples", "recordings", "control-plane");

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}
