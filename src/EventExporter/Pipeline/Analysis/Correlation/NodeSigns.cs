using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What events about nodes mean.</summary>
internal static class NodeSigns
{
    /// <summary>Where the kernel killed something of late, so that a container that fails there now has a cause.</summary>
    public static ObjectKey OutOfMemory(string node) => node.Length == 0 ? ObjectKey.None : new ObjectKey("OutOfMemory", "", node);

    public static Sign Read(AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        switch (e.Reason)
        {
            case "NodeNotReady" or "NodeStatusUnknown":
                return Sign.Of(Trouble.NodeDown);
            case "NodeHasDiskPressure" or "NodeHasInsufficientMemory" or "NodeHasInsufficientPID" or "EvictionThresholdMet" or "FreeDiskSpaceFailed":
                return Sign.Of(Trouble.NodePressure);
            case "SystemOOM" or "OOMKilling":
                return Sign.Of(Trouble.NodeOutOfMemory) with { Own = OutOfMemory(e.InvolvedObject.Name), Topic = ObjectKey.Node(e.InvolvedObject.Name) };
            case "KernelDeadlock" or "FilesystemIsReadOnly" or "ReadonlyFilesystem" or "KubeletUnhealthy" or "ContainerRuntimeUnhealthy" or "DockerHung" or "KubeletSetupFailed":
                return Sign.Of(Trouble.NodeFault);
            case "NetworkNotReady":
                return Sign.Of(Trouble.NodeNetwork);
            case "NodeReady":
                return Sign.Recovery() with { IsChange = true };
            case "NodeHasNoDiskPressure" or "NodeHasSufficientMemory" or "NodeHasSufficientPID":
                return Sign.Recovery(Trouble.NodePressure);
            case "RemovingNode" or "DeletingNode" or "ScaleDown" or "ScaleDownEmpty":
                return Sign.Gone with { IsChange = true };
            case "NodeNotSchedulable" or "NodeSchedulable" or "RegisteredNode" or "Rebooted" or "Shutdown" or "NodeShutdown" or "DisruptionTerminating" or "SpotInterrupted":
                return new Sign(SignKind.None, Trouble.None) { IsChange = true };
            default:
                return SignReader.Other(analyzed);
        }
    }

    /// <summary>The node is being taken away on purpose: what follows is no trouble.</summary>
    public static bool IsLeaving(string reason) => reason is "RemovingNode" or "DeletingNode" or "ScaleDown" or "ScaleDownEmpty" or "NodeNotSchedulable" or "NodeShutdown"
        or "Shutdown" or "DisruptionTerminating" or "SpotInterrupted";
}
