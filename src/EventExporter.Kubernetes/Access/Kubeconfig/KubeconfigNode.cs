using YamlDotNet.RepresentationModel;

namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>A mapping of a kubeconfig file, read key by key. Keys that are not asked for do not matter, as with kubectl.</summary>
internal sealed class KubeconfigNode(string file, YamlMappingNode mapping)
{
    public static KubeconfigNode Of(string file, YamlNode node) => node is YamlMappingNode mapping
        ? new KubeconfigNode(file, mapping)
        : throw Problem(file, node, "expected a mapping of keys to values");

    public YamlNode? Child(string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) && !IsNull(node) ? node : null;

    public KubeconfigNode? Map(string key) => Child(key) is { } node ? Of(file, node) : null;

    public IEnumerable<KubeconfigNode> Maps(string key) => Sequence(key).Select(node => Of(file, node));

    public IReadOnlyList<string> Texts(string key) => [.. Sequence(key).Select(node => Scalar(node, key))];

    /// <summary>The keys of a mapping with their lists of texts.</summary>
    public IEnumerable<(string Key, IReadOnlyList<string> Values)> TextLists(string key)
    {
        if (Map(key) is not { } map)
            yield break;
        foreach (var name in map.Keys)
            yield return (name, map.Texts(name));
    }

    /// <summary>The text of a key; null when it is absent, null or empty.</summary>
    public string? Text(string key) => Child(key) is { } node && Scalar(node, key) is { Length: > 0 } text ? text : null;

    public string RequiredText(string key) => Text(key) ?? throw Problem(file, mapping, $"\"{key}\" is missing");

    public bool Flag(string key) => Child(key) is { } node && (Scalar(node, key) switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" or "" => false,
        var other => throw Problem(file, node, $"\"{key}\" is \"{other}\"; it must be true or false"),
    });

    /// <summary>Embedded bytes under <c>KEY-data</c>, or the path of a file under <c>KEY</c>; null for neither.</summary>
    public KubeconfigBytes? Bytes(string key)
    {
        var dataKey = key + "-data";
        if (Text(dataKey) is { } encoded)
            return new KubeconfigBytes(dataKey, Decode(dataKey, encoded), File: null);
        return FilePath(key) is { } path ? new KubeconfigBytes(key, Data: null, path) : null;
    }

    /// <summary>A path, made absolute from the folder of the kubeconfig file.</summary>
    public string? FilePath(string key) => Text(key) is { } path ? Absolute(path) : null;

    public string Absolute(string path) => Path.GetFullPath(path, Path.GetDirectoryName(file)!);

    private IEnumerable<string> Keys => mapping.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    private IEnumerable<YamlNode> Sequence(string key) => Child(key) switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children,
        var other => throw Problem(file, other, $"\"{key}\" must be a list"),
    };

    private string Scalar(YamlNode node, string key) => node is YamlScalarNode { Value: { } value }
        ? value
        : throw Problem(file, node, $"\"{key}\" must be a single value");

    private byte[] Decode(string key, string encoded)
    {
        try
        {
            return Convert.FromBase64String(encoded);
        }
        catch (FormatException e)
        {
            throw new ClusterAccessException(Problem(file, Child(key)!, $"\"{key}\" is not base64").Message, e);
        }
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static ClusterAccessException Problem(string file, YamlNode at, string what) =>
        new($"{file}({at.Start.Line},{at.Start.Column}): {what}");
}
