using System.Text;
using EventExporter.Kubernetes.Access.Kubeconfig;

namespace EventExporter.Kubernetes.Access;

/// <summary>Tries the places where access to a cluster may be described, in their order, and remembers what was wrong with each.</summary>
internal sealed class ClusterAccessResolver(IClusterEnvironment environment, TimeProvider time)
{
    private const string WayOut =
        "Pass --kubeconfig FILE, set KUBECONFIG, or run in a pod with a service account (automountServiceAccountToken not false).";

    public ClusterAccess Resolve(ClusterAccessOptions options)
    {
        if (options.Kubeconfig is { } explicitPath)
            return FromFiles([explicitPath], options.Context, mayBeMissing: false);

        var problems = new List<string>();
        return TryInCluster(options, problems)
            ?? TryFiles(ListedFiles(problems), options, problems)
            ?? TryFiles(HomeFile(problems), options, problems)
            ?? throw new ClusterAccessException(Describe(problems));
    }

    private ClusterAccess? TryInCluster(ClusterAccessOptions options, List<string> problems)
    {
        const string place = "the pod's service account";
        if (options.Context is not null)
        {
            problems.Add($"{place}: passed over, because the context \"{options.Context}\" was asked for");
            return null;
        }

        return Try(place, () => new ServiceAccountAccess(environment, time).Read(), problems);
    }

    private ClusterAccess? TryFiles(string[] paths, ClusterAccessOptions options, List<string> problems) => paths.Length == 0
        ? null
        : Try(string.Join(Path.PathSeparator, paths), () => FromFiles(paths, options.Context, mayBeMissing: true), problems);

    private ClusterAccess FromFiles(IReadOnlyList<string> paths, string? context, bool mayBeMissing)
    {
        var kubeconfig = new KubeconfigLoader(environment).Load(paths, mayBeMissing);
        return new KubeconfigAccess(kubeconfig, environment, time).Build(context);
    }

    private string[] ListedFiles(List<string> problems)
    {
        var listed = environment.Variable("KUBECONFIG");
        if (string.IsNullOrEmpty(listed))
            problems.Add("KUBECONFIG: not set");
        return listed?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }

    // KUBECONFIG replaces the file of the home folder, as it does for kubectl: falling back to it could reach the wrong cluster.
    private string[] HomeFile(List<string> problems)
    {
        if (!string.IsNullOrEmpty(environment.Variable("KUBECONFIG")))
            return [];
        if (environment.HomeDirectory.Length > 0)
            return [Path.Combine(environment.HomeDirectory, ".kube", "config")];
        problems.Add("~/.kube/config: there is no home folder");
        return [];
    }

    private static ClusterAccess? Try(string place, Func<ClusterAccess> read, List<string> problems)
    {
        try
        {
            return read();
        }
        catch (ClusterAccessException e)
        {
            problems.Add($"{place}: {e.Message}");
            return null;
        }
    }

    private static string Describe(List<string> problems)
    {
        var text = new StringBuilder("found no access to a Kubernetes cluster. Looked at:\n");
        foreach (var problem in problems)
            text.Append("  - ").Append(problem.Replace("\n", "\n    ", StringComparison.Ordinal)).Append('\n');
        return text.Append(WayOut).ToString();
    }
}
