namespace EventExporter.Templating;

/// <summary>What a model looks like, for checking templates against it before there is any data.</summary>
public sealed class TemplateShape
{
    private TemplateShape(IReadOnlyDictionary<string, TemplateShape>? members, TemplateShape? item)
    {
        Members = members;
        Item = item;
    }

    /// <summary>Anything may be asked of it: labels, annotations, values of unknown type.</summary>
    public static TemplateShape Open { get; } = new(null, null);

    /// <summary>A text, number, boolean or date.</summary>
    public static TemplateShape Value { get; } = Open;

    /// <summary>Null where members are not known.</summary>
    public IReadOnlyDictionary<string, TemplateShape>? Members { get; }

    /// <summary>What a list holds; null where it is none, or not known.</summary>
    public TemplateShape? Item { get; }

    /// <summary>An object with these members and no others.</summary>
    public static TemplateShape Object(IReadOnlyDictionary<string, TemplateShape> members) => new(members, null);

    /// <inheritdoc cref="Object(IReadOnlyDictionary{string, TemplateShape})"/>
    public static TemplateShape Object(params (string Name, TemplateShape Shape)[] members) =>
        new(members.ToDictionary(m => m.Name, m => m.Shape, StringComparer.Ordinal), null);

    public static TemplateShape ListOf(TemplateShape item) => new(null, item);
}
