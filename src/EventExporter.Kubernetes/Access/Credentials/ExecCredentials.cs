using System.Diagnostics.CodeAnalysis;
using EventExporter.Kubernetes.Access.Kubeconfig;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>
/// The credential printed by a program, kept until it expires or the server refuses it. One run at a time.
/// <see href="https://kubernetes.io/docs/reference/config-api/client-authentication.v1/"/>
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never taken holds nothing to give back.")]
internal sealed class ExecCredentials : ICredentialSource
{
    private const string Group = "client.authentication.k8s.io/";

    private readonly ExecPluginProcess _process;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private ExecCredential? _current;

    public ExecCredentials(ExecPlugin plugin, string owner, KubeconfigCluster cluster, IClusterEnvironment environment, TimeProvider time)
    {
        if (plugin.ApiVersion is not (Group + "v1" or Group + "v1beta1"))
        {
            throw new ClusterAccessException(
                $"{owner}: exec plugin \"{plugin.Command}\" speaks {plugin.ApiVersion}; only {Group}v1 and {Group}v1beta1 are known. " +
                "Upgrade the plugin and write the kubeconfig anew.");
        }

        if (plugin.InteractiveMode is not ("Never" or "IfAvailable"))
        {
            throw new ClusterAccessException(
                $"{owner}: exec plugin \"{plugin.Command}\" has interactiveMode {plugin.InteractiveMode}; there is no terminal to talk to. " +
                "Use a user with a token or a certificate, or interactiveMode IfAvailable.");
        }

        _time = time;
        _process = new ExecPluginProcess(plugin, owner, ExecCredentialRequest.Write(plugin, cluster, environment), time);
    }

    public async ValueTask<Credential> GetAsync(CancellationToken ct)
    {
        if (_current is { } known && IsFresh(known))
            return known.Credential;

        await _one.WaitAsync(ct);
        try
        {
            if (_current is not { } current || !IsFresh(current))
                _current = await _process.RunAsync(ct);
            return _current.Credential;
        }
        finally
        {
            _one.Release();
        }
    }

    public bool Invalidate(Credential rejected)
    {
        // Compare and swap: a newer credential, fetched meanwhile for another request, stays.
        if (_current is { } current && ReferenceEquals(current.Credential, rejected))
            Interlocked.CompareExchange(ref _current, null, current);
        return true;
    }

    private bool IsFresh(ExecCredential credential) => credential.ExpiresAt is not { } expiry || _time.GetUtcNow() < expiry;
}
