using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>Where a paged list goes on: the version of the view, and the key after the last one sent. Opaque to clients, in the real server's form.</summary>
/// <param name="Version">-1 in the token of a list that may go on over a newer view.</param>
internal sealed record ContinueToken(long Version, string Start)
{
    public static ContinueToken Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(Base64Url.DecodeFromChars(text))!.AsObject();
            if ((string?)json["v"] == "meta.k8s.io/v1" && (long?)json["rv"] is { } version && (string?)json["start"] is { Length: > 0 } start)
                return new ContinueToken(version, start);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new ApiException(ApiStatus.BadRequest("continue key is not valid: " + e.Message));
        }

        throw new ApiException(ApiStatus.BadRequest("continue key is not valid: server did not recognize this API version"));
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Version, ["start"] = Start }.ToJsonString()));
}
