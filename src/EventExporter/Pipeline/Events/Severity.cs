namespace EventExporter.Pipeline.Events;

/// <summary>How bad an event is, from nothing to do up to someone must act now.</summary>
internal enum Severity : byte
{
    Info = 0,
    Notice = 1,
    Warning = 2,
    Error = 3,
    Critical = 4,
}
