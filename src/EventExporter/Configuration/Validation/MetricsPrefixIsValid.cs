using System.Text.RegularExpressions;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// The prefix makes valid metric names (https://prometheus.io/docs/concepts/data_model/) and ends in '_', as
/// kubernetes-event-exporter asks too.
/// </summary>
internal sealed partial class MetricsPrefixIsValid : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var prefix = context.Configuration.MetricsNamePrefix;
        if (prefix.Length == 0 || Prefix().IsMatch(prefix))
            return;
        var place = context.Sources.Of(context.Configuration, "metricsNamePrefix");
        context.Error(place, $"{place.Node.Describe()} cannot begin a metric's name",
            "begin with a letter, go on with letters, digits, ':' and '_', end in '_': event_exporter_");
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_:]*_$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
