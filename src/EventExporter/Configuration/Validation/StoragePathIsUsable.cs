namespace EventExporter.Configuration.Validation;

/// <summary>The storage path can be the path of a folder. Whether it can be written to is found out by the start, not by a check elsewhere.</summary>
internal sealed class StoragePathIsUsable : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var path = context.Configuration.Storage.Path;
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            context.Error(context.Sources.Of(context.Configuration.Storage, "path"), "the path of a folder is needed", "for example path: ./data");
    }
}
