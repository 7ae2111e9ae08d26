using System.Text.Json;

namespace EventExporter.Cli.Asking;

/// <summary>Where commands get their answers: a running exporter, or the history of a configuration. The same JSON from both.</summary>
internal interface IAnswers : IAsyncDisposable
{
    /// <summary>Newest first.</summary>
    /// <param name="partial">Is told why some may be missing.</param>
    IAsyncEnumerable<JsonElement> EventsAsync(string query, int limit, Action<string> partial, CancellationToken cancellation);

    /// <summary>As they come in.</summary>
    IAsyncEnumerable<JsonElement> FollowAsync(string query, CancellationToken cancellation);

    /// <summary>Members <c>groups</c>, <c>partial</c> and <c>reason</c>.</summary>
    Task<JsonElement> AggregateAsync(AggregateQuestion question, CancellationToken cancellation);

    Task<JsonElement> TimelineAsync(string about, DateTimeOffset since, DateTimeOffset? until, CancellationToken cancellation);

    Task<JsonElement> StatsAsync(CancellationToken cancellation);
}
