using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>An object as templates of one language see it. Members are read when asked for: what a template does not use costs nothing.</summary>
internal sealed class ModelObject<T>(T value, ModelTable<T> table, TemplateLanguage language) : IJsonTemplateObject
{
    public T Value => value;

    /// <summary>It is the event itself, not a view on a part of it.</summary>
    public bool IsWholeEvent => ReferenceEquals(table, EventModel.Table);

    public IEnumerable<string> MemberNames => table.Names(language);

    public bool TryGetMember(string snakeName, out object? member)
    {
        if (!table.TryRead(language, value, snakeName, out member))
            return false;
        member = Adapt(member);
        return true;
    }

    /// <summary>The whole event has one: the default document.</summary>
    public bool TryWriteJson(Utf8JsonWriter json)
    {
        if (!IsWholeEvent || value is not AnalyzedEvent analyzed)
            return false;
        EventFunctions.WriteDocument(json, analyzed);
        return true;
    }

    /// <summary>Go has no missing texts: an absent one is empty there. In Scriban it is null, so that <c>??</c> and <c>if</c> see it.</summary>
    private object? Adapt(object? member) => member switch
    {
        string { Length: 0 } => language == TemplateLanguage.Go ? member : null,
        IModelValue nested => nested.As(language),
        _ => member,
    };
}
