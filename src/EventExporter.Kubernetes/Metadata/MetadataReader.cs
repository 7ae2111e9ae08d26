using System.Text.Json;

namespace EventExporter.Kubernetes.Metadata;

/// <summary>Reads <c>metadata</c> with a JSON reader; what it does not know, managedFields above all, is skipped.</summary>
public static class MetadataReader
{
    /// <summary>Reads the metadata of a whole object and skips the rest of it.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public static ObjectMetadata ReadFromObject(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return ReadFromObject(ref reader);
    }

    /// <summary>As <see cref="ReadObject{T}"/> wants it: from the object's start to its end.</summary>
    public static ObjectMetadata ReadFromObject(ref Utf8JsonReader reader)
    {
        ObjectMetadata? metadata = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isMetadata)
                metadata = Read(ref reader);
            else
                reader.Skip();
        }

        return metadata ?? throw new JsonException("the object has no metadata");
    }

    /// <summary>Reads the value of <c>metadata</c>; the reader stands on its start and is left on its end.</summary>
    public static ObjectMetadata Read(ref Utf8JsonReader reader)
    {
        var draft = new MetadataDraft();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadMember(ref reader, draft);
        return draft.Finish();
    }

    private static void ReadMember(ref Utf8JsonReader reader, MetadataDraft draft)
    {
        if (reader.ValueTextEquals("name"u8))
            draft.Name = ReadText(ref reader);
        else if (reader.ValueTextEquals("namespace"u8))
            draft.Namespace = ReadText(ref reader);
        else if (reader.ValueTextEquals("uid"u8))
            draft.Uid = ReadText(ref reader);
        else if (reader.ValueTextEquals("resourceVersion"u8))
            draft.ResourceVersion = ReadText(ref reader);
        else if (reader.ValueTextEquals("creationTimestamp"u8))
            draft.CreationTimestamp = ReadTime(ref reader);
        else if (reader.ValueTextEquals("deletionTimestamp"u8))
            draft.DeletionTimestamp = ReadTime(ref reader);
        else if (reader.ValueTextEquals("labels"u8))
            draft.Labels = ReadTexts(ref reader);
        else if (reader.ValueTextEquals("annotations"u8))
            draft.Annotations = ReadTexts(ref reader);
        else if (reader.ValueTextEquals("ownerReferences"u8))
            draft.Owners = ReadOwners(ref reader);
        else
            reader.Skip();
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset();
    }

    private static IReadOnlyDictionary<string, string> ReadTexts(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return ObjectMetadata.NoStrings;
        var texts = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            texts[key] = ReadText(ref reader) ?? "";
        }

        return texts;
    }

    private static List<OwnerReference> ReadOwners(ref Utf8JsonReader reader)
    {
        reader.Read();
        var owners = new List<OwnerReference>();
        while (reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            owners.Add(ReadOwner(ref reader));
        return owners;
    }

    private static OwnerReference ReadOwner(ref Utf8JsonReader reader)
    {
        string? apiVersion = null, kind = null, name = null, uid = null;
        var controller = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("apiVersion"u8))
                apiVersion = ReadText(ref reader);
            else if (reader.ValueTextEquals("kind"u8))
                kind = ReadText(ref reader);
            else if (reader.ValueTextEquals("name"u8))
                name = ReadText(ref reader);
            else if (reader.ValueTextEquals("uid"u8))
                uid = ReadText(ref reader);
            else if (reader.ValueTextEquals("controller"u8))
                controller = reader.Read() && reader.TokenType == JsonTokenType.True;
            else
                reader.Skip();
        }

        return new OwnerReference(apiVersion ?? "", kind ?? "", name ?? "", uid ?? "", controller);
    }

    private sealed class MetadataDraft
    {
        public string? Name { get; set; }

        public string? Namespace { get; set; }

        public string? Uid { get; set; }

        public string? ResourceVersion { get; set; }

        public DateTimeOffset? CreationTimestamp { get; set; }

        public DateTimeOffset? DeletionTimestamp { get; set; }

        public IReadOnlyDictionary<string, string> Labels { get; set; } = ObjectMetadata.NoStrings;

        public IReadOnlyDictionary<string, string> Annotations { get; set; } = ObjectMetadata.NoStrings;

        public IReadOnlyList<OwnerReference> Owners { get; set; } = [];

        public ObjectMetadata Finish() => new()
        {
            Name = Name ?? throw new JsonException("the metadata has no name"),
            Namespace = Namespace,
            Uid = Uid ?? "",
            ResourceVersion = ResourceVersion ?? "",
            CreationTimestamp = CreationTimestamp,
            DeletionTimestamp = DeletionTimestamp,
            Labels = Labels,
            Annotations = Annotations,
            OwnerReferences = Owners,
        };
    }
}
