using System.Globalization;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>The options of a list or watch, checked by the rules of apimachinery's ValidateListOptions.</summary>
internal sealed record ListOptions
{
    public int Limit { get; private init; }

    public string Continue { get; private init; } = "";

    public string ResourceVersion { get; private init; } = "";

    public string ResourceVersionMatch { get; private init; } = "";

    public bool AllowWatchBookmarks { get; private init; }

    public bool? SendInitialEvents { get; private init; }

    public TimeSpan? Timeout { get; private init; }

    public LabelSelector Labels { get; private init; } = LabelSelector.Everything;

    public FieldSelector Fields { get; private init; } = FieldSelector.Everything;

    /// <summary>True when the client leaves it to the server which version it gets.</summary>
    public bool AnyVersion => ResourceVersion is "" or "0";

    public long Version => long.Parse(ResourceVersion, CultureInfo.InvariantCulture);

    public static ListOptions Parse(HttpRequest request, ResourceKind kind, string? name, bool isWatch, bool watchListSupported)
    {
        var query = request.Query;
        var options = new ListOptions
        {
            Limit = (int)Number(query, "limit"),
            Continue = query["continue"].ToString(),
            ResourceVersion = query["resourceVersion"].ToString(),
            ResourceVersionMatch = query["resourceVersionMatch"].ToString(),
            AllowWatchBookmarks = query["allowWatchBookmarks"].ToString() is "true" or "1",
            SendInitialEvents = query.ContainsKey("sendInitialEvents") ? query["sendInitialEvents"].ToString() is "true" or "1" : null,
            Timeout = Number(query, "timeoutSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            Labels = LabelSelector.Parse(query["labelSelector"].ToString()),
            Fields = FieldSelector.Parse(query["fieldSelector"].ToString(), kind, name),
        };
        if (!options.AnyVersion && !long.TryParse(options.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new ApiException(ApiStatus.Invalid("ListOptions", "meta.k8s.io", "", [FieldProblem.Invalid("resourceVersion", options.ResourceVersion, "strconv.ParseUint: parsing \"" + options.ResourceVersion + "\": invalid syntax")]));
        FieldProblem[] problems = [.. isWatch ? options.WatchProblems(watchListSupported) : options.ListProblems()];
        if (problems.Length > 0)
            throw new ApiException(ApiStatus.Invalid("ListOptions", "meta.k8s.io", "", problems));
        return options;
    }

    private IEnumerable<FieldProblem> ListProblems()
    {
        if (SendInitialEvents is not null)
            yield return FieldProblem.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
        if (ResourceVersionMatch.Length == 0)
            yield break;
        if (ResourceVersion.Length == 0)
            yield return FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        if (Continue.Length > 0)
            yield return FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
        if (ResourceVersionMatch is not ("Exact" or "NotOlderThan"))
            yield return new FieldProblem("resourceVersionMatch", "FieldValueNotSupported", $"Unsupported value: \"{ResourceVersionMatch}\": supported values: \"Exact\", \"NotOlderThan\", \"\"");
        if (ResourceVersionMatch == "Exact" && ResourceVersion == "0")
            yield return FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }

    private IEnumerable<FieldProblem> WatchProblems(bool watchListSupported)
    {
        if (SendInitialEvents is not null)
        {
            if (ResourceVersionMatch != "NotOlderThan")
                yield return FieldProblem.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
            if (!watchListSupported)
                yield return FieldProblem.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled");
        }
        else if (ResourceVersionMatch.Length > 0)
        {
            yield return FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }

        if (Continue.Length > 0)
            yield return FieldProblem.Forbidden("continue", "continue is forbidden for watch");
    }

    private static long Number(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return 0;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ApiException(ApiStatus.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax"));
    }
}
