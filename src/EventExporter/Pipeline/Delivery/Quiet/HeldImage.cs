namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What a receiver holds back, as it is kept beside its bookmark.</summary>
/// <param name="ReadTo">Events up to this one are settled, or in here, or in <paramref name="OnTheirWay"/>.</param>
/// <param name="OnTheirWay">Events up to <paramref name="ReadTo"/> that were being sent as they are.</param>
internal sealed record HeldImage(
    int Version,
    long ReadTo,
    IReadOnlyList<long> OnTheirWay,
    IReadOnlyList<ScopeImage> Scopes,
    IReadOnlyList<NotificationImage> Notifications,
    TallyImage? OverLimit,
    IReadOnlyList<InhibitionImage> Inhibitions)
{
    public const int Current = 2;
}
