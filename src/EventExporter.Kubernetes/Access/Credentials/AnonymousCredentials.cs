namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>No credential at all.</summary>
internal sealed class AnonymousCredentials : ICredentialSource
{
    public static AnonymousCredentials Instance { get; } = new();

    public ValueTask<Credential> GetAsync(CancellationToken ct) => ValueTask.FromResult(Credential.None);

    public bool Invalidate(Credential rejected) => false;
}
