using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Values;

namespace EventExporter.Tests.Configuration.Binding;

/// <summary>A section with every form of option.</summary>
internal sealed class SampleOptions
{
    [Option("hosts", "Addresses, tried in turn.", Aliases = ["addresses"], Example = "https://es:9200")]
    public OneOrMany<Uri> Hosts { get; init; } = [];

    [Option("index", "The index.")]
    public string Index { get; init; } = "events";

    [Option("gzip", "Whether to compress.")]
    public bool Gzip { get; init; } = true;

    [Option("workers", "How many at once.", Min = 1, Max = 64)]
    public int Workers { get; init; } = 2;

    [Option("limit", "A large number.")]
    public long? Limit { get; init; }

    [Option("ratio", "A share.", Min = 0, Max = 1)]
    public double Ratio { get; init; } = 0.5;

    [Option("mode", "What to do when full.")]
    public SampleMode Mode { get; init; } = SampleMode.DropOldest;

    [Option("timeout", "How long to wait.", Min = "1s", OldNames = ["wait"])]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Option("maxage", "Days to keep.", PlainNumber = "1d")]
    public TimeSpan MaxAge { get; init; }

    [Option("maxsize", "Size of a file.", PlainNumber = "1MB")]
    public ByteSize MaxSize { get; init; } = new(100_000_000);

    [Option("password", "The password.")]
    public Secret Password { get; init; }

    [Option("codec", "Compression.", Allowed = ["none", "gzip"])]
    public string Codec { get; init; } = "none";

    [Option("tags", "Words.")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [Option("headers", "Headers.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [Option("labels", "Patterns.")]
    public IReadOnlyDictionary<string, OneOrMany<string>> Labels { get; init; } = new Dictionary<string, OneOrMany<string>>();

    [Option("nested", "A section within.")]
    public NestedOptions Nested { get; init; } = new();

    [Option("items", "Sections within.")]
    public IReadOnlyList<NestedOptions> Items { get; init; } = [];

    [Option("layout", "Anything.")]
    public ConfigNode? Layout { get; init; }
}
