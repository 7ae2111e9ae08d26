namespace EventExporter.Pipeline.Journal;

/// <summary>
/// Keeps a second exporter off the journal: an advisory lock on <c>journal.lock</c>, which the operating system gives up when the process
/// ends, however it ends. Commands that only touch dead letters do not take it.
/// </summary>
internal sealed class JournalLock : IDisposable
{
    private readonly FileStream _file;

    private JournalLock(FileStream file) => _file = file;

    public static JournalLock Take(string folder)
    {
        var path = Path.Combine(folder, "journal.lock");
        try
        {
            return new JournalLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error is not DirectoryNotFoundException && File.Exists(path))
        {
            throw new JournalUnavailableException(
                $"The journal in {folder} is in use by another event-exporter process (lock file {path}). Stop that one, or give this one a folder of its own (storage.path).", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
