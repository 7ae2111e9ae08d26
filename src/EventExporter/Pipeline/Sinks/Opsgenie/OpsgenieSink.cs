using System.Text.Json.Nodes;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks.Http;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>
/// Alerts in Opsgenie or Jira Service Management Operations. The service only takes requests on (202); an event counts as delivered when
/// its request was carried out.
/// </summary>
internal sealed class OpsgenieSink : ISink, IProbeable, IHeartbeatSink
{
    /// <summary>An attempt asks this often, the wait doubling from the first: 6 s in all.</summary>
    private const int Questions = 6;

    /// <summary>After so many attempts without a result the request is made anew; the alias keeps that from being a second alert.</summary>
    private const int PatientAttempts = 10;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(5);

    private readonly OpsgenieOptions _options;
    private readonly TimeProvider _time;
    private readonly OpsgenieApi _api;
    private readonly AlertWriter _writer;
    private readonly RaisedAlerts _raised;
    private readonly OrderedLanes _lanes;

    private OpsgenieSink(OpsgenieOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _writer = new AlertWriter(options, context.Renderers);
        _api = new OpsgenieApi(options, context);
        _raised = new RaisedAlerts(new StateFile(context.StateFile("opsgenie"), "The first repetition of an alert after a restart gets no note.", context.Loggers.CreateLogger<OpsgenieSink>()));
        _lanes = new OrderedLanes(_writer.AliasFor, SendAsync);
    }

    public string Heartbeat => _options.Heartbeat;

    public TimeSpan HeartbeatInterval => _options.HeartbeatInterval;

    public static ISink Create(OpsgenieOptions options, SinkContext context) => new OpsgenieSink(options, context);

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) => [_api.Address];

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        try
        {
            return await _lanes.SendAsync(batch, cancellation);
        }
        finally
        {
            _raised.Save();
        }
    }

    public Task PingAsync(CancellationToken cancellation) => _api.PingAsync(_options.Heartbeat, cancellation);

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Outcome> SendAsync(AnalyzedEvent analyzed, string alias, CancellationToken cancellation) => _writer.ActionFor(analyzed) switch
    {
        AlertAction.Close => CloseAsync(analyzed, alias, cancellation),
        AlertAction.Note => NoteAsync(analyzed, alias, cancellation),
        _ => RaiseAsync(analyzed, alias, cancellation),
    };

    /// <summary>
    /// A repetition raises too: only the service knows whether the alert is still open, and counts it then. The note comes after that, and
    /// if it alone fails, the next attempt does not count the event twice.
    /// </summary>
    private async Task<Outcome> RaiseAsync(AnalyzedEvent analyzed, string alias, CancellationToken cancellation)
    {
        var identity = analyzed.Event.Identity;
        var last = _raised.Find(alias);
        if (last != identity)
        {
            var raised = await RequestAsync($"create {identity}", body => _api.CreateAsync(body, cancellation), _writer.Alert(analyzed, alias), cancellation);
            if (raised.Kind != OutcomeKind.Delivered)
                return raised;
            _raised.Raised(alias, identity);
            if (last is null || _options.Repeats == OpsgenieRepeats.Count)
                return raised with { Receipt = raised.Receipt ?? alias };
        }
        else if (_options.Repeats == OpsgenieRepeats.Count)
        {
            return Outcome.Delivered(alias);
        }

        return await NoteAsync(analyzed, alias, cancellation);
    }

    private async Task<Outcome> NoteAsync(AnalyzedEvent analyzed, string alias, CancellationToken cancellation)
    {
        var noted = await RequestAsync($"note {analyzed.Event.Identity}", body => _api.AddNoteAsync(alias, body, cancellation), _writer.Note(analyzed), cancellation);
        return noted.Kind == OutcomeKind.Delivered ? noted with { Receipt = noted.Receipt ?? alias } : noted;
    }

    private async Task<Outcome> CloseAsync(AnalyzedEvent analyzed, string alias, CancellationToken cancellation)
    {
        var closed = await RequestAsync(
            $"close {analyzed.Event.Identity}", body => _api.CloseAsync(alias, body, cancellation), _writer.Note(analyzed), cancellation, noAlertWillDo: true);
        if (closed.Kind == OutcomeKind.Delivered)
            _raised.Closed(alias);
        return closed.Kind == OutcomeKind.Delivered ? closed with { Receipt = closed.Receipt ?? alias } : closed;
    }

    /// <summary>Makes a request, unless an earlier attempt has, and asks for its result.</summary>
    /// <param name="work">What is done for which occurrence.</param>
    /// <param name="noAlertWillDo">That there is no such alert is as good as success.</param>
    private async Task<Outcome> RequestAsync(
        string work, Func<JsonObject, Task<OpsgenieAnswer>> send, JsonObject body, CancellationToken cancellation, bool noAlertWillDo = false)
    {
        var requestId = _raised.PendingRequest(work);
        if (requestId is null)
        {
            var answer = await send(body);
            if (answer.IsNotFound && noAlertWillDo)
                return Outcome.Delivered();
            if (!answer.IsAccepted || answer.RequestId.Length == 0)
                return answer.Outcome;
            requestId = answer.RequestId;
        }

        var result = await ResultAsync(work, requestId, cancellation);
        if (!result.IsProcessed && result.IsReadable && _options.Region != OpsgenieRegion.Jsm)
        {
            return _raised.StillPending(work, requestId, PatientAttempts)
                ? Outcome.Retry($"the request {requestId} was accepted but not carried out yet", BetweenAttempts)
                : Outcome.Retry($"the request {requestId} was accepted but never carried out; it is made anew", BetweenAttempts);
        }

        _raised.Settled(work);
        return OutcomeOf(result, requestId, body, noAlertWillDo);
    }

    private static Outcome OutcomeOf(RequestResult result, string requestId, JsonObject body, bool noAlertWillDo)
    {
        // A key without read access cannot ask, and Jira Service Management documents no such question: then acceptance has to do.
        if (!result.IsProcessed || result.IsSuccess)
            return Outcome.Delivered(result.AlertId.Length > 0 ? result.AlertId : null);
        if (noAlertWillDo && result.MeansNoAlert)
            return Outcome.Delivered();
        var reason = $"the request {requestId} was accepted and then failed: {result.Status}";
        return result.MayPass ? Outcome.Retry(reason) : Outcome.Rejected(reason, body.ToJsonString());
    }

    private async Task<RequestResult> ResultAsync(string work, string requestId, CancellationToken cancellation)
    {
        var result = RequestResult.NotYet;
        var wait = FirstWait;
        try
        {
            for (var i = 0; i < Questions; i++, wait *= 2)
            {
                result = await _api.ResultAsync(requestId, cancellation);
                if (result.IsProcessed || !result.IsReadable || i == Questions - 1)
                    break;
                await Task.Delay(wait, _time, cancellation);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
        {
            // The request stands: the next attempt asks again instead of making it again.
            _raised.StillPending(work, requestId, int.MaxValue);
            throw;
        }

        return result;
    }
}
