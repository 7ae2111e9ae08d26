namespace EventExporter.Configuration.Values;

/// <summary>A value that must not be seen: it prints as <c>***</c>, and only <see cref="Reveal"/> hands it out.</summary>
internal readonly struct Secret(string value) : IEquatable<Secret>
{
    public const string Mask = "***";

    private readonly string? _value = value;

    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>The value itself, for the request that needs it and for nothing else.</summary>
    public string Reveal() => _value ?? "";

    public override string ToString() => Mask;

    public bool Equals(Secret other) => string.Equals(Reveal(), other.Reveal(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Reveal());

    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);
}
