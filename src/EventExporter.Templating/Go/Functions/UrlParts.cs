using System.Text.RegularExpressions;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Functions;

/// <summary>URLs in their parts, by the pattern of RFC 3986, appendix B.</summary>
internal static partial class UrlParts
{
    public static TemplateObject Parse(RenderContext context, string url)
    {
        var match = Shape().Match(url);
        if (!match.Success)
            throw context.Error("the text is no URL");
        var rest = match.Groups["rest"].Value;
        var authority = match.Groups["authority"].Value;
        var at = authority.LastIndexOf('@');
        var host = authority[(at + 1)..];
        var isOpaque = match.Groups["scheme"].Success && !match.Groups["authority"].Success && !rest.StartsWith('/');
        var result = new TemplateObject();
        result.Set("scheme", match.Groups["scheme"].Value.ToLowerInvariant());
        result.Set("userinfo", at < 0 ? "" : authority[..at]);
        result.Set("host", host);
        result.Set("hostname", Port().Replace(host, "").Trim('[', ']'));
        result.Set("path", isOpaque ? "" : Uri.UnescapeDataString(rest));
        result.Set("query", match.Groups["query"].Value);
        result.Set("opaque", isOpaque ? rest : "");
        result.Set("fragment", Uri.UnescapeDataString(match.Groups["fragment"].Value));
        return result;
    }

    public static string Join(RenderContext context, object parts)
    {
        string Part(string name) => Host.TryGetMember(parts, name, out var value) && value is not null ? Read.Text(context, value, name) : "";
        var (scheme, host, path, user) = (Part("scheme"), Part("host"), Part("path"), Part("userinfo"));
        var url = scheme.Length > 0 ? scheme + ":" : "";
        if (Part("opaque") is { Length: > 0 } opaque)
            url += opaque;
        else
            url += (scheme.Length > 0 || host.Length > 0 || user.Length > 0 ? "//" : "") + (user.Length > 0 ? user + "@" : "") + host
                + (path.Length > 0 && path[0] != '/' && host.Length > 0 ? "/" : "") + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);
        return url + Prefixed("?", Part("query")) + Prefixed("#", Part("fragment"));
    }

    private static string Prefixed(string prefix, string text) => text.Length == 0 ? "" : prefix + text;

    [GeneratedRegex(@"\A((?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(//(?<authority>[^/?#]*))?(?<rest>[^?#]*)(\?(?<query>[^#]*))?(#(?<fragment>.*))?\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(@":[0-9]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Port();
}
