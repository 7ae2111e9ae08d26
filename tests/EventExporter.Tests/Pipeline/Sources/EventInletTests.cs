using System.Threading.Channels;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Tests.Pipeline.Sources;

public sealed class EventInletTests
{
    private readonly EventInlet _inlet = new();
    private readonly Channel<SourceItem> _pipeline = Channel.CreateUnbounded<SourceItem>();

    [Fact]
    public async Task Whoever_hands_in_waits_for_the_commit()
    {
        var running = _inlet.RunAsync(_pipeline.Writer, CancellationToken.None);
        var submitting = _inlet.SubmitAsync([Item("a"), Item("b")], CancellationToken.None);

        Assert.Equal("a", (await _pipeline.Reader.ReadAsync()).Event!.Name);
        Assert.Equal("b", (await _pipeline.Reader.ReadAsync()).Event!.Name);
        var last = await _pipeline.Reader.ReadAsync();
        Assert.False(submitting.IsCompleted);

        last.Committed!.SetResult();
        await submitting;
        _inlet.Close();
        await running;
    }

    [Fact]
    public async Task Whoever_still_waits_at_the_end_learns_so()
    {
        var submitting = _inlet.SubmitAsync([Item("a")], CancellationToken.None);
        _inlet.End();

        await Assert.ThrowsAsync<InletClosedException>(() => submitting);
        await Assert.ThrowsAsync<InletClosedException>(() => _inlet.SubmitAsync([Item("b")], CancellationToken.None));
    }

    private static SourceItem Item(string name) => new(new ClusterEvent { Name = name }, null, null, null);
}
