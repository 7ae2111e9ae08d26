namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>Why an image could not be had, in one word, from what registries and container runtimes say.</summary>
internal static class RegistryErrors
{
    public const string NotFound = "notFound";
    public const string Unauthorized = "unauthorized";
    public const string RateLimited = "rateLimited";
    public const string Unavailable = "unavailable";
    public const string Timeout = "timeout";
    public const string Unreachable = "unreachable";
    public const string Dns = "dns";
    public const string Tls = "tls";
    public const string DiskFull = "diskFull";
    public const string WrongPlatform = "wrongPlatform";
    public const string NeverPull = "neverPull";
    public const string InvalidName = "invalidName";

    private const int LongestOnStack = 1024;

    /// <summary>In lower case.</summary>
    private static readonly (string Text, string Kind)[] Signs =
    [
        ("toomanyrequests", RateLimited), ("429 too many", RateLimited), ("rate limit", RateLimited),
        ("no space left", DiskFull),
        ("no such host", Dns), ("server misbehaving", Dns), ("temporary failure in name resolution", Dns),
        ("x509:", Tls), ("tls:", Tls), ("certificate", Tls),
        ("500 internal", Unavailable), ("502 bad", Unavailable), ("503 service", Unavailable), ("504 gateway", Unavailable), ("received unexpected http status: 5", Unavailable),
        ("no match for platform", WrongPlatform), ("exec format", WrongPlatform),
        ("i/o timeout", Timeout), ("deadline exceeded", Timeout), ("client.timeout", Timeout), ("tls handshake timeout", Timeout),
        ("connection refused", Unreachable), ("network is unreachable", Unreachable), ("no route to host", Unreachable), ("connection reset", Unreachable), ("unexpected eof", Unreachable),
        ("insufficient_scope", Unauthorized), ("unauthorized", Unauthorized), ("401 unauthorized", Unauthorized), ("403 forbidden", Unauthorized), ("pull access denied", Unauthorized), ("authentication required", Unauthorized), ("no basic auth", Unauthorized), ("denied:", Unauthorized),
        ("not found", NotFound), ("manifest unknown", NotFound), ("manifest_unknown", NotFound), ("notfound", NotFound), ("does not exist", NotFound),
        ("errimageneverpull", NeverPull), ("is not present with pull policy of never", NeverPull),
        ("invalidimagename", InvalidName), ("invalid reference format", InvalidName), ("couldn't parse image", InvalidName),
    ];

    /// <summary>These are the registry's or the network's trouble, not the image's: whoever pulls from there has it.</summary>
    public static bool IsOfRegistry(string kind) => kind is RateLimited or Unavailable or Timeout or Unreachable or Dns or Tls;

    /// <summary>Null if the message says nothing that is known. Lower case is made once: looking for each sign in any case takes ten times as long.</summary>
    public static string? KindOf(string message)
    {
        Span<char> lower = message.Length <= LongestOnStack ? stackalloc char[message.Length] : new char[message.Length];
        message.AsSpan().ToLowerInvariant(lower);
        foreach (var (text, kind) in Signs)
        {
            if (lower.IndexOf(text) >= 0)
                return kind;
        }

        return null;
    }

    /// <summary>The registry's host as container runtimes understand an image name.</summary>
    public static string HostOf(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return "docker.io";
        var first = image[..slash];
        return first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost" ? first : "docker.io";
    }
}
