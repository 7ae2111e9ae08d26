using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// A field selector is <c>field=value</c>, <c>field==value</c> or <c>field!=value</c>, joined by commas, over the fields that the
/// API server indexes for events (https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/; the list is
/// that of the API server's event strategy).
/// </summary>
internal sealed class FieldSelectorIsValid : IConfigurationRule
{
    private static readonly string[] Fields =
    [
        "metadata.name", "metadata.namespace", "involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
        "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
        "reason", "reportingComponent", "source", "type",
    ];

    public void Check(ValidationContext context)
    {
        if (context.Configuration.Source.FieldSelector is not { Length: > 0 } selector)
            return;
        var place = context.Sources.Of(context.Configuration.Source, "fieldSelector");
        foreach (var term in selector.Split(','))
        {
            var sign = term.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                context.Error(place, $"{place.Node.Describe()} is not a field selector", "write field=value or field!=value, joined by ','");
                return;
            }

            var field = term[..sign].TrimEnd('!').Trim();
            if (Fields.Contains(field, StringComparer.Ordinal))
                continue;
            var shown = place.Node.Describe();
            context.Error(place, $"{shown} selects by a field that events cannot be selected by", Suggestion.Hint(field, Fields));
        }
    }
}
