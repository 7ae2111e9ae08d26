using System.Collections.Frozen;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>What templates can read of one kind of object, under the names of both languages.</summary>
internal sealed class ModelTable<T>
{
    private static readonly object ZeroTime = DateTimeOffset.MinValue;

    private readonly FrozenDictionary<string, ModelMember<T>> _scriban;
    private readonly FrozenDictionary<string, ModelMember<T>> _go;

    public ModelTable(params IReadOnlyList<ModelMember<T>> members)
    {
        Members = members;
        _scriban = members.Where(m => !m.IsGoOnly).ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
        _go = members.Where(m => m.GoName is not null).ToFrozenDictionary(m => m.GoName!, StringComparer.Ordinal);
    }

    public IReadOnlyList<ModelMember<T>> Members { get; }

    public bool TryRead(TemplateLanguage language, T value, string name, out object? member)
    {
        var names = language == TemplateLanguage.Go ? _go : _scriban;
        var found = names.TryGetValue(name, out var entry) || (language == TemplateLanguage.Go && _scriban.TryGetValue(name, out entry));
        member = found ? entry!.Read(value) : null;
        if (found && member is null && entry!.IsTime && language == TemplateLanguage.Go)
            member = ZeroTime;
        return found;
    }

    public IEnumerable<string> Names(TemplateLanguage language) => language == TemplateLanguage.Go ? _go.Keys : Members.Where(m => !m.IsGoOnly).Select(m => m.Name);

    /// <summary>The names that templates may use, to check them before the first event.</summary>
    public TemplateShape Shape(TemplateLanguage language)
    {
        var members = new Dictionary<string, TemplateShape>(StringComparer.Ordinal);
        foreach (var member in Members)
        {
            var shape = member.IsOpen ? TemplateShape.Open : member.Shape?.Invoke(language) ?? TemplateShape.Value;
            if (!member.IsGoOnly)
                members[member.Name] = shape;
            if (language == TemplateLanguage.Go && member.GoName is { } name)
                members[name] = shape;
        }

        return TemplateShape.Object(members);
    }
}
