namespace EventExporter.Web;

/// <summary>What a probe wants to know.</summary>
internal enum HealthQuestion
{
    /// <summary>Liveness: would a restart help?</summary>
    Healthy,

    /// <summary>Readiness: is it at work?</summary>
    Ready,
}
