using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Pipeline.Sinks.Http;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Messages in Slack. Events of a channel go one after the other, channels beside each other. What recurs is told in the thread of
/// its first message.
/// </summary>
internal sealed class SlackSink : ISink, IProbeable
{
    /// <summary>Messages that may stand in line: no digest is told before that many seconds' worth of them.</summary>
    private const int Burst = 20;

    private readonly SlackOptions _options;
    private readonly TimeProvider _time;
    private readonly SlackApi _api;
    private readonly SlackMessages _messages;
    private readonly EventText _channel;
    private readonly SlackKey _key;
    private readonly MessagePlaces _places;
    private readonly SlackPace _pace;
    private readonly OrderedLanes _lanes;
    private readonly FindingThread _findings;

    private SlackSink(SlackOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _messages = new SlackMessages(options, context.Renderers, context.ExternalUrl);
        _channel = context.Renderers.Text(options.Channel, "slack.channel");
        _key = new SlackKey(options.Key is { Length: > 0 } key ? context.Renderers.Text(key, "slack.key") : null);
        var file = new StateFile(context.StateFile("slack"), "Recurring events are posted anew after a restart.", context.Loggers.CreateLogger<SlackSink>());
        _places = new MessagePlaces(file, options.RepeatsWithin, context.Time);
        _pace = new SlackPace(options.Interval, context.Time);
        _api = new SlackApi(options, context);
        _findings = new FindingThread(_api, _pace, _places, context.Time);
        _lanes = new OrderedLanes(ChannelOf, SendInLaneAsync);
    }

    private bool UsesWebhook => !_options.WebhookUrl.IsEmpty;

    /// <summary>
    /// Several at once, so that channels need not wait for each other; no more than an attempt has time for. What one channel cannot take is
    /// told of in one digest, unless the templates are the receiver's own, which may not know of digests, or choose the channel.
    /// </summary>
    public static DeliveryOptions DeliveryOf(SlackOptions options) => DeliveryOptions.Default with
    {
        MaxItems = Math.Clamp((int)(10 / Math.Max(1, options.Interval.TotalSeconds)), 1, 10),
        RateLimit = options is { Message: null, Blocks: null or { IsNull: true } } && options.Interval > TimeSpan.Zero && !TemplateCompiler.IsTemplate(options.Channel)
            ? new RateLimit(1, options.Interval, Burst, OverflowPolicy.Digest)
            : null,
    };

