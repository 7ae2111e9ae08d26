using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>The counterpart of <see cref="IncidentCodec.Encode"/>.</summary>
internal ref struct IncidentDecoder
{
    private PayloadReader _r;

    private IncidentDecoder(ReadOnlySpan<byte> data) => _r = new PayloadReader(data);

    /// <exception cref="InvalidDataException">It is of another version, or damaged.</exception>
    public static Incident Decode(ReadOnlySpan<byte> data, byte version) =>
        data.Length > 1 && data[0] == version ? new IncidentDecoder(data[1..]).Incident() : throw new InvalidDataException("another version");

    /// <exception cref="InvalidDataException">It is of another version, or damaged.</exception>
    public static void DecodePage(ReadOnlySpan<byte> data, byte version, Incident incident)
    {
        if (data.Length <= 1 || data[0] != version)
            throw new InvalidDataException("another version");
        new IncidentDecoder(data[1..]).Members(incident);
    }

    private Incident Incident()
    {
        var (id, key) = (_r.String(), Key());
        var root = new ObjectReference { ApiVersion = _r.String(), Kind = _r.String(), Namespace = _r.String(), Name = _r.String(), Uid = _r.String() };
        var (cluster, node) = (_r.String(), _r.String());
        var (phase, trouble, severity, toldTrouble, toldSeverity, toldRecovery) =
            ((IncidentPhase)_r.Byte(), Trouble(), (Severity)_r.Byte(), Trouble(), (Severity)_r.Byte(), _r.Byte() != 0);
        var i = new Incident(id, key, root)
        {
            Cluster = cluster,
            Node = node,
            Phase = phase,
            Trouble = trouble,
            Severity = severity,
            ToldTrouble = toldTrouble,
            ToldSeverity = toldSeverity,
            HasToldRecovery = toldRecovery,
            Since = Time(),
            LastSign = Time(),
            PhaseSince = Time(),
            ToldAt = Time(),
            Count = _r.Signed(),
            Objects = _r.Int32(),
            Number = _r.Int32(),
            Reopened = _r.Int32(),
            ToldCount = _r.Signed(),
        };
        i.Leads[trouble] = new Lead(Map(), new ObjectFacts { Lookup = LookupResult.Carried, Labels = Map(), Annotations = Map(), NamespaceLabels = Map() });
        Members(i);
        for (var n = _r.Count(); n > 0; n--)
            i.Roots.Add(Key());
        for (var n = _r.Count(); n > 0; n--)
            i.Evidence.Add((Trouble(), Quote()));
        for (var n = _r.Count(); n > 0; n--)
            i.Changes.Add(Quote());
        for (var n = _r.Count(); n > 0; n--)
            i.Reasons[_r.String()] = _r.Signed();
        return i;
    }

    private void Members(Incident i)
    {
        for (var n = _r.Count(); n > 0; n--)
        {
            var place = _r.Int32();
            var (key, root, trouble, state, isGrave) = (Key(), Key(), Trouble(), (MemberState)_r.Byte(), _r.Byte() != 0);
            var (since, scoredAt, excused, score) = (Time(), Time(), Time(), _r.Signed() / 1000.0);
            var member = new Member(key, root, trouble) { ExcusedUntil = excused };
            member.Restore(state, isGrave, since, score, scoredAt);
            if (place is < 0 or >= Correlation.Incident.MostMembers || !i.Members.TryAdd(key, member))
                throw new InvalidDataException("an object has no place");
            i.Pages.Put(place, member);
        }
    }

    private Trouble Trouble()
    {
        var trouble = (Trouble)_r.Byte();
        return trouble == Correlation.Trouble.None || CauseRules.IsKnown(trouble) ? trouble : throw new InvalidDataException("an unknown kind of trouble");
    }

    private EventQuote Quote() => new()
    {
        Reason = _r.String(),
        Kind = _r.String(),
        Namespace = _r.String(),
        Name = _r.String(),
        Message = _r.String(),
        Identity = _r.String(),
        At = Time(),
        Count = _r.Signed(),
    };

    private ObjectKey Key() => new(_r.String(), _r.String(), _r.String());

    private Dictionary<string, string> Map()
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var n = _r.Count(); n > 0; n--)
            map[_r.String()] = _r.String();
        return map;
    }

    private DateTimeOffset Time() => new(_r.Signed(), TimeSpan.Zero);
}
