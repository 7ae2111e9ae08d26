using System.IO.Compression;
using System.Text;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>
/// One input of a replay: a file, or standard input (<c>-</c>), plain or gzip. What cannot be read twice is copied to a temporary file
/// first, so that it can be checked as a whole before anything is sent. Dispose to remove that copy.
/// </summary>
internal sealed class Recording : IAsyncDisposable
{
    private readonly string _path;
    private readonly bool _isCopy;

    private Recording(string path, string name, bool isCopy)
    {
        _path = path;
        _isCopy = isCopy;
        Name = name;
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <param name="path">A file, or <c>-</c> for <paramref name="standardInput"/>.</param>
    /// <exception cref="RecordingException">There is no such file, or it may not be read.</exception>
    public static async Task<Recording> OpenAsync(string path, Func<Stream> standardInput, CancellationToken cancellation)
    {
        if (path == "-")
        {
            await using var input = standardInput();
            return await CopyAsync(input, "standard input", cancellation);
        }

        await using var file = OpenFile(path, path);
        return file.CanSeek ? new Recording(path, path, isCopy: false) : await CopyAsync(file, path, cancellation);
    }

    /// <summary>All its records, from the first on. May be called again.</summary>
    /// <exception cref="RecordingException">It ends, or ceases to be JSON or YAML, before its end.</exception>
    public async IAsyncEnumerable<RecordedItem> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var content = Unpack(OpenFile(_path, Name));
        await using var items = ReadItemsAsync(content, cancellation).GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync(items))
            yield return items.Current;
    }

    public ValueTask DisposeAsync()
    {
        if (_isCopy)
            File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private static async Task<Recording> CopyAsync(Stream input, string name, CancellationToken cancellation)
    {
        var path = Path.GetTempFileName();
        await using var copy = new FileStream(path, FileMode.Create, FileAccess.Write);
        await input.CopyToAsync(copy, cancellation);
        return new Recording(path, name, isCopy: true);
    }

    private static FileStream OpenFile(string path, string name)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024, useAsync: false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecordingException($"{name}: there is no such file", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new RecordingException($"{name}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>By content, not by name: a gzip stream begins with 1f 8b (RFC 1952).</summary>
    private static Stream Unpack(FileStream file)
    {
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private async IAsyncEnumerable<RecordedItem> ReadItemsAsync(
        Stream content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var input = await Beginning.ReadAsync(content, cancellation);
        if (input.FirstByte is null)
            throw new RecordingException($"{Name}: is empty");
        if (input.FirstByte is (byte)'{' or (byte)'[')
        {
            await foreach (var item in JsonRecording.ReadAsync(input, Name, cancellation))
                yield return item;
            yield break;
        }

        using var text = new StreamReader(input, Encoding.UTF8);
        foreach (var item in YamlRecording.Read(text, Name))
            yield return item;
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<RecordedItem> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new RecordingException($"{Name}: cannot be read to its end: {e.Message}", e);
        }
    }
}
