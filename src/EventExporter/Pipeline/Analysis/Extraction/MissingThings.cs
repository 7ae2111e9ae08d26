using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>What a container or volume refers to that does not exist: <c>secret "x" not found</c>, <c>couldn't find key k in ConfigMap ns/x</c>.</summary>
internal static class MissingThings
{
    private static readonly (string Word, string Kind)[] Kinds =
    [
        ("secret", "Secret"), ("secrets", "Secret"), ("configmap", "ConfigMap"), ("configmaps", "ConfigMap"), ("persistentvolumeclaim", "PersistentVolumeClaim"),
        ("serviceaccount", "ServiceAccount"), ("storageclass.storage.k8s.io", "StorageClass"), ("priorityclass", "PriorityClass"), ("runtimeclass", "RuntimeClass"),
    ];

    public static void Read(ref Details details, string message)
    {
        if (Between(message, "couldn't find key ", " in ") is { } key)
        {
            details.Add(DetailNames.MissingKey, key);
            var isSecret = Has(message, " in Secret ");
            details.Add(DetailNames.MissingKind, isSecret ? "Secret" : "ConfigMap");
            details.Add(DetailNames.Missing, LastPart(WordAfter(message, isSecret ? " in Secret " : " in ConfigMap ")));
            return;
        }

        foreach (var (word, kind) in Kinds)
        {
            if (Between(message, word + " \"", "\" not found") is not { } name || name.Contains('"', StringComparison.Ordinal))
                continue;
            details.Add(DetailNames.MissingKind, kind);
            details.Add(DetailNames.Missing, LastPart(name));
            return;
        }
    }

    private static string? LastPart(string? name) => name is null ? null : name[(name.LastIndexOf('/') + 1)..];
}
