using EventExporter.Configuration.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace EventExporter.Hosting;

/// <summary>The program's own log: on standard error, so that standard output belongs to the <c>stdout</c> receiver.</summary>
internal static class Logs
{
    public static ILoggerFactory Create(Configuration.Model.LogLevel level, LogFormat format, TimeProvider time) => LoggerFactory.Create(logging =>
    {
        logging.Services.AddSingleton(time);
        Configure(logging, level, format);
    });

    public static void Configure(ILoggingBuilder logging, Configuration.Model.LogLevel level, LogFormat format)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(Level(level));
        // The web server's own lines (each request, each start) are noise beside the exporter's.
        logging.AddFilter("Microsoft", Microsoft.Extensions.Logging.LogLevel.Warning);
        // A server that cannot start is told as the program's own error, with the way out.
        logging.AddFilter("Microsoft.Extensions.Hosting", Microsoft.Extensions.Logging.LogLevel.None);
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = Microsoft.Extensions.Logging.LogLevel.Trace;
            console.FormatterName = format == LogFormat.Json ? ConsoleFormatterNames.Json : ReadableConsoleFormatter.FormatterName;
        });
        logging.AddConsoleFormatter<ReadableConsoleFormatter, ConsoleFormatterOptions>();
        logging.Services.Configure<JsonConsoleFormatterOptions>(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    private static Microsoft.Extensions.Logging.LogLevel Level(Configuration.Model.LogLevel level) => level switch
    {
        Configuration.Model.LogLevel.Trace => Microsoft.Extensions.Logging.LogLevel.Trace,
        Configuration.Model.LogLevel.Debug => Microsoft.Extensions.Logging.LogLevel.Debug,
        Configuration.Model.LogLevel.Info => Microsoft.Extensions.Logging.LogLevel.Information,
        Configuration.Model.LogLevel.Warn => Microsoft.Extensions.Logging.LogLevel.Warning,
        Configuration.Model.LogLevel.Error => Microsoft.Extensions.Logging.LogLevel.Error,
        _ => Microsoft.Extensions.Logging.LogLevel.Critical,
    };
}
