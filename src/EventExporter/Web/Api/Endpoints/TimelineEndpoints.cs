using EventExporter.History;
using EventExporter.Web.Access;
using EventExporter.Web.Api.Asking;

namespace EventExporter.Web.Api.Endpoints;

/// <summary>What happened to one object and around it.</summary>
internal static class TimelineEndpoints
{
    private const int MaxEventsOfALane = 1000;

    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("getTimeline", "GET", "/api/v1/timeline", ApiAccess.Read, "What happened to an object, its owners, what it owns and its node: events, troubles that lasted, and gaps.")
        {
            Parameters =
            [
                ApiParameter.Text("object", "KIND/NAMESPACE/NAME, or KIND/NAME: pod/payments/checkout-7d9c, node/worker-3.") with { IsRequired = true },
                ApiParameter.Text("since", "From when on: a span back from now, a date or a time.") with { Default = "1d" },
                ApiParameter.Text("until", "Up to when; left out: now."),
                ApiParameter.Number("limit", 500, MaxEventsOfALane, "How many events of each lane, the newest; its bars count all."),
            ],
            Answer = "Timeline",
            Handle = AnswerAsync,
        },
    ];

    private static async Task AnswerAsync(ApiCall call)
    {
        var about = ReadObject(call);
        var (since, until) = (call.ReadTime("since"), call.ReadTime("until"));
        if (since >= until)
            call.Wrong("since", "is not before 'until'", "");
        var limit = call.Number("limit", MaxEventsOfALane);
        call.Check();
        if (about!.Namespace.Length > 0 && !call.Caller.Sees(about.Namespace))
            throw new ApiProblem(403, $"'{call.Caller.Name}' sees {string.Join(", ", call.Caller.Namespaces!)} only; the object is of '{ApiCall.Shorten(about.Namespace)}'.");

        var request = new TimelineRequest(about, since!.Value, until) { EventsPerLane = limit, Namespaces = call.Caller.Namespaces };
        var timeline = await call.AskAsync((history, cancellation) => history.TimelineAsync(request, cancellation));
        await ApiAnswer.WriteValueAsync(call, json => HistoryJson.Write(json, Narrow(call.Caller, timeline)));
    }

    private static TimelineObject? ReadObject(ApiCall call)
    {
        const string Form = "write KIND/NAMESPACE/NAME or KIND/NAME, such as pod/payments/checkout-7d9c or node/worker-3";
        var text = call.Text("object");
        var about = ObjectName.Parse(text);
        if (about is null)
            call.Wrong("object", text.Length == 0 ? "is missing" : $"'{ApiCall.Shorten(text)}' names no object", Form);
        return about;
    }

    private static Timeline Narrow(Caller caller, Timeline timeline) => !caller.IsScoped ? timeline : timeline with
    {
        Gaps = [.. timeline.Gaps.Where(gap => gap.Scope.Length == 0 || caller.Sees(gap.Scope))],
        Lanes = [.. timeline.Lanes.Select(lane => lane with { Events = [.. lane.Events.Where(found => caller.Sees(found.Event)).Select(found => found with { Event = caller.Narrow(found.Event) })] })],
    };
}
