using System.Text.RegularExpressions;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Validation;

/// <summary>Credentials for the API can be sent, cannot be guessed, and say whose they are. No message shows one.</summary>
internal sealed partial class ServerAuthIsSound : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var auth = context.Configuration.Server.Auth;
        if (context.Sources.IsWritten(context.Configuration.Server, "auth") && !auth.IsRequired && context.IsSound(auth))
        {
            context.Error(context.Sources.Of(context.Configuration.Server, "auth"), "has neither tokens nor users",
                "give one, or leave 'auth' out: then the API is read from the same machine only");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var secrets = new HashSet<Secret>();
        foreach (var token in auth.Tokens)
        {
            CheckName(context, token, token.Name, names);
            CheckToken(context, token, secrets);
            CheckNamespaces(context, token, token.Namespaces);
        }

        foreach (var user in auth.Users)
        {
            CheckName(context, user, user.Name, names);
            CheckPassword(context, user);
            CheckNamespaces(context, user, user.Namespaces);
        }
    }

    private static void CheckName(ValidationContext context, object section, string name, HashSet<string> names)
    {
        if (name.Length == 0)
            return;
        var place = context.Sources.Of(section, "name");
        if (name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
            context.Error(place, $"{place.Node.Describe()} cannot be a name", "names have no colon and no control characters");
        else if (!names.Add(name))
            context.Error(place, $"{place.Node.Describe()} is the name of another token or user", "give each a name of its own");
    }

    private static void CheckToken(ValidationContext context, ServerTokenOptions token, HashSet<Secret> secrets)
    {
        if (!context.IsSound(token) || token.Token.IsEmpty)
            return;
        var place = context.Sources.Of(token, "token");
        var value = token.Token.Reveal();
        if (value.Length < ServerTokenOptions.ShortestToken)
            context.Error(place, $"the token has {value.Length} characters and could be guessed", $"at least {ServerTokenOptions.ShortestToken}; 'openssl rand -hex 32' makes a good one");
        else if (!Sendable().IsMatch(value))
            context.Error(place, "the token has characters that an Authorization header cannot carry", "letters, digits and - . _ ~ + / are possible, '=' at the end; was a newline or a space copied along?");
        else if (!secrets.Add(token.Token))
            context.Error(place, "the same token is given twice", "give each its own, so that one can be withdrawn");
    }

    private static void CheckPassword(ValidationContext context, ServerUserOptions user)
    {
        var length = user.Password.Reveal().Length;
        if (context.IsSound(user) && length is > 0 and < ServerUserOptions.ShortestPassword)
            context.Error(context.Sources.Of(user, "password"), $"the password has {length} characters and could be guessed", $"at least {ServerUserOptions.ShortestPassword}");
    }

    private static void CheckNamespaces(ValidationContext context, object section, IReadOnlyList<string> namespaces)
    {
        for (var i = 0; i < namespaces.Count; i++)
        {
            var place = context.Sources.Of(section, "namespaces", i);
            if (!NamespacesAreNames.IsName(namespaces[i]))
                context.Error(place, $"{place.Node.Describe()} is not a namespace's name", "names have small letters, digits and '-'; patterns are not possible here");
        }
    }

    /// <summary>token68 of RFC 9110, 11.2.</summary>
    [GeneratedRegex("^[A-Za-z0-9._~+/-]+=*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sendable();
}
