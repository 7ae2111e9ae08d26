using System.Text;
using System.Web;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Testing.Simulators;

/// <summary>An OAuth 2.0 token endpoint (RFC 6749, section 4.4): client credentials in the header or in the body.</summary>
internal sealed class TokenServer : HttpSimulator
{
    private int _tokens;

    public string ClientId { get; set; } = "exporter";

    public string ClientSecret { get; set; } = "s3cr3t+/ value";

    /// <summary>Seconds that a token lives; null: the answer does not say.</summary>
    public int? Life { get; set; } = 3600;

    /// <summary>The tokens given out, newest last.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>The forms of the requests that were accepted.</summary>
    public List<string> Forms { get; } = [];

    protected override Task AnswerAsync(HttpContext context, byte[] body)
    {
        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        context.Response.ContentType = "application/json";
        var (id, secret) = Client(context.Request.Headers.Authorization.ToString(), form["client_id"], form["client_secret"]);
        if (context.Request.Method != "POST" || context.Request.ContentType != "application/x-www-form-urlencoded" || form["grant_type"] != "client_credentials")
            return Refuse(context, 400, "unsupported_grant_type", "only client credentials here");
        if (id != ClientId || secret != ClientSecret)
            return Refuse(context, 401, "invalid_client", $"not the secret of {id}: {secret}");
        string token;
        lock (Tokens)
        {
            Tokens.Add(token = $"token-{++_tokens}-of-many");
            Forms.Add(Encoding.UTF8.GetString(body));
        }

        return context.Response.WriteAsync($"{{\"access_token\":\"{token}\",\"token_type\":\"Bearer\"{(Life is { } life ? $",\"expires_in\":{life}" : "")}}}");
    }

    private static (string? Id, string? Secret) Client(string authorization, string? id, string? secret)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.Ordinal))
            return (id, secret);
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])).Split(':');
        return (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
    }

    private static Task Refuse(HttpContext context, int status, string error, string description)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($"{{\"error\":\"{error}\",\"error_description\":\"{description}\"}}");
    }
}
