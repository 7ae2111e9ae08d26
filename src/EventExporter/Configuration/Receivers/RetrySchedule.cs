using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Receivers;

/// <summary>How the waits between attempts grow.</summary>
internal enum RetrySchedule
{
    /// <summary>They double from initialDelay to maxDelay. Events that come later wait behind the one that fails.</summary>
    Backoff,

    /// <summary>Those of the Standard Webhooks specification, for each event on its own.</summary>
    [OptionValue("standard-webhooks")]
    StandardWebhooks,
}
