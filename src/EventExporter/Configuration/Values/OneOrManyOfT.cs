using System.Collections;
using System.Runtime.CompilerServices;

namespace EventExporter.Configuration.Values;

/// <summary>A list that may also be written as one value: <c>kind: Pod</c> or <c>kind: [Pod, Node]</c>.</summary>
[CollectionBuilder(typeof(OneOrMany), nameof(OneOrMany.Create))]
internal sealed class OneOrMany<T>(IReadOnlyList<T> values) : IReadOnlyList<T>
{
    public static readonly OneOrMany<T> Empty = new([]);

    public int Count => values.Count;

    public T this[int index] => values[index];

    public IEnumerator<T> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", values);
}
