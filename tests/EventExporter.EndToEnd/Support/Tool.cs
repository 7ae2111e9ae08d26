using System.Diagnostics;

namespace EventExporter.EndToEnd.Support;

/// <summary>Programs of others that may be installed.</summary>
internal static class Tool
{
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <returns>What it printed on both streams.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, string input, params string[] arguments)
    {
        var info = new ProcessStartInfo(name, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var reading = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await Eventually.TrueAsync(() => process.HasExited, () => $"{name} should end by itself");
        return (process.ExitCode, await reading.Item1 + await reading.Item2);
    }
}
