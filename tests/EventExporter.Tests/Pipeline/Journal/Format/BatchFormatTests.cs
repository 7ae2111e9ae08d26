using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Tests.Pipeline.Journal.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Journal.Format;

public class BatchFormatTests
{
    [Fact]
    public void What_was_written_is_read_whatever_it_holds()
    {
        var encoder = new BatchEncoder();
        Prop.ForAll<int, byte>((seed, count) =>
        {
            var events = new RandomEvents(seed).Next(count % 12);
            var read = BatchDecoder.Decode(encoder.Encode(events));
            return read.Select(Dump.Of).SequenceEqual(events.Select(Dump.Of));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void A_large_batch_takes_a_fraction_of_its_text()
    {
        var events = SampleEvents.Events(1, 1000);

        var payload = new BatchEncoder().Encode(events);

        Assert.True(payload.Length < 120 * events.Length, $"{payload.Length / events.Length} bytes an event");
        Assert.Equal(events.Select(Dump.Of), BatchDecoder.Decode(payload).Select(Dump.Of));
    }

    [Fact]
    public void Facts_and_labels_that_events_share_are_shared_again_when_read()
    {
        var facts = SampleEvents.Event(1).Object;
        var events = SampleEvents.Events(1, 3).Select(e => e with { Enriched = new EnrichedEvent(e.Event, facts) }).ToArray();

        var read = BatchDecoder.Decode(new BatchEncoder().Encode(events));

        Assert.Same(read[0].Object, read[2].Object);
        Assert.Same(read[0].Event.Reason, read[2].Event.Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Any_byte_changed_and_any_piece_cut_off_is_noticed(int count)
    {
        var payload = new BatchEncoder().Encode(SampleEvents.Events(1, count));
        var random = new Random(count);
        for (var i = 0; i < 500; i++)
        {
            var changed = payload.ToArray();
            var at = random.Next(changed.Length);
            changed[at] ^= (byte)random.Next(1, 256);
            var cut = payload[..random.Next(payload.Length)];

            // Which bits of the flags are unused, and the length where nothing is compressed, may change without harm.
            if (at is not (>= 1 and < 10))
                Assert.Throws<InvalidDataException>(() => BatchDecoder.Decode(changed));
            Assert.Throws<InvalidDataException>(() => BatchDecoder.Decode(cut));
        }
    }

    [Fact]
    public void A_batch_of_the_format_before_findings_is_read()
    {
        var events = SampleEvents.Events(1, 1);
        var payload = new BatchEncoder().Encode(events);
        Assert.Equal(0, payload[1]);

        // The only event has no finding, which is the last byte of the body.
        var older = payload[..^1];
        BatchFormat.WriteHeader(older, deflated: false, older.Length - BatchFormat.HeaderLength);
        older[0] = 1;

        Assert.Equal(events.Select(Dump.Of), BatchDecoder.Decode(older).Select(Dump.Of));
    }

    [Fact]
    public void A_newer_format_is_named_as_such()
    {
        var payload = new BatchEncoder().Encode(SampleEvents.Events(1, 1));
        payload[0] = BatchFormat.Version + 1;

        var error = Assert.Throws<InvalidDataException>(() => BatchDecoder.Decode(payload));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }
}
