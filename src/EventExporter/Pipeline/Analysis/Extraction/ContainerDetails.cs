using System.Globalization;
using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>Images, containers and probes.</summary>
internal static class ContainerDetails
{
    private static readonly string[] Signals = ["", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM"];

    public static void Image(ref Details details, ClusterEvent e)
    {
        var image = Quoted(e.Message, "image \"");
        details.Add(DetailNames.Image, image);
        if (image is not null)
            details.Add(DetailNames.Registry, RegistryErrors.HostOf(image));
        if (e.Reason is "Pulling" or "Pulled" || !IsAboutImage(e))
            return;
        details.Add(DetailNames.ImageError, RegistryErrors.KindOf(e.Message));
    }

    /// <summary>The container that is named, how it ended, and what it refers to that is missing.</summary>
    public static void Container(ref Details details, string message)
    {
        details.Add(DetailNames.Container, WordAfter(message, "failed container ") ?? WordAfter(message, "Created container: ")
            ?? WordAfter(message, "Created container ") ?? WordAfter(message, "Started container ") ?? WordAfter(message, "Stopping container "));
        Exit(ref details, message);
        if (!IsNotFound(message))
            return;
        MissingThings.Read(ref details, message);
    }

    public static void Probe(ref Details details, string message)
    {
        details.Add(DetailNames.Probe, message switch
        {
            _ when message.StartsWith("Readiness", StringComparison.Ordinal) => "readiness",
            _ when message.StartsWith("Liveness", StringComparison.Ordinal) => "liveness",
            _ when message.StartsWith("Startup", StringComparison.Ordinal) => "startup",
            _ => null,
        });
        details.Add(DetailNames.StatusCode, NumberAfter(message, "statuscode: "));
    }

    private static void Exit(ref Details details, string message)
    {
        if (!Has(message, "exit") && !Has(message, "Exit"))
            return;
        var code = NumberAfter(message, "exit code") ?? NumberAfter(message, "Exit code") ?? NumberAfter(message, "exited with") ?? NumberAfter(message, "exitCode") ?? NumberAfter(message, "ExitCode");
        details.Add(DetailNames.ExitCode, code);
        if (code is not null && int.Parse(code, CultureInfo.InvariantCulture) - 128 is > 0 and < 16 and var signal)
            details.Add(DetailNames.Signal, Signals[signal]);
    }

    private static bool IsAboutImage(ClusterEvent e) => e.Reason is "ErrImageNeverPull" or "InspectFailed" || Has(e.Message, "pull") || Has(e.Message, "Pull") || Has(e.Message, "Image");

    private static bool IsNotFound(string message) => Has(message, "not found") || Has(message, "couldn't find key");
}
