namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>A header from one source, a client certificate from another. The first source that has one wins.</summary>
internal sealed class CombinedCredentials(IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    private readonly Lock _gate = new();
    private Credential[] _parts = [];
    private Credential _combined = Credential.None;

    public async ValueTask<Credential> GetAsync(CancellationToken ct)
    {
        var parts = new Credential[sources.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = await sources[i].GetAsync(ct);

        lock (_gate)
        {
            // The same parts give the same object, so that a caller can tell by reference whether anything is new.
            if (!parts.AsSpan().SequenceEqual(_parts))
            {
                _parts = parts;
                _combined = new Credential(
                    parts.FirstOrDefault(p => p.Authorization is not null)?.Authorization,
                    parts.FirstOrDefault(p => p.Certificate is not null)?.Certificate);
            }

            return _combined;
        }
    }

    public bool Invalidate(Credential rejected)
    {
        Credential[] parts;
        lock (_gate)
        {
            if (!ReferenceEquals(rejected, _combined))
                return true;
            parts = _parts;
        }

        var mayChange = false;
        for (var i = 0; i < parts.Length; i++)
            mayChange |= sources[i].Invalidate(parts[i]);
        return mayChange;
    }
}
