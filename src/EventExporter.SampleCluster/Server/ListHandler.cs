using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>Answers lists: whole, or page by page over one consistent view.</summary>
internal sealed class ListHandler(ServerState state)
{
    private const string ContinueExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, "
        + "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an "
        + "inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    public async Task HandleAsync(HttpContext context, ApiRequest request, Representation representation)
    {
        var options = ListOptions.Parse(context.Request, request.Kind, null, isWatch: false, state.Options.SupportsWatchList);
        var page = Page(request, options);
        var body = representation == Representation.Table
            ? GoJson.Serialize(Tables.TableBuilder.Of(request.Kind, page, state.Options.Time.GetUtcNow(), context.Request.Query["includeObject"].ToString()))
            : Render(new ObjectWriter(request.Kind, representation), page);
        await ResponseWriter.WriteAsync(context, 200, body, state.Options.GzipThreshold);
    }

    private ListPage Page(ApiRequest request, ListOptions options)
    {
        var token = options.Continue.Length > 0 ? ContinueToken.Parse(options.Continue) : null;
        var view = ViewOf(request.Kind, options, token);
        var items = new List<StoredObject>();
        string? next = null;
        var remaining = 0;
        for (var i = token is null ? 0 : view.IndexFrom(token.Start); i < view.Items.Count; i++)
        {
            var item = view.Items[i];
            if (request.Namespace is not null && item.Namespace != request.Namespace)
                continue;
            if (!options.Labels.Matches(item.Labels) || !options.Fields.Matches(item))
                continue;
            if (options.Limit <= 0 || items.Count < options.Limit)
            {
                items.Add(item);
                continue;
            }

            remaining++;
            next ??= new ContinueToken(view.Version, item.Key).ToString();
        }

        // The real server leaves the remaining count out where a selector would have made it a guess.
        var counted = options.Labels.IsEverything && options.Fields.IsEverything;
        return new ListPage(view.Version, items, next, counted && remaining > 0 ? remaining : null);
    }

    private StoreSnapshot ViewOf(ResourceKind kind, ListOptions options, ContinueToken? token)
    {
        var store = state.Store;
        if (token is not null)
        {
            if (token.Version < 0)
                return store.Snapshot(kind);
            var expired = ApiStatus.Expired(ContinueExpired) with { Continue = new ContinueToken(-1, token.Start).ToString() };
            if (state.Faults.TakeExpiredContinue())
                throw new ApiException(expired);
            return store.SnapshotAt(kind, token.Version) ?? throw new ApiException(expired);
        }

        if (options.AnyVersion)
            return store.Snapshot(kind);
        var current = store.Snapshot(kind);
        if (options.Version > current.Version)
            throw new ApiException(ApiStatus.TooLargeResourceVersion(options.Version, current.Version));
        var exact = options.ResourceVersionMatch == "Exact" || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0);
        if (!exact)
            return current;
        return store.SnapshotAt(kind, options.Version)
            ?? throw new ApiException(ApiStatus.Expired("The resourceVersion for the provided list is too old."));
    }

    private static byte[] Render(ObjectWriter writer, ListPage page)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var metadata = new JsonObject { ["resourceVersion"] = ObjectBody.Text(page.Version) };
        if (page.Continue is not null)
            metadata["continue"] = page.Continue;
        if (page.Remaining is not null)
            metadata["remainingItemCount"] = page.Remaining;
        output.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{writer.ListKind}\",\"apiVersion\":\"{writer.ListApiVersion}\",\"metadata\":{metadata.ToJsonString()},\"items\":["));
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            writer.WriteItem(output, page.Items[i]);
        }

        output.Write("]}"u8);
        return output.WrittenSpan.ToArray();
    }
}
