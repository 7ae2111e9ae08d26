using EventExporter.Pipeline.Delivery;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>What an <c>ok: false</c> of the Web API, or the text of a webhook's refusal, means for the message.</summary>
internal static class SlackErrors
{
    /// <summary>Between tries of what only people can mend. Short enough to see soon that they did.</summary>
    private static readonly TimeSpan UntilMended = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "service_unavailable", "fatal_error", "request_timeout",
        "team_added_to_org", "external_channel_migrating", "rollup_error", "update_failed",
    };

    private static readonly Dictionary<string, string> Credentials = new(StringComparer.Ordinal)
    {
        ["not_authed"] = "give the bot's token",
        ["invalid_auth"] = "check the token",
        ["account_inactive"] = "the bot was removed from the workspace: install it again",
        ["token_revoked"] = "install the app again and use its new token",
        ["token_expired"] = "use a new token",
        ["not_allowed_token_type"] = "use a bot token (xoxb-...)",
        ["missing_scope"] = "give the app the scope chat:write",
        ["no_permission"] = "the token may not post here",
        ["ekm_access_denied"] = "the workspace's administrators have suspended posting",
        ["org_login_required"] = "the workspace is being migrated",
        ["access_denied"] = "the token may not post here",
        ["accesslimited"] = "access to this method is limited",
        ["team_access_not_granted"] = "the token has no access to the workspace",
        ["invalid_token"] = "make a new webhook",
        ["no_service"] = "the webhook was removed: make a new one",
        ["no_active_hooks"] = "the webhook was disabled: make a new one",
        ["action_prohibited"] = "the workspace's administrators do not allow it",
        ["posting_to_general_channel_denied"] = "not everybody may post to #general here",
        ["restricted_action"] = "the workspace's settings do not allow it",
        ["posting_to_channel_denied"] = "the app may not post to this channel",
        ["method_deprecated"] = "use a newer version of this program",
    };

    private static readonly Dictionary<string, string> Channels = new(StringComparer.Ordinal)
    {
        ["channel_not_found"] = "check the name; for a private channel invite the bot",
        ["not_in_channel"] = "invite the bot with /invite",
        ["is_archived"] = "unarchive the channel or choose another",
        ["channel_is_archived"] = "unarchive the channel or choose another",
        ["restricted_action_read_only_channel"] = "the channel is read-only",
        ["restricted_action_non_threadable_channel"] = "choose another channel",
    };

    private static readonly HashSet<string> MessageGone = new(StringComparer.Ordinal)
    {
        "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "thread_locked", "cannot_reply_to_message",
        "restricted_action_thread_locked", "is_inactive",
    };

    /// <summary>The message that was to be updated or replied to is not there any more, or cannot be.</summary>
    public static bool MeansMessageIsGone(string error) => MessageGone.Contains(error);

    public static bool IsKnown(string error) => Passing.Contains(error) || Credentials.ContainsKey(error) || Channels.ContainsKey(error);

    /// <param name="detail">Slack's further words; may be empty.</param>
    /// <param name="channel">The channel it was for, and whether the receiver always posts to it: a channel that an event's labels name wrongly must not hold up the others.</param>
    /// <param name="after">Retry-After, if the answer had one.</param>
    /// <param name="payload">What was sent, without secrets.</param>
    public static Outcome OutcomeOf(string error, string detail, SlackChannel channel, TimeSpan? after, string payload)
    {
        var reason = detail.Length > 0 ? $"Slack: {error}: {detail}" : $"Slack: {error}";
        if (Passing.Contains(error))
            return Outcome.Retry(reason, after);
        if (Credentials.TryGetValue(error, out var wayOut))
            return Outcome.Retry($"{reason} ({wayOut})", after ?? UntilMended);
        if (!Channels.TryGetValue(error, out wayOut))
            return Outcome.Rejected(reason, payload);
        reason = $"{reason}, channel {channel.Name} ({wayOut})";
        return channel.IsConstant ? Outcome.Retry(reason, after ?? UntilMended) : Outcome.Rejected(reason, payload);
    }
}
