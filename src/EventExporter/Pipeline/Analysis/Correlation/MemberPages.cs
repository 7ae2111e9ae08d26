namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>The objects of an incident as they are saved: in pages, so that an event about one of hundreds writes its page and not all of them.</summary>
internal sealed class MemberPages
{
    /// <summary>Objects on a page. Most incidents have no more, and are written in one piece.</summary>
    public const int Size = 16;

    private readonly List<Member?> _places = [];
    private uint _changed;
    private int _count;

    public int Count => (_places.Count + Size - 1) / Size;

    public void Add(Member member)
    {
        if (_count == _places.Count)
            _places.Add(null);
        Put(_places.IndexOf(null), member);
    }

    /// <summary>Puts a member where it was when it was saved.</summary>
    public void Put(int place, Member member)
    {
        while (_places.Count <= place)
            _places.Add(null);
        _places[place] = member;
        member.Place = place;
        _count++;
        Change(place);
    }

    public void Remove(Member member)
    {
        _places[member.Place] = null;
        _count--;
        Change(member.Place);
    }

    public void Clear()
    {
        for (var place = 0; place < _places.Count; place++)
        {
            _places[place] = null;
            Change(place);
        }

        _count = 0;
    }

    public IEnumerable<Member> Of(int page) => _places.Skip(page * Size).Take(Size).OfType<Member>();

    /// <summary>Whether a page is other than it was when this was last asked.</summary>
    public bool TakeChange(int page)
    {
        var isChanged = (_changed & Bit(page)) != 0;
        _changed &= ~Bit(page);
        for (var place = page * Size; place < Math.Min(_places.Count, (page + 1) * Size); place++)
            isChanged |= _places[place]?.TakeChange() == true;
        return isChanged;
    }

    private void Change(int place) => _changed |= Bit(place / Size);

    /// <summary>There are at most 32 pages: <see cref="Incident.MostMembers"/> fit.</summary>
    private static uint Bit(int page) => 1u << page;
}
