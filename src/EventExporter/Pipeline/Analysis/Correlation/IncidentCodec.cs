using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// An incident as bytes: a version, then its fields in the order of <see cref="Encode"/>, numbers and texts as in the journal's batches. The
/// first page of its objects is among them, the others are written one by one.
/// </summary>
internal sealed class IncidentCodec
{
    private const byte Version = 2;

    private readonly PayloadWriter _w = new();

    public byte[] Encode(Incident i)
    {
        _w.Clear();
        _w.Byte(Version);
        _w.String(i.Id);
        Key(i.Key);
        Text(i.Root.ApiVersion, i.Root.Kind, i.Root.Namespace, i.Root.Name, i.Root.Uid, i.Cluster, i.Node);
        _w.Byte((byte)i.Phase);
        _w.Byte((byte)i.Trouble);
        _w.Byte((byte)i.Severity);
        _w.Byte((byte)i.ToldTrouble);
        _w.Byte((byte)i.ToldSeverity);
        _w.Byte(i.HasToldRecovery ? (byte)1 : (byte)0);
        Numbers(i.Since.UtcTicks, i.LastSign.UtcTicks, i.PhaseSince.UtcTicks, i.ToldAt.UtcTicks, i.Count, i.Objects, i.Number, i.Reopened, i.ToldCount);
        Map(i.Details);
        Map(i.Facts.Labels);
        Map(i.Facts.Annotations);
        Map(i.Facts.NamespaceLabels);
        Page(i, 0);
        _w.Unsigned((ulong)i.Roots.Count);
        foreach (var root in i.Roots)
            Key(root);
        _w.Unsigned((ulong)i.Evidence.Count);
        foreach (var (trouble, quote) in i.Evidence)
        {
            _w.Byte((byte)trouble);
            Quote(quote);
        }

        _w.Unsigned((ulong)i.Changes.Count);
        foreach (var change in i.Changes)
            Quote(change);
        _w.Unsigned((ulong)i.Reasons.Count);
        foreach (var (reason, count) in i.Reasons)
        {
            _w.String(reason);
            _w.Signed(count);
        }

        return _w.Written.ToArray();
    }

    public byte[] EncodePage(Incident i, int page)
    {
        _w.Clear();
        _w.Byte(Version);
        Page(i, page);
        return _w.Written.ToArray();
    }

    /// <summary>Puts the objects of a page into their incident; false if the bytes are of another version, or damaged.</summary>
    public static bool TryDecodePage(byte[] data, Incident incident)
    {
        try
        {
            IncidentDecoder.DecodePage(data, Version, incident);
            return true;
        }
        catch (Exception error) when (BatchDecoder.IsDamage(error))
        {
            return false;
        }
    }

    /// <summary>Null if the bytes are of another version, or damaged.</summary>
    public static Incident? TryDecode(byte[] data)
    {
        try
        {
            return IncidentDecoder.Decode(data, Version);
        }
        catch (Exception error) when (BatchDecoder.IsDamage(error))
        {
            return null;
        }
    }

    private void Page(Incident i, int page)
    {
        _w.Unsigned((ulong)i.Pages.Of(page).Count());
        foreach (var member in i.Pages.Of(page))
        {
            _w.Signed(member.Place);
            Key(member.Key);
            Key(member.Root);
            _w.Byte((byte)member.Trouble);
            _w.Byte((byte)member.State);
            _w.Byte(member.IsGrave ? (byte)1 : (byte)0);
            Numbers(member.Since.UtcTicks, member.ScoredAt.UtcTicks, member.ExcusedUntil.UtcTicks, (long)Math.Min(member.Score * 1000, int.MaxValue));
        }
    }

    private void Quote(EventQuote q)
    {
        Text(q.Reason, q.Kind, q.Namespace, q.Name, q.Message, q.Identity);
        Numbers(q.At.UtcTicks, q.Count);
    }

    private void Key(ObjectKey key) => Text(key.Kind, key.Namespace, key.Name);

    private void Map(IReadOnlyDictionary<string, string> map)
    {
        _w.Unsigned((ulong)map.Count);
        foreach (var (name, value) in map)
            Text(name, value);
    }

    private void Text(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            _w.String(text);
    }

    private void Numbers(params ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
            _w.Signed(number);
    }
}