    public static ISink Create(SlackOptions options, SinkContext context)
    {
        if (options.Token.IsEmpty == options.WebhookUrl.IsEmpty)
            throw new SinkConfigurationException("needs a token or a webhookUrl, and not both", "token: xoxb-... with channel: '#alerts', or webhookUrl: https://hooks.slack.com/services/...");
        if (!options.Token.IsEmpty && options.Channel.Length == 0)
            throw new SinkConfigurationException("channel: is required with a token", "for example channel: '#alerts'");
        if (!options.WebhookUrl.IsEmpty && !(Uri.TryCreate(options.WebhookUrl.Reveal(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            throw new SinkConfigurationException("webhookUrl: is not an address", "it begins with https://hooks.slack.com/services/");
        return new SlackSink(options, context);
    }

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) => [UsesWebhook ? new Uri(_options.WebhookUrl.Reveal()) : _options.Url];

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        try
        {
            return await _lanes.SendAsync(batch, cancellation);
        }
        finally
        {
            _places.Save();
        }
    }

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    private string ChannelOf(AnalyzedEvent analyzed)
    {
        if (UsesWebhook)
            return "(webhook)";
        return _channel.For(analyzed).Trim() is { Length: > 0 } channel
            ? channel
            : throw new RenderingException("slack.channel: the template made no channel for this event");
    }

    /// <summary>A wait that Slack asked for in one channel holds for all.</summary>
    private async Task<Outcome> SendInLaneAsync(AnalyzedEvent analyzed, string name, CancellationToken cancellation)
    {
        if (_pace.Left is { } left)
            return Outcome.Retry("waits as long as Slack asked", left);
        var outcome = await SendAsync(analyzed, new SlackChannel(name, UsesWebhook || _channel.IsConstant), cancellation);
        if (outcome.After is { } after)
            _pace.Hold(after);
        return outcome;
    }

    private async Task<Outcome> SendAsync(AnalyzedEvent analyzed, SlackChannel channel, CancellationToken cancellation)
    {
        if (UsesWebhook)
            return (await _pace.PostAsync(channel.Name, () => _api.PostToWebhookAsync(Single(analyzed), channel, cancellation), cancellation)).Outcome;
        if (_options.Repeats != SlackRepeats.Post && FindingStory.Of(analyzed, _messages.IsOwn ? _messages.First : null) is { } story)
            return await _findings.TellAsync(analyzed, story, channel, cancellation);

        // A digest is about many troubles: it is a message of its own.
        if (_options.Repeats == SlackRepeats.Post || analyzed.Group is { By: GatheredBy.RateLimit or GatheredBy.ActiveTime })
            return await PostAsync(analyzed, channel, key: null, cancellation);

        var key = _key.Of(analyzed, channel.Name);
        if (_places.Find(key) is not { } place)
            return await PostAsync(analyzed, channel, key, cancellation);
        if (place.Last == analyzed.Event.Identity)
            return Outcome.Delivered(place.LastReceipt);
        var answer = await TellAgainAsync(analyzed, channel, key, place, cancellation);
        if (!SlackErrors.MeansMessageIsGone(answer.Error))
            return answer.Outcome;
        _places.Forget(key);
        return await PostAsync(analyzed, channel, key, cancellation);
    }

    private SlackMessage Single(AnalyzedEvent analyzed) =>
        !_messages.IsOwn && FindingStory.Of(analyzed, own: null) is { } story ? story.Message : _messages.First(analyzed);

    private async Task<Outcome> PostAsync(AnalyzedEvent analyzed, SlackChannel channel, string? key, CancellationToken cancellation)
    {
        var answer = await _pace.PostAsync(channel.Name, () => _api.PostAsync(Single(analyzed), channel, thread: null, cancellation), cancellation);
        if (!answer.IsOk)
            return answer.Outcome;
        var receipt = $"{answer.Channel}:{answer.Timestamp}";
        if (key is not null)
            _places.Remember(key, new MessagePlace(answer.Channel, answer.Timestamp, _time.GetUtcNow(), (int)Math.Min(int.MaxValue, analyzed.Group?.Count ?? analyzed.Event.TotalCount), analyzed.Event.Identity, receipt));
        return Outcome.Delivered(receipt);
    }

    /// <summary>The update first: made twice it does no harm, while a second reply would.</summary>
    private async Task<SlackAnswer> TellAgainAsync(AnalyzedEvent analyzed, SlackChannel channel, string key, MessagePlace place, CancellationToken cancellation)
    {
        var count = (int)Math.Min(int.MaxValue, (long)place.Count + analyzed.Event.Delta);
        if (_options.Repeats == SlackRepeats.Update)
        {
            var updated = await _pace.UpdateAsync(
                () => _api.UpdateAsync(_messages.Recurred(analyzed, count), channel, place.Channel, place.Timestamp, cancellation), cancellation);
            if (!updated.IsOk)
                return updated;
        }

        var reply = await _pace.PostAsync(
            channel.Name, () => _api.PostAsync(_messages.Reply(analyzed, count), channel with { Name = place.Channel }, place.Timestamp, cancellation), cancellation);
        if (!reply.IsOk)
            return reply;
        var receipt = $"{reply.Channel}:{reply.Timestamp}";
        _places.Remember(key, place with { Count = count, Last = analyzed.Event.Identity, LastReceipt = receipt });
        return reply with { Outcome = Outcome.Delivered(receipt) };
    }
}
