using System.Net.Http.Headers;

namespace EventExporter.Kubernetes.Access;

/// <summary>
/// Acting as someone else. <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation"/>
/// </summary>
internal sealed record Impersonation(
    string User,
    string? Uid,
    IReadOnlyList<string> Groups,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Extra)
{
    public void Apply(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("Impersonate-User", User);
        if (Uid is not null)
            headers.TryAddWithoutValidation("Impersonate-Uid", Uid);
        foreach (var group in Groups)
            headers.TryAddWithoutValidation("Impersonate-Group", group);
        foreach (var (key, values) in Extra)
        {
            // Keys may hold characters that a header name may not; the API server undoes percent encoding.
            foreach (var value in values)
                headers.TryAddWithoutValidation("Impersonate-Extra-" + Uri.EscapeDataString(key), value);
        }
    }
}
