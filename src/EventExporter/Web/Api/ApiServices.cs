using EventExporter.Web.Access;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web.Api;

/// <summary>What the API is made of. The server is up before the exporter is: until <see cref="Sources"/> are there, answers are 503.</summary>
internal sealed class ApiServices(string cluster, AccessControl access, TimeProvider time, ILogger log)
{
    private volatile ApiSources? _sources;

    public string Cluster => cluster;

    public AccessControl Access => access;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>Null while the exporter starts.</summary>
    public ApiSources? Sources
    {
        get => _sources;
        set => _sources = value;
    }
}
