using System.Diagnostics;

namespace EventExporter.EndToEnd.Support;

/// <summary>A file system of a given size, in memory. Only root may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <returns>Null where none can be mounted.</returns>
    public static SmallDisk? Mount(string path, string size)
    {
        Directory.CreateDirectory(path);
        return Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={size}", "event-exporter-e2e", path)
            ? new SmallDisk(path)
            : null;
    }

    /// <summary>Takes all the room there is.</summary>
    /// <returns>The file that takes it.</returns>
    public string Fill()
    {
        var filler = System.IO.Path.Combine(Path, "filler");
        using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            return filler;
        }
    }

    public void Dispose() => Run("umount", "--lazy", Path);

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
