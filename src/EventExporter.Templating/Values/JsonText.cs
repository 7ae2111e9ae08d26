using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Values;

/// <summary>Values as JSON. Dates are ISO 8601, with Z where they are in UTC; timespans are texts; functions are null.</summary>
public sealed class JsonText(TemplateLimits limits)
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <exception cref="InvalidOperationException">The value is nested deeper, or the text longer, than the limits.</exception>
    public string Print(object? value, bool isIndented)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = isIndented, Encoder = Encoder, NewLine = "\n" }))
            Write(json, value, 0);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes into JSON that is being written.</summary>
    /// <exception cref="InvalidOperationException">The value is nested deeper, or the text longer, than the limits.</exception>
    public void Write(Utf8JsonWriter json, object? value) => Write(json, value, 0);

    private void Write(Utf8JsonWriter json, object? value, int depth)
    {
        if (depth > limits.MaxValueDepth)
            throw new InvalidOperationException($"the value is nested more than {limits.MaxValueDepth} deep, or contains itself");
        if (json.BytesCommitted + json.BytesPending > limits.MaxStringLength)
            throw new InvalidOperationException($"the JSON is longer than {limits.MaxStringLength} bytes");
        value = Host.Normalize(value);
        if (TryWriteScalar(json, value))
            return;
        if (Host.IsObject(value))
            WriteObject(json, value!, depth);
        else if (Host.ToList(value) is { } list)
            WriteList(json, list, depth);
        else
            json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private static bool TryWriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or EmptyValue or TemplateFunction:
                json.WriteNullValue();
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case bool b:
                json.WriteBooleanValue(b);
                return true;
            case int n:
                json.WriteNumberValue(n);
                return true;
            case long n:
                json.WriteNumberValue(n);
                return true;
            case uint n:
                json.WriteNumberValue(n);
                return true;
            case decimal n:
                json.WriteNumberValue(n);
                return true;
            case float or double:
                WriteDouble(json, value);
                return true;
            case BigInteger n:
                json.WriteRawValue(n.ToString(CultureInfo.InvariantCulture));
                return true;
            case DateTimeOffset date:
                json.WriteStringValue(date.ToString(
                    date.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
                    CultureInfo.InvariantCulture));
                return true;
            case TimeSpan span:
                json.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    /// <summary>JSON has no infinities and no NaN.</summary>
    private static void WriteDouble(Utf8JsonWriter json, object value)
    {
        var number = value is float f ? f : (double)value;
        if (!double.IsFinite(number))
            json.WriteNullValue();
        else if (value is float single)
            json.WriteNumberValue(single);
        else
            json.WriteNumberValue(number);
    }

    private void WriteList(Utf8JsonWriter json, IReadOnlyList<object?> list, int depth)
    {
        json.WriteStartArray();
        for (var i = 0; i < list.Count; i++)
            Write(json, list[i], depth + 1);
        json.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter json, object value, int depth)
    {
        json.WriteStartObject();
        foreach (var name in Host.MemberNames(value))
        {
            Host.TryGetMember(value, name, out var member);
            json.WritePropertyName(name);
            Write(json, member, depth + 1);
        }
        json.WriteEndObject();
    }
}
