using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EventExporter.EndToEnd.Support;

/// <summary>The real executable as a child process. Disposing kills it.</summary>
internal sealed class ExporterProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ExporterProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    /// <summary>Standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>Standard error so far: the program's log.</summary>
    public string Errors => Read(_errors);

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <param name="input">Standard input; null for none.</param>
    /// <param name="environment">Variables on top of the tests' own, without those that lead to a cluster.</param>
    public static ExporterProcess Start(IEnumerable<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(Repository.Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        info.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var name in new[] { "KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "HTTP_PROXY", "http_proxy" })
            info.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;

        var program = new ExporterProcess(new Process { StartInfo = info });
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        program._process.StandardInput.Write(input);
        program._process.StandardInput.Close();
        return program;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Result> RunAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        return await program.EndAsync();
    }

    public static async Task<Result> RunAsync(string input, string[] arguments)
    {
        await using var program = Start(arguments, input);
        return await program.EndAsync();
    }

    public async Task<Result> EndAsync()
    {
        await Eventually.TrueAsync(() => HasExited, () => $"the program should end by itself\n{Output}\n{Errors}");
        await _process.WaitForExitAsync();
        return new Result(ExitCode, Output, Errors);
    }

    /// <summary>kill -9: the process has no say in it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>What Kubernetes sends to end a pod.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            text.Append(line).Append('\n');
    }

    private string Read(StringBuilder text)
    {
        lock (_gate)
            return text.ToString();
    }

    /// <summary>What a command came to.</summary>
    internal sealed record Result(int ExitCode, string Output, string Errors);
}
