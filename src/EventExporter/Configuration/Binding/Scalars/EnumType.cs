using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>One of some words: the enum's members in camelCase, or as <see cref="OptionValueAttribute"/> says.</summary>
internal sealed class EnumType : ScalarType
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _words = [];

    public EnumType(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var declared = field.GetCustomAttribute<OptionValueAttribute>();
            var value = field.GetValue(null)!;
            var word = declared?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(field.Name);
            _words[value] = word;
            foreach (var name in (string[])[word, .. declared?.Aliases ?? []])
                _values.Add(name, value);
        }
    }

    public IReadOnlyCollection<string> Words => _words.Values;

    public override string Expected => "one of " + string.Join(", ", _words.Values);

    public override string ShortName => string.Join(" \\| ", _words.Values);

    public override bool TryRead(string text, OptionAttribute? option, out object value) => _values.TryGetValue(text, out value!);

    public override string? HintFor(string text) =>
        Problems.Suggestion.Nearest(text, _values.Keys) is { } nearest ? $"did you mean '{nearest}'?" : null;

    public override string Format(object value) => _words[value];

    public override int Compare(object left, object right) => Comparer<object>.Default.Compare(left, right);

    public override JsonObject Schema(OptionAttribute? option) =>
        new() { ["enum"] = new JsonArray([.. _values.Keys.Select(word => JsonValue.Create(word))]) };
}
