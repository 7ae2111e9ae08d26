using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Values;

/// <summary><see cref="ValueEquality"/> for sets.</summary>
public sealed class ValueComparer(RenderContext context) : IEqualityComparer<object?>
{
    private readonly ValueEquality _equality = new(context);

    public new bool Equals(object? x, object? y) => _equality.AreEqual(Host.Normalize(x), Host.Normalize(y));

    public int GetHashCode(object? obj) => Host.Normalize(obj) switch
    {
        null => 0,
        string text => text.GetHashCode(StringComparison.Ordinal),
        bool b => b ? 1 : 2,
        DateTimeOffset date => date.GetHashCode(),
        TimeSpan span => span.GetHashCode(),
        var value when Host.IsNumber(value) => Numbers.ToDouble(value)!.Value.GetHashCode(),
        var value when Host.ToList(value) is { } list => list.Count + 17,
        _ => 3,
    };
}
