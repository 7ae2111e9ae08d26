namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>The names of what is read out of messages.</summary>
internal static class DetailNames
{
    /// <summary>The container meant, from the reference or the message.</summary>
    public const string Container = "container";

    public const string Image = "image";

    /// <summary>The host of the image's registry, <c>docker.io</c> if the image names none.</summary>
    public const string Registry = "registry";

    /// <summary>Why the image could not be had: see <see cref="RegistryErrors"/>.</summary>
    public const string ImageError = "imageError";

    public const string ExitCode = "exitCode";

    /// <summary><c>SIGKILL</c> and the like, from the exit code.</summary>
    public const string Signal = "signal";

    /// <summary><c>liveness</c>, <c>readiness</c> or <c>startup</c>.</summary>
    public const string Probe = "probe";

    /// <summary>The HTTP status that a probe or a registry answered with.</summary>
    public const string StatusCode = "statusCode";

    /// <summary>The node that the message names, where that is not the event's own.</summary>
    public const string Node = "node";

    public const string Volume = "volume";

    public const string Claim = "claim";

    /// <summary><c>Secret</c>, <c>ConfigMap</c>, <c>PersistentVolumeClaim</c>, ...: the kind of what is missing.</summary>
    public const string MissingKind = "missingKind";

    /// <summary>Its name.</summary>
    public const string Missing = "missing";

    /// <summary>The key that is missing in it.</summary>
    public const string MissingKey = "missingKey";

    /// <summary>What is short: <c>memory</c>, <c>cpu</c>, <c>ephemeral-storage</c>, <c>pods</c>, ...</summary>
    public const string Resource = "resource";

    public const string Quota = "quota";

    /// <summary>Why no node fits, most frequent first: <c>Insufficient memory</c>.</summary>
    public const string Unschedulable = "unschedulable";

    public const string ReplicaSet = "replicaSet";
    public const string ReplicasFrom = "replicasFrom";
    public const string ReplicasTo = "replicasTo";

    /// <summary>The pod or job that a controller created or deleted.</summary>
    public const string Created = "created";
    public const string Deleted = "deleted";

    /// <summary>The process that the kernel killed.</summary>
    public const string Process = "process";
}
