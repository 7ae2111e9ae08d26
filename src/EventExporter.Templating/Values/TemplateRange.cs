using System.Collections;

namespace EventExporter.Templating.Values;

/// <summary>Whole numbers from one to another, up or down (<c>1..5</c>, <c>5..&lt;1</c>), without holding them.</summary>
public sealed class TemplateRange : IReadOnlyList<object?>
{
    private readonly long _first;
    private readonly int _step;

    public TemplateRange(long first, long last, bool includesLast, long maxCount)
    {
        _first = first;
        _step = last >= first ? 1 : -1;
        var distance = UInt128.Max((UInt128)Int128.Abs((Int128)last - first), 0);
        var count = distance + (includesLast ? 1u : 0u);
        TooLong = count > (UInt128)maxCount;
        Count = TooLong ? 0 : (int)count;
    }

    /// <summary>True when the range has more numbers than the limit; it is then empty and the caller reports it.</summary>
    public bool TooLong { get; }

    public int Count { get; }

    public object? this[int index] => Boxes.Integer(_first + ((long)index * _step));

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
