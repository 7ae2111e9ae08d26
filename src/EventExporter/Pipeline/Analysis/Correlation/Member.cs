namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>An object in trouble.</summary>
internal sealed class Member(ObjectKey key, ObjectKey root, Trouble trouble)
{
    private DateTimeOffset _scoredAt;
    private bool _isChanged = true;

    public ObjectKey Key { get; } = key;

    /// <summary>Its owner.</summary>
    public ObjectKey Root { get; } = root;

    public Trouble Trouble { get; private set; } = trouble;

    public MemberState State { get; private set; } = MemberState.Recovered;

    /// <summary>It has been in trouble long and often enough since then; what is not is a hiccup, which neither opens an incident nor keeps it open.</summary>
    public bool IsGrave { get; private set; }

    /// <summary>Since when it is in trouble without a recovery in between.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The time up to which somebody is known to work on it: the cluster autoscaler adds a node.</summary>
    public DateTimeOffset ExcusedUntil
    {
        get;
        set => (field, _isChanged) = (value, true);
    }

    /// <summary>Where <see cref="MemberPages"/> keep it.</summary>
    public int Place { get; set; }

    /// <summary>Occurrences that are not yet forgotten.</summary>
    public double Score { get; private set; }

    public void Restore(MemberState state, bool isGrave, DateTimeOffset since, double score, DateTimeOffset scoredAt) =>
        (State, IsGrave, Since, Score, _scoredAt, _isChanged) = (state, isGrave, since, score, scoredAt, false);

    /// <summary>Whether it is other than when this was last asked.</summary>
    public bool TakeChange()
    {
        var isChanged = _isChanged;
        _isChanged = false;
        return isChanged;
    }

    /// <summary>It recovered, or went away.</summary>
    public void Leave(MemberState state) => (State, IsGrave, _isChanged) = (state, false, true);

    public DateTimeOffset ScoredAt => _scoredAt;

    /// <param name="weight">What one occurrence counts.</param>
    /// <param name="occurrences">How many have come since the last one was told of, or else since <paramref name="first"/>: spread over that time, not all of them now.</param>
    public void Add(Trouble trouble, double weight, int occurrences, DateTimeOffset first, DateTimeOffset at)
    {
        if (State != MemberState.Troubled && !CauseRules.Of(Trouble).DoesExplain(trouble))
            (Trouble, Score, _scoredAt) = (trouble, 0, default);
        else if (CauseRules.Of(trouble).Rank >= CauseRules.Of(Trouble).Rank)
            Trouble = trouble;
        if (State != MemberState.Troubled || ScoreAt(at) == 0)
            (Since, IsGrave) = (at, false);
        State = MemberState.Troubled;
        var spread = Forgotten(Score + (weight * occurrences), _scoredAt > first ? _scoredAt : first, at);
        Score = Math.Max(ScoreAt(at) + weight, spread);
        _scoredAt = at;
        _isChanged = true;
    }

    public double ScoreAt(DateTimeOffset at) => Forgotten(Score, _scoredAt, at);

    private double Forgotten(double score, DateTimeOffset since, DateTimeOffset at)
    {
        var leak = CauseRules.Of(Trouble).Leak;
        return leak == TimeSpan.Zero || at <= since ? score : Math.Max(0, score - ((at - since) / leak));
    }

    /// <summary>Whether it alone is enough for an incident; remembered until it recovers.</summary>
    public bool Judge(DateTimeOffset now)
    {
        var rule = CauseRules.Of(Trouble);
        if (IsGrave || State != MemberState.Troubled || now < ExcusedUntil || Score <= 0 || Score < rule.Occurrences || now - Since < rule.Lasting)
            return IsGrave;
        return IsGrave = _isChanged = true;
    }
}
