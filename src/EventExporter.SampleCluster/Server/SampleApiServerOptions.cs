using System.Security.Cryptography.X509Certificates;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>How a sample API server behaves when nothing is made to fail.</summary>
public sealed record SampleApiServerOptions
{
    /// <summary>Port on 127.0.0.1; 0 (default) takes a free one. A restart keeps the port it had.</summary>
    public int Port { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ObjectStoreOptions Store { get; init; } = new();

    /// <summary>When set, requests without <c>Authorization: Bearer</c> and this token are answered with 401. kubectl sends tokens over TLS only.</summary>
    public string? BearerToken { get; init; }

    /// <summary>When set, the server speaks TLS with it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The version that <c>/version</c> reports.</summary>
    public string GitVersion { get; init; } = "v1.32.4";

    /// <summary>The user that 403 answers name.</summary>
    public string User { get; init; } = "system:serviceaccount:monitoring:event-exporter";

    /// <summary>Whether a watch may begin with <c>sendInitialEvents</c>. Default false: answers as servers without the WatchList feature.</summary>
    public bool SupportsWatchList { get; init; }

    /// <summary>
    /// How often a watch that allows them gets a bookmark. Default 1 minute. Never for events: the API server keeps no watch cache for them.
    /// </summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bodies of at least this many bytes are compressed for clients that accept it. Default 128 KiB, as the real server has it.</summary>
    public int GzipThreshold { get; init; } = 128 * 1024;

    /// <summary>How many requests the request log keeps. Default 10,000.</summary>
    public int RequestLogLimit { get; init; } = 10_000;
}
