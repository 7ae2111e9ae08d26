namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>
/// Lengths of texts in attachments. Slack documents none and folds long texts away ("Show more"); whole messages that are much
/// larger than this are refused.
/// </summary>
internal static class AttachmentLimits
{
    private const int LongestText = 8000;
    private const int LongestLine = 300;

    /// <summary>All fields of an attachment together.</summary>
    public const int Fields = 24_000;

    public static string Cut(string text, int limit = LongestText) => SlackText.Cut(text, limit);

    public static string CutLine(string text) => SlackText.Cut(text, LongestLine, "…");
}
