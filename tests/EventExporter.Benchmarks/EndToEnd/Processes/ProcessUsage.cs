using System.Globalization;

namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>What a process has used, from <c>/proc</c> (proc(5)).</summary>
/// <param name="UserSeconds">Processor time in user mode.</param>
/// <param name="SystemSeconds">Processor time in the kernel.</param>
/// <param name="Resident">Bytes in memory now.</param>
/// <param name="Peak">Most bytes in memory since the start or <see cref="ResetPeak"/>.</param>
internal readonly record struct ProcessUsage(double UserSeconds, double SystemSeconds, long Resident, long Peak)
{
    private const double TicksPerSecond = 100;

    public double CpuSeconds => UserSeconds + SystemSeconds;

    public static ProcessUsage Of(int process)
    {
        // Behind the name in parentheses, which may hold anything, come the fields from the third on.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new ProcessUsage(Number(fields[11]) / TicksPerSecond, Number(fields[12]) / TicksPerSecond, Kilobytes(status, "VmRSS:"), Kilobytes(status, "VmHWM:"));
    }

    public static void ResetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static long Kilobytes(string[] status, string name)
    {
        var line = Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal))!;
        return Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
