using System.IO.Compression;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>The state of all detectors as it is kept in the journal: a version, the position it belongs to, each part with its name.</summary>
internal sealed class DetectionState(TimeOrder order, IReadOnlyList<IDetector> detectors)
{
    /// <summary>The name under which the journal keeps it.</summary>
    public const string Part = "detection";

    private const byte Version = 1;

    private readonly PayloadWriter _whole = new();
    private readonly PayloadWriter _part = new();

    public byte[] Save(long position)
    {
        _whole.Clear();
        _whole.Signed(position);
        Put("order", order.Save);
        foreach (var detector in detectors)
            Put(detector.Part, detector.Save);
        using var target = new MemoryStream();
        target.WriteByte(Version);
        using (var deflate = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(_whole.Written);
        return target.ToArray();
    }

    /// <summary>The position it belongs to. Parts that are not there are left as they are.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public long Load(byte[] saved, List<AnalyzedEvent> found)
    {
        if (saved is not [Version, ..])
            throw new InvalidDataException($"it has format {saved.FirstOrDefault()}, this version reads {Version}");
        using var deflate = new DeflateStream(new MemoryStream(saved, 1, saved.Length - 1), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        deflate.CopyTo(whole);
        var reader = new PayloadReader(whole.GetBuffer().AsSpan(0, (int)whole.Length));
        var position = reader.Signed();
        while (reader.Remaining > 0)
        {
            var name = reader.String();
            var part = new PayloadReader(reader.Blob());
            if (name == "order")
                order.Load(ref part);
            else if (detectors.FirstOrDefault(detector => detector.Part == name) is { } detector)
                detector.Load(ref part, found);
        }

        return position;
    }

    private void Put(string name, Action<PayloadWriter> save)
    {
        _part.Clear();
        save(_part);
        _whole.String(name);
        _whole.Blob(_part.Written);
    }
}
