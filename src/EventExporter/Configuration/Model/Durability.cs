namespace EventExporter.Configuration.Model;

/// <summary>What a committed event survives.</summary>
internal enum Durability
{
    /// <summary>The end of the process, a kill included.</summary>
    Process,

    /// <summary>The loss of power too: every commit waits for the disk.</summary>
    Power,
}
