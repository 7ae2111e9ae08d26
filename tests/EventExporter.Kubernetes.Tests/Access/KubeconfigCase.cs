using EventExporter.Kubernetes.Tests.Support;

namespace EventExporter.Kubernetes.Tests.Access;

/// <summary>
/// A case file: sections headed <c>--- NAME</c>. A name that begins with a slash is a file, one in capitals a variable; <c>kubeconfig</c>
/// and <c>context</c> are the options; <c>expected</c> is what comes out, where <c>*</c> at the end stands for anything.
/// </summary>
internal sealed class KubeconfigCase
{
    private readonly Dictionary<string, string> _sections = [];

    public KubeconfigCase(string path)
    {
        foreach (var section in ("\n" + File.ReadAllText(path)).Split("\n--- ", StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = section.Split('\n', 2);
            _sections.Add(parts[0].Trim(), parts[1]);
        }

        foreach (var (name, content) in _sections)
        {
            if (name.StartsWith('/'))
                Environment.Write(name, content + "\n");
            else if (char.IsUpper(name[0]))
                Environment.Variables[name] = content.Trim();
        }
    }

    public FakeEnvironment Environment { get; } = new();

    public string? Kubeconfig => _sections.GetValueOrDefault("kubeconfig")?.Trim();

    public string? Context => _sections.GetValueOrDefault("context")?.Trim();

    public string Expected => _sections["expected"].Trim();

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases", "kubeconfig");
}
