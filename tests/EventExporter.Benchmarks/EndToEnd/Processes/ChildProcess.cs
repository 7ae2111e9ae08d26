using System.Diagnostics;
using System.Globalization;

namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>
/// Another process of this program that plays a part. It prints a line <c>ready address</c>, then answers each line on its input with a line
/// <c>name=number name=number ...</c>, and ends with its input.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    public static async Task<ChildProcess> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["end-to-end", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var first = await process.StandardOutput.ReadLineAsync();
        return first?.Split(' ') is ["ready", var address]
            ? new ChildProcess(process, address)
            : throw new InvalidOperationException($"{arguments[0]} did not start: {first}");
    }

    public async Task<IReadOnlyDictionary<string, long>> AskAsync(string command = "status")
    {
        await _process.StandardInput.WriteLineAsync(command);
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The process ended at '{command}'.");
        return answer.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>The child's side: answers until the input ends.</summary>
    public static async Task ServeAsync(string address, Func<string, Task<string>> answer)
    {
        Console.WriteLine($"ready {address}");
        while (await Console.In.ReadLineAsync() is { } command)
            Console.WriteLine(await answer(command));
    }
}
