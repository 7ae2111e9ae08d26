namespace EventExporter.Templating.Values;

/// <summary>An object made by a template (<c>{a: 1}</c>): members in the order in which they were set.</summary>
public class TemplateObject : ITemplateObject
{
    private OrderedDictionary<string, object?>? _members;
    private HashSet<string>? _readOnly;

    public virtual IEnumerable<string> MemberNames => _members?.Keys ?? Enumerable.Empty<string>();

    public virtual int Count => _members?.Count ?? 0;

    public virtual bool TryGetMember(string snakeName, out object? value)
    {
        if (_members is not null)
            return _members.TryGetValue(snakeName, out value);
        value = null;
        return false;
    }

    public void Set(string name, object? value) => (_members ??= new(StringComparer.Ordinal))[name] = value;

    public bool Remove(string name) => _members?.Remove(name) ?? false;

    public bool IsReadOnly(string name) => _readOnly?.Contains(name) ?? false;

    public void MakeReadOnly(string name) => (_readOnly ??= new(StringComparer.Ordinal)).Add(name);
}
