using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Tests.Pipeline.Journal.Format;

/// <summary>Events with anything in any field: texts that are no valid Unicode, huge ones, missing things, shared and equal things.</summary>
internal sealed class RandomEvents(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _texts = ["", "Pod", "default", "\0", "\ud800", "x\udc00y\ud800", "\ud83d\ude00", "ünïcödé", new string('ä', 70), "a b\tc\r\n\"'\\"];
    private readonly List<IReadOnlyDictionary<string, string>> _maps = [];
    private readonly List<ObjectFacts> _facts = [];

    public AnalyzedEvent[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => One())];

    private AnalyzedEvent One() => new(new EnrichedEvent(Cluster(), Facts()), (EventCategory)_random.Next(12), (Severity)_random.Next(5))
    {
        Details = Map(),
        Incident = Text(),
        Finding = Finding(),
    };

    private Finding? Finding() => _random.Next(12) switch
    {
        0 => new IncidentFinding
        {
            Id = Clean(),
            State = (IncidentState)_random.Next(4),
            Number = Number(),
            Title = Clean(),
            Evidence = [Quote(), Quote()],
            Root = new ObjectReference { Kind = Clean(), Name = Clean() },
            Severity = (Severity)_random.Next(5),
            Category = (EventCategory)_random.Next(12),
            Since = Utc(),
            Count = Number(),
            Members = [Clean(), Clean()],
            Reasons = [new ReasonCount(Clean(), Number())],
        },
        1 => new AlertFinding
        {
            Rule = Clean(),
            IsFiring = Sometimes(),
            Labels = new Dictionary<string, string> { ["namespace"] = Clean() },
            Value = _random.NextDouble() * 1e9,
            Window = new TimeSpan(_random.NextInt64(TimeSpan.TicksPerDay)),
            Since = Utc(),
        },
        2 => new PatternFinding { Key = Clean(), Count = Number(), First = Utc(), Frequency = _random.NextDouble(), Samples = [Quote()] },
        3 => new RateFinding { Dimension = Clean(), Expected = _random.NextDouble(), Seen = Number(), HourOfWeek = _random.Next(168) },
        _ => null,
    };

    private EventQuote Quote() => new() { At = Utc(), Reason = Clean(), Message = Clean(), Count = Number(), Identity = Clean() };

    /// <summary>Findings are JSON, which has no room for what is no Unicode.</summary>
    private string Clean() => new([.. Text().Where(c => !char.IsSurrogate(c))]);

    private DateTimeOffset Utc() => Time()?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch;

    private ClusterEvent Cluster() => new()
    {
        Cluster = Text(),
        Name = Text(),
        Namespace = Text(),
        Uid = Text(),
        ResourceVersion = Text(),
        CreationTimestamp = Time(),
        Labels = Map(),
        Annotations = Map(),
        Reason = Text(),
        Message = Text(),
        Type = Text(),
        Action = Text(),
        Count = Number(),
        Series = Sometimes() ? new EventSeries(Number(), Time()) : null,
        FirstTimestamp = Time(),
        LastTimestamp = Time(),
        EventTime = Time(),
        SourceComponent = Text(),
        SourceHost = Text(),
        ReportingController = Text(),
        ReportingInstance = Text(),
        InvolvedObject = Reference(),
        Related = Sometimes() ? Reference() : null,
        Delta = Number(),
        ObservedAt = Time() ?? DateTimeOffset.UnixEpoch,
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
        if (_facts.Count > 0 && Sometimes())
            return _facts[_random.Next(_facts.Count)];
        _facts.Add(new ObjectFacts
        {
            Lookup = (LookupResult)_random.Next(7),
            Labels = Map(),
            Annotations = Map(),
            OwnerReferences = Owners(),
            OwnerChain = Owners(),
            Deleted = Sometimes(),
            Node = Text(),
            NamespaceLabels = Map(),
        });
        return _facts[^1];
    }

    private OwnerReference[] Owners() =>
        [.. Enumerable.Range(0, _random.Next(3)).Select(_ => new OwnerReference(Text(), Text(), Text(), Text(), Sometimes()))];

    private IReadOnlyDictionary<string, string> Map()
    {
        if (_maps.Count > 0 && Sometimes())
            return _maps[_random.Next(_maps.Count)];
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = _random.Next(4); i > 0; i--)
            map[Text()] = Text();
        _maps.Add(map);
        return map;
    }

    private string Text()
    {
        if (_random.Next(3) > 0)
            return _texts[_random.Next(_texts.Count)];
        var length = _random.Next(500) == 0 ? 100_000 : _random.Next(200);
        var widest = Sometimes() ? 0x80 : 0x10000;
        _texts.Add(string.Create(length, (_random, widest), static (span, s) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = (char)s._random.Next(s.widest);
        }));
        return _texts[^1];
    }

    private DateTimeOffset? Time() => _random.Next(6) switch
    {
        0 => null,
        1 => DateTimeOffset.MaxValue,
        2 => DateTimeOffset.MinValue,
        3 => new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromMinutes(_random.Next(-14 * 60, 14 * 60))),
        4 => new DateTimeOffset(2026, 3, 4, 5, 6, _random.Next(60), TimeSpan.Zero),
        _ => new DateTimeOffset(_random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
    };

    private int Number() => _random.Next(4) switch { 0 => 0, 1 => int.MinValue, 2 => int.MaxValue, _ => _random.Next(-5, 500) };

    private bool Sometimes() => _random.Next(2) == 0;
}
