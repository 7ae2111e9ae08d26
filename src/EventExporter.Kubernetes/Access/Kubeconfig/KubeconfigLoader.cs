using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>Reads kubeconfig files and merges them as kubectl does.</summary>
internal sealed class KubeconfigLoader(IClusterEnvironment environment)
{
    /// <param name="mayBeMissing">Whether files that do not exist are passed over, as long as one does.</param>
    /// <exception cref="ClusterAccessException">A file cannot be read or is no kubeconfig, or there is none at all.</exception>
    public KubeconfigData Load(IReadOnlyList<string> paths, bool mayBeMissing)
    {
        var merged = new KubeconfigData();
        foreach (var path in paths.Select(Path.GetFullPath))
        {
            if (environment.FileExists(path))
                Merge(path, merged);
            else if (!mayBeMissing)
                throw new ClusterAccessException($"the kubeconfig {path} does not exist");
        }

        return merged.Files.Count > 0
            ? merged
            : throw new ClusterAccessException(paths.Count == 1 ? "the file does not exist" : "none of these files exists");
    }

    private void Merge(string path, KubeconfigData merged)
    {
        merged.Files.Add(path);
        if (Parse(path) is { } root)
            new KubeconfigReader(path, root).AddTo(merged);
    }

    private YamlNode? Parse(string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Encoding.UTF8.GetString(environment.ReadFile(path)).TrimStart('\uFEFF')));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            throw new ClusterAccessException($"{path}({e.Start.Line},{e.Start.Column}): not valid YAML: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterAccessException($"cannot read the kubeconfig {path}: {e.Message}", e);
        }
    }
}
