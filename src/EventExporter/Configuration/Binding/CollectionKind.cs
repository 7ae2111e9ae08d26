namespace EventExporter.Configuration.Binding;

/// <summary>The forms in which several values are written.</summary>
internal enum CollectionKind
{
    List,
    OneOrMany,
    Dictionary,
}
