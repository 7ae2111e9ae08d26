using System.IO.Compression;
using System.Text;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Occurrences;
using EventExporter.Pipeline.Sources.Replay;
using EventExporter.Testing;

namespace EventExporter.Tests.Pipeline.Sources.Replay;

public sealed class EventFileReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("event-files").FullName;
    private readonly EventFileReader _reader = new(new EventReader("", new ManualTimeProvider()));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"List","items":[EVENT(a,1),EVENT(b,3)],"metadata":{"resourceVersion":""}}""")]
    [InlineData("""{"items":[EVENT(a,1),EVENT(b,3)],"kind":"EventList"}""")]
    [InlineData("""[EVENT(a,1),EVENT(b,3)]""")]
    [InlineData("EVENT(a,1)\nEVENT(b,3)\n")]
    [InlineData("EVENT(a,1)\r\n\r\nEVENT(b,3)")]
    [InlineData("\uFEFF EVENT(a,1)EVENT(b,3)")]
    [InlineData("{\"type\":\"ADDED\",\"object\":EVENT(a,1)}\n{\"object\":EVENT(b,3),\"type\":\"ADDED\"}\n")]
    [InlineData("{\"kind\":\"List\",\"items\":[EVENT(a,1)]}\n{\"kind\":\"List\",\"items\":[EVENT(b,3)]}")]
    [InlineData("{\"kind\":\"List\",\"items\":null}\n{\"kind\":\"List\",\"items\":[]}\nEVENT(a,1)[EVENT(b,3)]")]
    [InlineData("kind: List\nitems:\n- metadata:\n    uid: a\n  count: 1\n- metadata: {uid: b}\n  count: 3\nmetadata: {}\n")]
    [InlineData("# saved\n---\nmetadata:\n  uid: a\n  name: null\ncount: 1\n---\nkind: Event\nmetadata:\n  uid: b\ncount: 3\n...\n")]
    [InlineData("- metadata: {uid: a}\n- metadata: {uid: b}\n  series: {count: 3, lastObservedTime: 2026-01-01T00:00:00.000001Z}\n")]
    public async Task Every_shape_of_recording_gives_the_same_events(string content)
    {
        Assert.Equal([("a", 1), ("b", 3)], await ReadAsync(Events(content)));
    }

    [Fact]
    public async Task Pretty_printed_lists_are_read_in_pieces_of_any_size()
    {
        var json = Events("""{"kind":"List","items":[EVENT(a,1),EVENT(b,3)]}""").Replace("{", "{\n  ", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json);
        for (var size = 1; size < 40; size++)
        {
            var lines = new List<long>();
            await foreach (var item in JsonRecording.ReadAsync(new SlowStream(bytes, size), "x", default))
                lines.Add(item.Line);

            Assert.Equal([2, 4], lines);
        }
    }

    [Fact]
    public async Task A_huge_event_among_small_ones_fits()
    {
        var message = new string('x', 300_000);
        var content = Events("EVENT(a,1)\n") + $$$"""{"metadata":{"uid":"big"},"message":"{{{message}}}"}""" + Events("\nEVENT(b,3)");

        Assert.Equal([("a", 1), ("big", 1), ("b", 3)], await ReadAsync(content));
    }

    [Fact]
    public async Task A_recorded_watch_counts_growth_and_leaves_expiry_out()
    {
        var content = Events("""
            {"type":"ADDED","object":EVENT(a,1,1)}
            {"type":"MODIFIED","object":EVENT(a,4,2)}
            {"type":"MODIFIED","object":EVENT(a,4,3)}
            {"type":"BOOKMARK","object":{"kind":"Event","metadata":{"resourceVersion":"9"}}}
            {"type":"MODIFIED","object":EVENT(a,6,10)}
            {"type":"DELETED","object":EVENT(a,6,11)}
            """);

        Assert.Equal([("a", 1), ("a", 3), ("a", 2)], await ReadAsync(content));
    }

    [Fact]
    public async Task Gzip_is_recognised_by_its_content()
    {
        var path = Path.Combine(_folder, "events.json");
        await using (var zip = new GZipStream(File.Create(path), CompressionMode.Compress))
            await zip.WriteAsync(Encoding.UTF8.GetBytes(Events("EVENT(a,1)")));

        Assert.Equal([("a", 1)], await ReadFileAsync(path));
    }

    [Fact]
    public async Task Standard_input_can_be_checked_and_then_read()
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes(Events("EVENT(a,1)\nEVENT(b,3)")));
        await using var recording = await Recording.OpenAsync("-", () => input, default);

        Assert.Equal(2, (await _reader.ValidateAsync(recording, default)).Occurrences);
        Assert.Equal([("a", 1), ("b", 3)], await ReadAsync(recording));
    }

    [Fact]
    public async Task The_record_of_another_exporter_brings_its_labels()
    {
        var path = Write("""{"metadata":{"uid":"a"},"clusterName":"c","involvedObject":{"kind":"Pod","labels":{"app":"x"},"deleted":false}}""");
        await using var recording = await Recording.OpenAsync(path, NoInput, default);
        await foreach (var read in _reader.ReadAsync(recording, new OccurrenceTracker(), default))
            Assert.Equal("x", read.Carried!.Labels["app"]);
    }

    [Theory]
    [InlineData("EVENT(a,1)\n{\"kind\":\"Pod\",\"metadata\":{\"uid\":\"p\"}}\n", "FILE, line 2 (record 2): kind: \"Pod\" is no Event")]
    [InlineData("EVENT(a,1)\n{\"metadata\":{\"uid\":\"p\"", "FILE, line 2: not valid JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.")]
    [InlineData("EVENT(a,1)\n{nonsense}", "FILE, line 2: not valid JSON: 'n' is an invalid start of a property name. Expected a '\"'.")]
    [InlineData("[1]", "FILE, line 1: not valid JSON: expected an event object, found Number")]
    [InlineData("{\"type\":\"FOO\",\"object\":{}}", "FILE, line 1 (record 1): type: \"FOO\" is no watch event; expected ADDED, MODIFIED, DELETED or BOOKMARK")]
    [InlineData("just text", "FILE, line 1: expected an event, a list of events or a Kubernetes List")]
    [InlineData("a: [b", "FILE, line 2: not valid YAML: While parsing a flow sequence, did not find expected ',' or ']'.")]
    [InlineData("- metadata: {uid: a}\n- kind: Pod\n", "FILE, line 2 (record 2): kind: \"Pod\" is no Event")]
    [InlineData("", "FILE: is empty")]
    public async Task A_mistake_is_one_clear_message_with_its_line(string content, string message)
    {
        var path = Write(Events(content));
        await using var recording = await Recording.OpenAsync(path, NoInput, default);
        var report = await _reader.ValidateAsync(recording, default);

        Assert.Equal(message.Replace("FILE", path, StringComparison.Ordinal), Assert.Single(report.Problems));
    }

    [Fact]
    public async Task All_mistakes_are_found_at_once()
    {
        await using var recording = await Recording.OpenAsync(Write(Events("{\"kind\":\"A\"}\nEVENT(a,1)\n{\"kind\":\"B\"}\n")), NoInput, default);
        var report = await _reader.ValidateAsync(recording, default);

        Assert.Equal((3, 1, 2), (report.Records, report.Occurrences, report.Problems.Count));
    }

    [Fact]
    public async Task A_missing_file_is_said_to_be_missing()
    {
        var e = await Assert.ThrowsAsync<RecordingException>(() => Recording.OpenAsync("/no/such.json", NoInput, default));

        Assert.Equal("/no/such.json: there is no such file", e.Message);
    }

    [Fact]
    public async Task A_replay_with_a_mistake_in_its_last_line_sends_nothing()
    {
        await using var recording = await Recording.OpenAsync(Write(Events("EVENT(a,1)\n{}")), NoInput, default);
        var output = System.Threading.Channels.Channel.CreateUnbounded<EventExporter.Pipeline.Sources.SourceItem>();

        var e = await Assert.ThrowsAsync<RecordingException>(() => new ReplaySource(_reader, [recording]).RunAsync(output.Writer, default));
        Assert.EndsWith("Nothing was sent.", e.Message, StringComparison.Ordinal);
        Assert.False(output.Reader.TryRead(out _));
    }

    private static Stream NoInput() => throw new InvalidOperationException("standard input was asked for");

    /// <summary>EVENT(uid,count) and EVENT(uid,count,version) stand for the JSON of an event.</summary>
    private static string Events(string content) => System.Text.RegularExpressions.Regex.Replace(
        content,
        @"EVENT\((\w+),(\d+)(?:,(\d+))?\)",
        m => $$$"""{"kind":"Event","apiVersion":"v1","metadata":{"uid":"{{{m.Groups[1].Value}}}","resourceVersion":"{{{m.Groups[3].Value}}}"},"count":{{{m.Groups[2].Value}}},"type":"Normal"}""");

    private string Write(string content)
    {
        var path = Path.Combine(_folder, "recording");
        File.WriteAllText(path, content);
        return path;
    }

    private Task<List<(string Uid, int Delta)>> ReadAsync(string content) => ReadFileAsync(Write(content));

    private async Task<List<(string Uid, int Delta)>> ReadFileAsync(string path)
    {
        await using var recording = await Recording.OpenAsync(path, NoInput, default);
        return await ReadAsync(recording);
    }

    private async Task<List<(string Uid, int Delta)>> ReadAsync(Recording recording)
    {
        var read = new List<(string, int)>();
        await foreach (var recorded in _reader.ReadAsync(recording, new OccurrenceTracker(), default))
            read.Add((recorded.Event.Uid, recorded.Event.Delta));
        return read;
    }

    private sealed class SlowStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
