using System.Collections.Concurrent;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Enrichment;

/// <summary>Objects by name, as an API server has them; answers at once, or when a test lets it.</summary>
internal sealed class FakeCluster : IObjectMetadataReader
{
    private readonly ConcurrentDictionary<(string Kind, string Namespace, string Name), ObjectMetadata> _objects = new();
    private readonly ConcurrentQueue<ObjectIdentity> _reads = new();
    private readonly ConcurrentDictionary<string, MetadataAnswer> _answersByKind = new();
    private TaskCompletionSource? _gate;

    public IReadOnlyCollection<ObjectIdentity> Reads => _reads;

    public int ReadsOf(string kind) => _reads.Count(r => r.Kind == kind);

    public void Put(string kind, string ns, string name, string uid, OwnerReference? controller = null, params (string Key, string Value)[] labels) =>
        _objects[(kind, ns, name)] = new ObjectMetadata(
            uid, labels.ToDictionary(l => l.Key, l => l.Value), new Dictionary<string, string>(), controller is null ? [] : [controller], Deleted: false);

    public void Delete(string kind, string ns, string name) => _objects.TryRemove((kind, ns, name), out _);

    public void AnswerForKind(string kind, MetadataAnswer? answer)
    {
        if (answer is null)
            _answersByKind.TryRemove(kind, out _);
        else
            _answersByKind[kind] = answer;
    }

    /// <summary>From now on readings wait.</summary>
    public void Hold() => _gate = new TaskCompletionSource();

    public void LetGo()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    public async Task<MetadataAnswer> ReadAsync(ObjectIdentity identity, CancellationToken cancellation)
    {
        _reads.Enqueue(identity);
        if (_gate is { } gate)
            await gate.Task.WaitAsync(cancellation);
        if (_answersByKind.TryGetValue(identity.Kind, out var answer))
            return answer;
        return _objects.TryGetValue((identity.Kind, identity.Namespace, identity.Name), out var found) ? MetadataAnswer.Found(found) : MetadataAnswer.NotFound;
    }
}
