using System.Text.RegularExpressions;
using EventExporter.Cli.Render;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Receivers;
using EventExporter.Hosting;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Aws;
using EventExporter.Pipeline.Sinks.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Cli.Testing;

/// <summary>One test event through a receiver's own sink, once, after a look at the way to its service.</summary>
internal sealed partial class ReceiverTest
{
    private readonly ReceiverConfig _config;
    private readonly Receiver _receiver;
    private readonly StepReport _report;
    private readonly TimeProvider _time;
    private readonly bool _hasSecrets;
    private bool _saysCredentials;
    private bool _saysPermission;

    private ReceiverTest(ReceiverConfig config, Receiver receiver, TextWriter output, TimeProvider time)
    {
        var secrets = ReceiverRequests.Secrets(config.Options).Where(static secret => secret.Length > 0).ToList();
        (_config, _receiver, _time) = (config, receiver, time);
        _hasSecrets = secrets.Count > 0 || config.Options is AwsOptions;
        _report = new StepReport(output, new SecretMask(secrets).Apply);
    }

    public static Task<int> RunAsync(ExporterConfiguration configuration, string name, TextWriter output, TimeProvider time, CancellationToken cancellation) =>
        RunAsync(configuration, name, TestEvent.Create(configuration, name, time.GetUtcNow()), output, time, cancellation);

    public static async Task<int> RunAsync(
        ExporterConfiguration configuration, string name, AnalyzedEvent analyzed, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var config = configuration.Receivers.FirstOrDefault(receiver => receiver.Name == name) ?? throw Unknown(configuration, name);
        var factory = new ReceiverFactory(new EventRenderers(Composition.Templates(configuration, time)), time, NullLoggerFactory.Instance) { ExternalUrl = configuration.Server.ExternalUrl };
        try
        {
            var receiver = factory.Create(config, 0);
            await using var sink = receiver.Sink;
            var test = new ReceiverTest(config, receiver, output, time);
            return await test.RunAsync(analyzed, cancellation) ? ExitCode.Success : ExitCode.Failure;
        }
        catch (SinkConfigurationException problem)
        {
            throw UserError.Usage($"{config.Type} ({config.Name}): {problem.Message} ({problem.Hint})");
        }
    }

    private async Task<bool> RunAsync(AnalyzedEvent analyzed, CancellationToken cancellation)
    {
        _report.Title($"receiver {_config.Name} ({_config.Type})");
        var probe = new NetworkProbe(_report, _time);
        foreach (var address in ReceiverAddresses.Of(_receiver.Sink, _config.Options, analyzed).DistinctBy(static address => address.Authority))
            await probe.LookAtAsync(address, _config.Options as HttpOptions, cancellation);
        await LookAtPermissionAsync(analyzed, cancellation);
        return Judge(await SendAsync(analyzed, cancellation));
    }

    /// <summary>Where the service can be asked before anything is sent. What it cannot tell shows in the delivery.</summary>
    private async Task LookAtPermissionAsync(AnalyzedEvent analyzed, CancellationToken cancellation)
    {
        if (_receiver.Sink is not IPermissionProbe probe)
            return;
        using var timer = new CancellationTokenSource(_receiver.Options.Retry.AttemptTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            var permission = await probe.LookAtPermissionAsync(analyzed, either.Token);
            _saysCredentials = permission.Accepted is not null;
            _saysPermission = true;
            if (permission.Accepted is { } accepted)
                Tell(accepted, "credentials", accepted ? "accepted" : permission.Text);
            if (permission.Allowed is { } allowed)
                Tell(allowed, "permission", permission.Text);
            else if (permission.Accepted is null)
                _report.Skipped("permission", permission.Text);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or AwsCredentialsException or System.Text.Json.JsonException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The delivery fails in the same way, and says it better.
        }
    }

    private void Tell(bool passed, string step, string text)
    {
        if (passed)
            _report.Passed(step, text);
        else
            _report.Failed(step, text);
    }

    private async Task<Outcome> SendAsync(AnalyzedEvent analyzed, CancellationToken cancellation)
    {
        var limit = _receiver.Options.Retry.AttemptTimeout;
        using var timer = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            var outcomes = await _receiver.Sink.SendAsync([new DeliveryItem(1, analyzed)], either.Token);
            return outcomes[0];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Outcome.Retry($"no answer within {limit.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var inner = error.InnerException?.Message ?? "";
            return Outcome.Retry(error.Message.Contains(inner, StringComparison.Ordinal) ? error.Message : $"{error.Message} {inner}");
        }
    }

    private bool Judge(Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Delivered)
        {
            if (_hasSecrets && !_saysCredentials)
                _report.Passed("credentials", "accepted");
            if (_hasSecrets && !_saysPermission)
                _report.Passed("permission", "to send");
            _report.Passed("delivered", $"the test event, reason {TestEvent.Reason}");
            if (outcome.Receipt is { } receipt)
                _report.Passed("receipt", receipt);
            return true;
        }

        if (!_saysCredentials && NotAccepted().IsMatch(outcome.Reason ?? ""))
        {
            _report.Failed("credentials", "there are none, or they are not accepted");
        }
        else if (!_saysCredentials && NotPermitted().IsMatch(outcome.Reason ?? ""))
        {
            _report.Passed("credentials", "accepted");
            _report.Failed("permission", "they may not send there");
        }

        _report.Failed("delivered", $"{outcome.Reason} ({Consequence(outcome.Kind)})");
        return false;
    }

    private static string Consequence(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Retry => "an event would be sent again until it is accepted",
        OutcomeKind.Unsubscribed => "the receiver would stop",
        _ => "an event would go to the dead letters",
    };

    private static UserError Unknown(ExporterConfiguration configuration, string name)
    {
        var names = configuration.Receivers.Select(static receiver => receiver.Name).ToList();
        var hint = Suggestion.Nearest(name, names) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", names)}";
        return UserError.Usage($"event-exporter: there is no receiver '{name}' ({hint})");
    }

    [GeneratedRegex("^HTTP (401|407)|^oauth2:|AWS credentials|UnrecognizedClient|InvalidSignature|InvalidClientTokenId|ExpiredToken|cannot be assumed"
        + "|Slack: (not_authed|invalid_auth|account_inactive|token_revoked|token_expired|not_allowed_token_type|invalid_token|no_service|no_active_hooks)", RegexOptions.NonBacktracking)]
    private static partial Regex NotAccepted();

    [GeneratedRegex("^HTTP 403|AccessDenied|Slack: (missing_scope|no_permission|access_denied|channel_not_found|not_in_channel|is_archived|restricted_action|posting_to_|action_prohibited|ekm_access_denied)", RegexOptions.NonBacktracking)]
    private static partial Regex NotPermitted();
}
