using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks;

/// <summary>
/// A small file in which a sink keeps something over a restart, beside the journal. It is a convenience: if it is lost or cannot be written,
/// the sink works all the same.
/// </summary>
/// <param name="path">Null: nothing is kept.</param>
/// <param name="loss">What it costs if there is no such file, a sentence for the log.</param>
internal sealed class StateFile(string? path, string loss, ILogger log)
{
    private readonly Lock _gate = new();

    public bool Exists => path is not null;

    /// <summary>Null if there is none or it is damaged.</summary>
    public T? Read<T>() where T : class
    {
        if (path is null || !File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogWarning("{File} cannot be read: {Problem} {Loss}", path, error.Message, loss);
            return null;
        }
    }

    /// <summary>Replaces it as a whole, so that it is never half of what it was to be.</summary>
    /// <param name="content">Asked for when it is this caller's turn; null: nothing is to be written.</param>
    public void Write(Func<byte[]?> content)
    {
        if (path is null)
            return;
        lock (_gate)
        {
            if (content() is not { } bytes)
                return;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path + ".new", bytes);
                File.Move(path + ".new", path, overwrite: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                log.LogWarning("{File} cannot be written: {Problem} {Loss}", path, error.Message, loss);
            }
        }
    }
}
