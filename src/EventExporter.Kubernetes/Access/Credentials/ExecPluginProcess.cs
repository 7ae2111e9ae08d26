using System.ComponentModel;
using System.Diagnostics;
using EventExporter.Kubernetes.Access.Kubeconfig;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>Runs an exec plugin once and reads what it prints.</summary>
/// <param name="owner">The kubeconfig user, for messages.</param>
/// <param name="request">The text of KUBERNETES_EXEC_INFO.</param>
internal sealed class ExecPluginProcess(ExecPlugin plugin, string owner, string request, TimeProvider time)
{
    private const int MaxComplaint = 500;

    /// <summary>A plugin may talk to an identity provider; one that waits for a person who is not there must not hold us up for ever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<ExecCredential> RunAsync(CancellationToken ct)
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            process.StandardInput.Close();
            var output = ReadAllAsync(process.StandardOutput.BaseStream, either.Token);
            var complaint = process.StandardError.ReadToEndAsync(either.Token);
            await Task.WhenAll(output, complaint, process.WaitForExitAsync(either.Token));
            if (process.ExitCode != 0)
                throw Failure($"it ended with exit code {process.ExitCode}{Quote(await complaint)}");
            return ExecCredential.Parse(await output, plugin.ApiVersion);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Failure($"it was still running after {Limit.TotalSeconds} s");
        }
        catch (FormatException e)
        {
            throw Failure(e.Message);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in plugin.Env)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = request;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            var hint = plugin.InstallHint is { } text ? $"\n{text.Trim()}" : "";
            throw new ClusterAccessException($"{owner}: cannot run the exec plugin \"{plugin.Command}\": {e.Message}{hint}", e);
        }
    }

    private ClusterAccessException Failure(string what) => new($"{owner}: exec plugin \"{plugin.Command}\" failed: {what}");

    // What a plugin writes to its error output is meant for people; its output is the credential and is never shown.
    private static string Quote(string complaint)
    {
        var text = complaint.Trim();
        return text.Length switch
        {
            0 => "",
            > MaxComplaint => $": ...{text[^MaxComplaint..]}",
            _ => $": {text}",
        };
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }
}
