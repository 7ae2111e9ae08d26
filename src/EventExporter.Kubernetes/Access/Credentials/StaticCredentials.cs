namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>A credential that never changes.</summary>
internal sealed class StaticCredentials(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(CancellationToken ct) => ValueTask.FromResult(credential);

    public bool Invalidate(Credential rejected) => false;
}
