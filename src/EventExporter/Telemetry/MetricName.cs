namespace EventExporter.Telemetry;

/// <summary>Names as Prometheus allows and recommends them (prometheus.io/docs/concepts/data_model, /practices/naming).</summary>
internal static class MetricName
{
    public static string Of(string instrumentName, MetricKind kind, string prefix)
    {
        var name = Sanitise(instrumentName);
        if (name.StartsWith(PrometheusText.DefaultPrefix, StringComparison.Ordinal))
            name = prefix + name[PrometheusText.DefaultPrefix.Length..];
        return kind.IsCounter() && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Also right for label names, which must not have the colon that is left out here as well.</summary>
    public static string Sanitise(string name)
    {
        var clean = string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
        });
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
