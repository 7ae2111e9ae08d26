namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>Gives the credential to use now. Safe for use from many threads.</summary>
internal interface ICredentialSource
{
    /// <exception cref="ClusterAccessException">There is none to be had; the message says why.</exception>
    ValueTask<Credential> GetAsync(CancellationToken ct);

    /// <summary>The server refused <paramref name="rejected"/> with 401: do not give it again from memory.</summary>
    /// <returns>Whether asking again may give another credential.</returns>
    bool Invalidate(Credential rejected);
}
