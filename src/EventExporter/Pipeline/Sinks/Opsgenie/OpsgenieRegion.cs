namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>Where the account lives. The three speak the same language.</summary>
internal enum OpsgenieRegion
{
    Us,

    Eu,

    /// <summary>Jira Service Management Operations, which takes Opsgenie's place (its API ends in April 2027).</summary>
    Jsm,
}
