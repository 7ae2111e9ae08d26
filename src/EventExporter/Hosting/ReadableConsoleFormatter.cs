using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace EventExporter.Hosting;

/// <summary>One line a message, for people: time, level, part of the program, text. Exceptions add their message, not their stack.</summary>
internal sealed class ReadableConsoleFormatter(TimeProvider time, IOptions<ConsoleFormatterOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "readable";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        _ = options;
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(Part(logEntry.Category));
        textWriter.Write(": ");
        textWriter.Write(logEntry.Formatter(logEntry.State, null).ReplaceLineEndings("\n    "));
        for (var failure = logEntry.Exception; failure is not null; failure = failure.InnerException)
        {
            textWriter.Write(" <- ");
            textWriter.Write(failure.Message.ReplaceLineEndings(" "));
        }

        textWriter.Write('\n');
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRC",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        LogLevel.Error => "ERR",
        _ => "CRT",
    };

    private static string Part(string category) => category[(category.LastIndexOf('.') + 1)..];
}
