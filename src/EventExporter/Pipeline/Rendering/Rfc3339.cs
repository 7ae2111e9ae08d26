using System.Buffers.Text;

namespace EventExporter.Pipeline.Rendering;

/// <summary>Writes times as Kubernetes does (RFC 3339, UTC with Z): <c>metav1.Time</c> in seconds, <c>metav1.MicroTime</c> with six digits.</summary>
internal static class Rfc3339
{
    public const int MaxLength = 27;

    public static ReadOnlySpan<byte> Seconds(DateTimeOffset time, Span<byte> buffer) => buffer[..Write(time.UtcDateTime, buffer, micro: false)];

    public static ReadOnlySpan<byte> Micros(DateTimeOffset time, Span<byte> buffer) => buffer[..Write(time.UtcDateTime, buffer, micro: true)];

    /// <summary>In seconds where the time is a whole second, else with six digits.</summary>
    public static ReadOnlySpan<byte> Shortest(DateTimeOffset time, Span<byte> buffer) =>
        buffer[..Write(time.UtcDateTime, buffer, micro: time.Ticks % TimeSpan.TicksPerSecond != 0)];

    /// <summary>As kubernetes-event-exporter's <c>GetTimestampISO8601</c> writes it, with three digits; for texts, not for the hot path.</summary>
    public static string Milliseconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    // By hand: a custom format string costs ten times as much, and every event carries five times.
    private static int Write(DateTime utc, Span<byte> buffer, bool micro)
    {
        utc.Deconstruct(out int year, out int month, out int day);
        Two(buffer, 0, year / 100);
        Two(buffer, 2, year % 100);
        buffer[4] = (byte)'-';
        Two(buffer, 5, month);
        buffer[7] = (byte)'-';
        Two(buffer, 8, day);
        buffer[10] = (byte)'T';
        var second = (int)(utc.TimeOfDay.Ticks / TimeSpan.TicksPerSecond);
        Two(buffer, 11, second / 3600);
        buffer[13] = (byte)':';
        Two(buffer, 14, second / 60 % 60);
        buffer[16] = (byte)':';
        Two(buffer, 17, second % 60);
        var length = 19;
        if (micro)
        {
            buffer[length] = (byte)'.';
            Utf8Formatter.TryFormat((int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), buffer[(length + 1)..], out _, new('D', 6));
            length += 7;
        }

        buffer[length] = (byte)'Z';
        return length + 1;
    }

    private static void Two(Span<byte> buffer, int at, int value)
    {
        buffer[at] = (byte)('0' + (value / 10));
        buffer[at + 1] = (byte)('0' + (value % 10));
    }
}
