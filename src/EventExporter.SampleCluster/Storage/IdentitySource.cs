namespace EventExporter.SampleCluster.Storage;

/// <summary>Uids and name suffixes from a seed, in the shapes that the API server gives them.</summary>
internal sealed class IdentitySource(int seed)
{
    /// <summary>The alphabet of apimachinery's <c>rand.String</c>: no vowels and no look-alikes.</summary>
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    private readonly Random _random = new(seed);

    public string NextUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }

    public string NextSuffix(int length = 5) => string.Create(length, _random, static (span, random) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = Alphabet[random.Next(Alphabet.Length)];
    });
}
