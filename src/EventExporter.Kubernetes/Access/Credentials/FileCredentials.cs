using System.Security.Cryptography;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>
/// A credential made from files that others rewrite, such as a projected service account token, which the kubelet renews long before
/// it runs out. The files are looked at again once a minute, and at once after a 401.
/// <see href="https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken"/>
/// </summary>
internal sealed class FileCredentials(
    IReadOnlyList<string> paths,
    Func<IReadOnlyList<byte[]>, Credential> create,
    IClusterEnvironment environment,
    TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Credential? _current;
    private long _lookedAt;
    private DateTimeOffset[] _writeTimes = [];
    private bool _reread;

    public ValueTask<Credential> GetAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_current is null || _reread || time.GetElapsedTime(_lookedAt) >= LookAgainAfter)
                LookAgain();
            return ValueTask.FromResult(_current!);
        }
    }

    public bool Invalidate(Credential rejected)
    {
        lock (_gate)
        {
            // Another request may have had the file read again already.
            if (ReferenceEquals(rejected, _current))
                _reread = true;
            return true;
        }
    }

    private void LookAgain()
    {
        try
        {
            var writeTimes = paths.Select(environment.LastWriteTime).ToArray();
            if (_current is null || _reread || !writeTimes.SequenceEqual(_writeTimes))
                _current = create([.. paths.Select(environment.ReadFile)]);
            _writeTimes = writeTimes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // While a file is being exchanged the last credential is still the best there is.
            if (_current is null)
                throw new ClusterAccessException($"cannot read the credential in {string.Join(" and ", paths)}: {e.Message}", e);
        }

        _reread = false;
        _lookedAt = time.GetTimestamp();
    }
}
