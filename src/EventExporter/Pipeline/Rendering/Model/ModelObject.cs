using System.Buffers;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Layouts;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>An object as templates of one language see it. Members are read when asked for: what a template does not use costs nothing.</summary>
internal class ModelObject<T>(T value, ModelTable<T> table, TemplateLanguage language) : IJsonTemplateObject
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

    /// <summary>
    /// The event as its document (in Go's language with the fields of kubernetes-event-exporter alone, as <c>toJson</c> wrote them there), a part
    /// of it by the document's names, what is empty left out.
    /// </summary>
    public bool TryWriteJson(Utf8JsonWriter json)
    {
        if (value is AnalyzedEvent analyzed && IsWholeEvent)
        {
            var document = new ArrayBufferWriter<byte>(1024);
            new EventDocument(withAdditions: language == TemplateLanguage.Scriban).Write(document, analyzed);
            // Written member by member, so that the writer indents it where it indents.
            using var parsed = JsonDocument.Parse(document.WrittenMemory);
            parsed.WriteTo(json);
            return true;
        }

        json.WriteStartObject();
        foreach (var member in table.Members)
        {
            if (!TryGetMember(member.Name, out var read) || read is null or "" or IReadOnlyCollection<object> { Count: 0 } or IReadOnlyDictionary<string, string> { Count: 0 })
                continue;
            json.WritePropertyName(member.JsonName);
            JsonValueWriter.Write(json, read);
        }

        json.WriteEndObject();
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
