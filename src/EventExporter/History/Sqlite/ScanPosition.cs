using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EventExporter.History.Sqlite;

/// <summary>How far a scan in order of time has come: behind this event.</summary>
internal readonly record struct ScanPosition(long At, long Sequence)
{
    public static ScanPosition Start(bool oldestFirst) => oldestFirst ? new(long.MinValue, long.MinValue) : new(long.MaxValue, long.MaxValue);

    public string ToCursor(bool oldestFirst) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(oldestFirst ? 'a' : 'd')}.{At}.{Sequence}")));

    public static ScanPosition FromCursor(string cursor, bool oldestFirst)
    {
        var text = cursor.Length is > 0 and < 100 && Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        var parts = text.Split('.');
        if (parts.Length == 3
            && parts[0] == (oldestFirst ? "a" : "d")
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence))
            return new ScanPosition(at, sequence);
        throw new HistoryRequestException("The cursor is none of this history's, or of another order; begin again without one.");
    }
}
