using EventExporter.Configuration.Loading;

namespace EventExporter.Pipeline.Rendering;

/// <summary>Makes a renderer from a layout as it is written in the configuration. The parameters are those of <see cref="EventRenderers.Create"/>.</summary>
internal delegate IEventRenderer LayoutCompiler(ConfigNode layout, bool deDot, bool withTimestamp);
