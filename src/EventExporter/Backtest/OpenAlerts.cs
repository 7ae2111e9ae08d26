using System.Text.Json;

namespace EventExporter.Backtest;

/// <summary>
/// The alerts that would be open at a service which tells them apart by their alias. It counts what is raised again, so only the first
/// request of an alias is a new alert to anybody.
/// </summary>
internal sealed class OpenAlerts
{
    private const string Raise = "create alert";

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>What a request does, as <see cref="PretendedRequest.Operation"/> says it, and <c>count alert</c> where an open alert is raised again.</summary>
    public string? See(PretendedRequest request)
    {
        var operation = request.Operation;
        if (operation == Raise && AliasIn(request.Body) is { } alias)
            return _open.Add(alias) ? Raise : "count alert";
        if (operation == "close alert")
            _open.Remove(Uri.UnescapeDataString(request.Address.Segments[^2].Trim('/')));
        return operation;
    }

    private static string? AliasIn(string body)
    {
        using var alert = JsonDocument.Parse(body);
        return alert.RootElement.TryGetProperty("alias", out var alias) ? alias.GetString() : null;
    }
}
