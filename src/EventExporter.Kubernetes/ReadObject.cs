using System.Text.Json;

namespace EventExporter.Kubernetes;

/// <summary>
/// Reads one API object. The reader stands on the object's <see cref="JsonTokenType.StartObject"/> and must be left on the
/// matching <see cref="JsonTokenType.EndObject"/>. Throw <see cref="JsonException"/> or <see cref="FormatException"/> for an
/// object that makes no sense: it is reported as malformed and reading goes on with the next one.
/// </summary>
public delegate T ReadObject<out T>(ref Utf8JsonReader reader);
