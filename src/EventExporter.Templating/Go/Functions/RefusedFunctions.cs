using System.Collections.Frozen;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Functions of sprig that templates here do not get: they reach out of the template or make secrets.</summary>
internal static class RefusedFunctions
{
    private const string Environment = "templates cannot read the environment; use ${NAME} in the configuration";
    private const string Network = "templates cannot use the network";
    private const string Keys = "templates make no keys, certificates or passwords";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["env"] = Environment,
        ["expandenv"] = Environment,
        ["getHostByName"] = Network,
        ["genCA"] = Keys,
        ["genCAWithKey"] = Keys,
        ["genPrivateKey"] = Keys,
        ["genSelfSignedCert"] = Keys,
        ["genSelfSignedCertWithKey"] = Keys,
        ["genSignedCert"] = Keys,
        ["genSignedCertWithKey"] = Keys,
        ["buildCustomCert"] = Keys,
        ["derivePassword"] = Keys,
        ["htpasswd"] = Keys,
        ["bcrypt"] = Keys,
        ["randBytes"] = Keys,
        ["encryptAES"] = "templates do not encrypt",
        ["decryptAES"] = "templates do not decrypt",
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Reasons.Keys;

    /// <summary>Null when the function is not refused.</summary>
    public static string? ReasonFor(string name) => Reasons.GetValueOrDefault(name);
}
