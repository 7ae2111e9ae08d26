using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>Where and how safely the program keeps what it has to remember.</summary>
internal sealed record StorageOptions
{
    [Option("path", "Folder for the journal; it is created when missing. Give it a volume to keep events over a restart of the pod.")]
    public string Path { get; init; } = "./data";

    [Option("durability", "What a committed event survives: the end of the process, or the loss of power too, at the price of waiting for the disk at each commit.")]
    public Durability Durability { get; init; } = Durability.Process;

    [Option("journal", "How much is kept for receivers that lag.")]
    public JournalOptions Journal { get; init; } = new();
}
