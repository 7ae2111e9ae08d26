using System.Diagnostics;

namespace EventExporter.Benchmarks.EndToEnd;

/// <summary>Publishes the program as its users build it.</summary>
internal static class Publishing
{
    public static async Task<string> PublishAsync(string folder)
    {
        var target = Path.Combine(folder, "published");
        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine(Root(), "src", "EventExporter"), "-c", "Release", "-o", target, "-v", "q", "-nologo"]);
        using var publishing = Process.Start(start)!;
        await publishing.WaitForExitAsync();
        return publishing.ExitCode == 0 ? Path.Combine(target, "event-exporter") : throw new InvalidOperationException("The program could not be published.");
    }

    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EventExporter.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("No EventExporter.sln above this program: say --exporter.");
    }
}
