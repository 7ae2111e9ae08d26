using EventExporter.History;

namespace EventExporter.Cli.Asking;

/// <summary>What the history cannot do, as commands tell it.</summary>
internal static class HistoryTroubles
{
    public static async Task<int> TellAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (HistoryUnavailableException problem)
        {
            throw UserError.Failure($"event-exporter: {problem.Message}");
        }
        catch (HistoryRequestException problem)
        {
            throw UserError.Usage($"event-exporter: {problem.Message}");
        }
    }
}
