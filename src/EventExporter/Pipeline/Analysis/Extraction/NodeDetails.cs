using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>What a node is short of, and which process paid for it.</summary>
internal static class NodeDetails
{
    public static void Shortage(ref Details details, ClusterEvent e)
    {
        details.Add(DetailNames.Resource, e.Reason switch
        {
            "NodeHasDiskPressure" or "FreeDiskSpaceFailed" => "ephemeral-storage",
            "NodeHasInsufficientMemory" => "memory",
            "NodeHasInsufficientPID" => "pids",
            _ => WordAfter(e.Message, "low on resource: ") ?? WordAfter(e.Message, "to reclaim ") ?? Named(e.Message),
        });
        details.Add(DetailNames.Container, WordAfter(e.Message, ". Container "));
    }

    public static void OutOfMemory(ref Details details, string message)
    {
        details.Add(DetailNames.Resource, "memory");
        details.Add(DetailNames.Process, Between(message, "victim process: ", ",") ?? Between(message, "(", ")"));
    }

    private static string? Named(string message) =>
        HasAnyCase(message, "DiskPressure") ? "ephemeral-storage" : HasAnyCase(message, "MemoryPressure") ? "memory" : HasAnyCase(message, "PIDPressure") ? "pids" : null;
}
