using System.Net;
using EventExporter.Telemetry;

namespace EventExporter.Web;

/// <summary>For whoever opens the exporter's address in a browser.</summary>
internal static class LandingPage
{
    public static readonly string Html = $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Event Exporter</title></head>
        <body>
        <h1>Event Exporter</h1>
        <p>Version {WebUtility.HtmlEncode(BuildInfo.Current.Version)}, revision {WebUtility.HtmlEncode(BuildInfo.Current.Revision)}</p>
        <ul>
        <li><a href="/metrics">Metrics</a> for Prometheus</li>
        <li><a href="/-/healthy">Healthy?</a></li>
        <li><a href="/-/ready">Ready?</a></li>
        </ul>
        </body>
        </html>

        """;
}
