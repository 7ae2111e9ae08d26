using System.Globalization;
using System.Net;
using System.Text.Json;

namespace EventExporter.Tests.Web.Api;

/// <param name="Kind">Empty for a block that tells of no event.</param>
internal sealed record SseEvent(string Kind, long? Id, JsonElement Data);

/// <summary>A stream that is open, read block by block.</summary>
internal sealed class SseClient(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));

    public long? LastId { get; private set; }

    public static async Task<SseClient> OpenAsync(ApiHost host, long? last = null, string query = "", string token = ApiHost.ReadToken)
    {
        var request = host.Request("GET", query.Length > 0 ? "/api/v1/stream?query=" + Uri.EscapeDataString(query) : "/api/v1/stream", token);
        if (last is { } id)
            request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        var response = await host.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return new SseClient(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event or gap.</summary>
    public async Task<SseEvent> NextAsync() => await TryNextAsync() ?? throw new InvalidOperationException("The stream has ended.");

    /// <summary>The next event or gap; null if the stream ends.</summary>
    public async Task<SseEvent?> TryNextAsync()
    {
        while (await BlockAsync() is { } block)
        {
            if (block.Kind.Length > 0)
                return block;
        }

        return null;
    }

    /// <summary>The next block, which tells only where the stream is.</summary>
    public async Task<SseEvent> PlaceAsync() => await BlockAsync() is { Kind: "", Id: not null } block ? block : throw new InvalidOperationException("That is no place.");

    /// <summary>The next block, which says nothing at all.</summary>
    public async Task SignOfLifeAsync() => Assert.Equal(("", null), await BlockAsync() is { } block ? (block.Kind, block.Id) : ("the end", null));

    public async Task UntilPlaceAsync(long id)
    {
        while (LastId != id)
            Assert.Equal("", (await BlockAsync())?.Kind);
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        reader.Dispose();
        _limit.Dispose();
        return default;
    }

    private async Task<SseEvent?> BlockAsync()
    {
        var (kind, id, data, any) = ("", (long?)null, "", false);
        while (await reader.ReadLineAsync(_limit.Token) is { } line)
        {
            if (line.Length == 0 && any)
            {
                LastId = id ?? LastId;
                using var document = JsonDocument.Parse(data.Length > 0 ? data : "null");
                return new SseEvent(kind, id, document.RootElement.Clone());
            }

            any = true;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart();
            switch (line[..colon])
            {
                case "id":
                    id = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "event":
                    kind = value;
                    break;
                case "data":
                    data += value;
                    break;
            }
        }

        return null;
    }
}
