namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>What became of an accepted request.</summary>
/// <param name="IsProcessed">False: not yet.</param>
/// <param name="IsReadable">False: the key may not ask, or the service answers no such question.</param>
/// <param name="Status">The service's words.</param>
internal sealed record RequestResult(bool IsProcessed, bool IsReadable = true, bool IsSuccess = false, string Status = "", string AlertId = "")
{
    public static readonly RequestResult NotYet = new(IsProcessed: false);

    private static readonly string[] PassingWords = ["try again", "later", "internal", "timeout", "timed out", "rate", "limit", "throttl", "unavailable", "temporar"];

    private static readonly string[] NoAlertWords = ["not exist", "not found", "no open alert", "already closed", "no alert"];

    /// <summary>It failed for a reason that may be gone the next time.</summary>
    public bool MayPass => PassingWords.Any(word => Status.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>There is no such alert, or it is closed.</summary>
    public bool MeansNoAlert => NoAlertWords.Any(word => Status.Contains(word, StringComparison.OrdinalIgnoreCase));
}
