using EventExporter.Telemetry;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>Who the API takes the caller for.</summary>
internal static class SessionEndpoints
{
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("getSession", "GET", "/api/v1/session", ApiAccess.Open, "Who the caller is and what that allows. Wrong credentials are refused; none are fine.")
        {
            Answer = "Session",
            Handle = SessionAsync,
        },
    ];

    private static Task SessionAsync(ApiCall call) => ApiAnswer.WriteAsync(call, json =>
    {
        var caller = call.Caller;
        json.WriteBoolean("authenticated", caller.IsAuthenticated);
        json.WriteString("name", caller.Name);
        json.WriteBoolean("read", caller.MayRead);
        json.WriteBoolean("write", caller.MayWrite);
        if (caller.Namespaces is null)
        {
            json.WriteNull("namespaces");
        }
        else
        {
            json.WriteStartArray("namespaces");
            foreach (var name in caller.Namespaces)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }

        // Strangers learn nothing of the cluster.
        json.WriteString("cluster", caller.MayRead ? call.Services.Cluster : "");
        json.WriteString("version", caller.MayRead ? BuildInfo.Current.Version : "");
    });
}
