using System.Buffers;
using BenchmarkDotNet.Attributes;
using EventExporter.Templating;
using EventExporter.Templating.Functions;

namespace EventExporter.Benchmarks.Templating;

/// <summary>A layout of ten fields, as ten templates and as one; the model answers by a switch, as events do.</summary>
[MemoryDiagnoser]
public class LayoutBenchmarks
{
    private static readonly string[] Fields =
    [
        "{{ reason }}", "{{ type }}", "{{ message }}", "{{ count }}", "{{ involved_object.kind }}", "{{ involved_object.namespace }}",
        "{{ involved_object.name }}", "{{ involved_object.labels[\"app\"] }}", "{{ cluster_name | string.upcase }}",
        "{{ last_timestamp | date.to_string \"%Y-%m-%dT%H:%M:%SZ\" }}",
    ];

    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly Model _model = new();
    private readonly Template[] _fields = [.. Fields.Select(Read)];
    private readonly Template _text = Read(string.Join(", ", Fields));
    private readonly Template _plain = Read(string.Join(", ", Fields.Take(8)));
    private readonly Template _json = Read("{{ involved_object | to_json }}");

    /// <summary>One text with all ten.</summary>
    [Benchmark(Baseline = true)]
    public int OneTextOfTenFields() => Render(_text);

    /// <summary>The eight of them that only read members.</summary>
    [Benchmark]
    public int EightPlainFields() => Render(_plain);

    /// <summary>A YAML layout: each string is a template of its own whose value is taken.</summary>
    [Benchmark]
    public int TenSingleValues()
    {
        var set = 0;
        foreach (var field in _fields)
            set += field.Evaluate(_model) is null ? 0 : 1;
        return set;
    }

    [Benchmark]
    public int ObjectAsJson() => Render(_json);

    [Benchmark]
    public bool ReadTenFields() => Template.Parse(_text.Text).Succeeded;

    private int Render(Template template)
    {
        _output.ResetWrittenCount();
        template.Render(_output, _model);
        return _output.WrittenCount;
    }

    private static Template Read(string text) =>
        Template.Parse(text, new TemplateOptions { Functions = [ObjectFunctions.ToJsonFunction] }).Template!;

    private sealed class Model : ITemplateObject
    {
        private readonly Involved _involved = new();
        private readonly DateTimeOffset _last = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public IEnumerable<string> MemberNames => ["reason", "type", "message", "count", "involved_object", "cluster_name", "last_timestamp"];

        public bool TryGetMember(string snakeName, out object? value)
        {
            value = snakeName switch
            {
                "reason" => "BackOff",
                "type" => "Warning",
                "message" => "Back-off restarting failed container web in pod web-7d4b9c6f5-x2x9z_default",
                "count" => 42,
                "involved_object" => _involved,
                "cluster_name" => "prod-eu-1",
                "last_timestamp" => _last,
                _ => null,
            };
            return value is not null;
        }
    }

    private sealed class Involved : ITemplateObject
    {
        private readonly Dictionary<string, string> _labels = new() { ["app"] = "web", ["tier"] = "front" };

        public IEnumerable<string> MemberNames => ["kind", "namespace", "name", "labels"];

        public bool TryGetMember(string snakeName, out object? value)
        {
            value = snakeName switch
            {
                "kind" => "Pod",
                "namespace" => "default",
                "name" => "web-7d4b9c6f5-x2x9z",
                "labels" => _labels,
                _ => null,
            };
            return value is not null;
        }
    }
}
