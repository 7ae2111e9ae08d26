namespace EventExporter.Pipeline.Journal;

/// <summary>
/// What the exporter remembers of an event object, so that a relist after a gap tells new from known: 32 bytes each.
/// </summary>
/// <param name="Uid">The event's uid; a 128-bit hash of it where it is no UUID.</param>
/// <param name="Version">Its resource version; a 64-bit hash where it is no number.</param>
/// <param name="Count">Its total count when last seen; 0 says that the event has expired and may be forgotten.</param>
/// <param name="LastSeen">When the exporter last saw it, in seconds since 1970.</param>
internal readonly record struct SeenEntry(UInt128 Uid, ulong Version, int Count, uint LastSeen);
