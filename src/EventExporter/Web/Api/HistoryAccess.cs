using EventExporter.History;

namespace EventExporter.Web.Api;

/// <summary>The way to the history. So many questions are worked on at a time, and others wait: answers must not keep events from coming in.</summary>
/// <param name="history">Null where there is none.</param>
/// <param name="whyNone">What is answered then.</param>
internal sealed class HistoryAccess(IEventHistory? history, Func<ApiProblem> whyNone) : IDisposable
{
    private const int MostQuestions = 6;

    private readonly SemaphoreSlim _questions = new(MostQuestions);

    /// <exception cref="ApiProblem">501 or 503: there is none.</exception>
    public IEventHistory History => history ?? throw whyNone();

    /// <summary>Null where there is none.</summary>
    public IEventHistory? IfAny => history;

    public async Task<T> AskAsync<T>(Func<IEventHistory, Task<T>> question, CancellationToken cancellation)
    {
        var asked = History;
        await _questions.WaitAsync(cancellation);
        try
        {
            return await question(asked);
        }
        finally
        {
            _questions.Release();
        }
    }

    public void Dispose() => _questions.Dispose();
}
