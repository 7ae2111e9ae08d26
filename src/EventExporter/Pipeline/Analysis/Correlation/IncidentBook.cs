namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>All incidents, found by what they are about, by object and by owner.</summary>
internal sealed class IncidentBook
{
    private readonly Dictionary<ObjectKey, Incident> _topics = [];
    private readonly Dictionary<ObjectKey, Incident> _objects = [];
    private readonly Dictionary<ObjectKey, Incident> _roots = [];
    private readonly HashSet<Incident> _all = [];

    public IReadOnlyCollection<Incident> All => _all;

    public int ObjectCount => _objects.Count;

    /// <summary>Is told of an incident that an object has left for another.</summary>
    public Action<Incident> Left { get; set; } = static _ => { };

    public void Add(Incident incident)
    {
        _all.Add(incident);
        AddTopic(incident.Key, incident);
        foreach (var member in incident.Members.Values)
            Enter(incident, member);
    }

    /// <summary>What explains other things by another name too: the claims of a namespace.</summary>
    public void AddTopic(ObjectKey topic, Incident incident)
    {
        _topics[topic] = incident;
        incident.Topics.Add(topic);
    }

    public Incident? About(ObjectKey topic) => !topic.IsNone && _topics.TryGetValue(topic, out var incident) ? incident : null;

    public Incident? Of(ObjectKey member) => _objects.GetValueOrDefault(member);

    /// <summary>The shared incident that has troubled an owner.</summary>
    public Incident? OfRoot(ObjectKey root) => _roots.GetValueOrDefault(root);

    /// <summary>Makes the object a member, of this incident only. Null where there is no room for another.</summary>
    public Member? Join(Incident incident, ObjectKey key, ObjectKey root, Trouble trouble)
    {
        if (incident.Members.TryGetValue(key, out var known))
            return known;
        if (_objects.TryGetValue(key, out var former))
            Leave(former, key);
        incident.Objects++;
        if (incident.Roots.Count < Incident.MostMembers)
            incident.Roots.Add(root);
        if (incident.Members.Count >= Incident.MostMembers)
            return null;
        var member = new Member(key, root, trouble);
        incident.Members.Add(key, member);
        incident.Pages.Add(member);
        Enter(incident, member);
        return member;
    }

    public void Remove(Incident incident)
    {
        _all.Remove(incident);
        foreach (var topic in incident.Topics.Where(topic => _topics.GetValueOrDefault(topic) == incident))
            _topics.Remove(topic);
        ReleaseMembers(incident);
    }

    /// <summary>A resolved incident keeps its name and gives its objects free.</summary>
    public void ReleaseMembers(Incident incident)
    {
        foreach (var (key, member) in incident.Members)
        {
            if (_objects.GetValueOrDefault(key) == incident)
                _objects.Remove(key);
            if (_roots.GetValueOrDefault(member.Root) == incident)
                _roots.Remove(member.Root);
        }

        incident.Members.Clear();
        incident.Pages.Clear();
    }

    private void Enter(Incident incident, Member member)
    {
        _objects[member.Key] = incident;
        if (incident.IsShared)
            _roots[member.Root] = incident;
    }

    private void Leave(Incident incident, ObjectKey key)
    {
        if (!incident.Members.Remove(key, out var member))
            return;
        incident.Pages.Remove(member);
        Left(incident);
    }
}
