namespace EventExporter.EndToEnd.Support;

/// <summary>A folder of a test's own: configurations, kubeconfig, journal.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("event-exporter-e2e-");

    public string Data => this["data"];

    public string Journal => Path.Combine(Data, "journal.db");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <returns>The path of the file.</returns>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
