namespace EventExporter.Configuration.Binding;

/// <summary>Binds a type whose form does not follow from its declaration alone.</summary>
internal interface INodeBinder
{
    Type Type { get; }

    /// <summary>The bound value, or null when a problem has been reported instead.</summary>
    object? Bind(PlacedNode place, OptionsBinder binder);
}
