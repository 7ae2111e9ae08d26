using System.Collections;

namespace EventExporter.Templating.Values;

/// <summary>A list made by a template (<c>[1, 2]</c>); it can also carry properties of its own.</summary>
public sealed class TemplateList : IReadOnlyList<object?>
{
    private readonly List<object?> _items;

    public TemplateList() => _items = [];

    public TemplateList(IEnumerable<object?> items) => _items = [.. items];

    public int Count => _items.Count;

    /// <summary>Named values attached to the list, such as the named arguments of a function; null until the first is set.</summary>
    public TemplateObject? Properties { get; private set; }

    public object? this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public void Add(object? item) => _items.Add(item);

    public void Insert(int index, object? item) => _items.Insert(index, item);

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public void Reverse() => _items.Reverse();

    public void SetProperty(string name, object? value) => (Properties ??= new()).Set(name, value);

    public IEnumerator<object?> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
