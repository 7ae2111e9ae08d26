using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Journal.Format;

/// <summary>Reads what <see cref="BatchEncoder"/> wrote. Any damage is an <see cref="InvalidDataException"/> that says what is wrong.</summary>
internal ref struct BatchDecoder
{
    private static readonly Dictionary<string, string> EmptyMap = new(StringComparer.Ordinal);
    private static readonly object NotReadYet = new();

    private readonly List<string> _texts = new(256);
    private readonly List<object> _shared = [];
    private readonly byte _version;
    private PayloadReader _body;
    private long _previousTicks;

    private BatchDecoder(ReadOnlySpan<byte> body, byte version)
    {
        _body = new PayloadReader(body);
        _version = version;
    }

    public static AnalyzedEvent[] Decode(byte[] payload)
    {
        Verify(payload);
        var stored = payload.AsSpan(BatchFormat.HeaderLength);
        if ((payload[1] & BatchFormat.Deflated) == 0)
            return new BatchDecoder(stored, payload[0]).Events();

        var length = BinaryPrimitives.ReadInt32LittleEndian(payload.AsSpan(6));
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            using var deflate = new DeflateStream(new MemoryStream(payload, BatchFormat.HeaderLength, stored.Length), CompressionMode.Decompress);
            if (deflate.ReadAtLeast(body.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
                throw new InvalidDataException("The compressed data ends too early.");
            return new BatchDecoder(body.AsSpan(0, length), payload[0]).Events();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    /// <summary>What damage may lead to where the checksum does not catch it.</summary>
    public static bool IsDamage(Exception error) => error is InvalidDataException or ArgumentException or OverflowException or IndexOutOfRangeException;

    /// <summary>Throws unless this is a whole payload of a version that can be read.</summary>
    public static void Verify(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= BatchFormat.HeaderLength)
            throw new InvalidDataException("the data ends too early");
        if (payload[0] > BatchFormat.Version)
            throw new InvalidDataException($"it has format {payload[0]}, written by a newer version; this one reads up to {BatchFormat.Version}");
        if (BinaryPrimitives.ReadUInt32LittleEndian(payload[2..]) != BatchFormat.Checksum(payload[BatchFormat.HeaderLength..]))
            throw new InvalidDataException("the checksum does not fit the data");
        if (BinaryPrimitives.ReadInt32LittleEndian(payload[6..]) < 0)
            throw new InvalidDataException("its length makes no sense");
    }

    private AnalyzedEvent[] Events()
    {
        var events = new AnalyzedEvent[_body.Count()];
        for (var i = 0; i < events.Length; i++)
            events[i] = Analyzed();
        return events;
    }

    private AnalyzedEvent Analyzed()
    {
        var category = (EventCategory)_body.Byte();
        var severity = (Severity)_body.Byte();
        var enriched = new EnrichedEvent(Cluster(), Facts());
        return new AnalyzedEvent(enriched, category, severity) { Details = Map(), Incident = Text(), Finding = Finding() };
    }

    private Finding? Finding() => _version >= BatchFormat.WithFindings && Text() is { Length: > 0 } json ? FindingJson.Read(json) : null;

    // Initialisers run in the order they are written, which is the order of the fields in the format.
    private ClusterEvent Cluster() => new()
    {
        Cluster = Text(),
        Name = _body.String(),
        Namespace = Text(),
        Uid = _body.String(),
        ResourceVersion = _body.String(),
        CreationTimestamp = Time(),
        Labels = Map(),
        Annotations = Map(),
        Reason = Text(),
        Message = Text(),
        Type = Text(),
        Action = Text(),
        Count = _body.Int32(),
        Series = Flag() ? new EventSeries(_body.Int32(), Time()) : null,
        FirstTimestamp = Time(),
        LastTimestamp = Time(),
        EventTime = Time(),
        SourceComponent = Text(),
        SourceHost = Text(),
        ReportingController = Text(),
        ReportingInstance = Text(),
        InvolvedObject = Reference(),
        Related = Flag() ? Reference() : null,
        Delta = _body.Int32(),
        ObservedAt = Time() ?? throw new InvalidDataException("An event has no time of observation."),
    };

    private ObjectReference Reference() => new()
    {
        ApiVersion = Text(),
        Kind = Text(),
        Namespace = Text(),
        Name = Text(),
        Uid = Text(),
        ResourceVersion = Text(),
        FieldPath = Text(),
    };

    private ObjectFacts Facts()
    {
        if (Again<ObjectFacts>() is { } known)
            return known;
        var place = Announce();
        var facts = new ObjectFacts
        {
            Lookup = (LookupResult)_body.Byte(),
            Labels = Map(),
            Annotations = Map(),
            OwnerReferences = Owners(),
            OwnerChain = Owners(),
            Deleted = Flag(),
            Node = Text(),
            NamespaceLabels = Map(),
        };
        _shared[place] = facts;
        return facts;
    }

    private OwnerReference[] Owners()
    {
        var count = _body.Count();
        if (count == 0)
            return [];
        var owners = new OwnerReference[count];
        for (var i = 0; i < count; i++)
            owners[i] = new OwnerReference(Text(), Text(), Text(), Text(), Flag());
        return owners;
    }

    private IReadOnlyDictionary<string, string> Map()
    {
        var code = _body.Unsigned();
        if (code == BatchFormat.Empty)
            return EmptyMap;
        if (code >= BatchFormat.FirstIndex)
            return Shared<IReadOnlyDictionary<string, string>>(code);

        var place = Announce();
        var count = _body.Count();
        var map = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            map[Text()] = Text();
        _shared[place] = map;
        return map;
    }

    private T? Again<T>() where T : class => _body.Unsigned() is var code and >= BatchFormat.FirstIndex ? Shared<T>(code) : null;

    private readonly T Shared<T>(ulong code) where T : class =>
        code - BatchFormat.FirstIndex < (ulong)_shared.Count && _shared[(int)(code - BatchFormat.FirstIndex)] is T thing
            ? thing
            : throw new InvalidDataException("A reference points to nothing.");

    /// <summary>Takes the next index before the thing is read: what lies within it has later ones.</summary>
    private readonly int Announce()
    {
        _shared.Add(NotReadYet);
        return _shared.Count - 1;
    }

    private string Text()
    {
        var code = _body.Unsigned();
        if (code == BatchFormat.Empty)
            return "";
        if (code >= BatchFormat.FirstIndex)
            return code - BatchFormat.FirstIndex < (ulong)_texts.Count ? _texts[(int)(code - BatchFormat.FirstIndex)] : throw new InvalidDataException("A reference points to nothing.");
        var text = _body.String();
        _texts.Add(text);
        return text;
    }

    private bool Flag() => _body.Byte() != 0;

    private DateTimeOffset? Time()
    {
        var kind = _body.Byte();
        if (kind == BatchFormat.TimeNull)
            return null;
        var delta = _body.Signed();
        _previousTicks += (kind & BatchFormat.TimeSeconds) != 0 ? delta * TimeSpan.TicksPerSecond : delta;
        var offset = (kind & BatchFormat.TimeWithOffset) != 0 ? TimeSpan.FromMinutes(_body.Signed()) : TimeSpan.Zero;
        return _previousTicks >= 0 && _previousTicks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(_previousTicks, TimeSpan.Zero).ToOffset(offset)
            : throw new InvalidDataException("A time is out of range.");
    }
}
