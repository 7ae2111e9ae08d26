using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet.Silences;

public sealed class SilencePropertyTests
{
    [Fact]
    public void Only_what_a_silence_matches_is_held_back_and_only_while_it_lasts() =>
        Prop.ForAll(Stories().ToArbitrary(), story => HoldsAsync(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    /// <summary>Events of three namespaces minutes apart; one namespace is silenced for a while, one for another receiver, one not at all.</summary>
    private static async Task<bool> HoldsAsync(Story story)
    {
        var folder = Directory.CreateTempSubdirectory("silences").FullName;
        try
        {
            var time = new ManualTimeProvider(Some.Time);
            using var book = new SilenceBook(folder, time, NullLogger.Instance);
            var (from, to) = (Some.Time.AddMinutes(story.From), Some.Time.AddMinutes(story.From + story.Length));
            book.Add(new NewSilence("namespace=ns-0", "ops", "maintenance", from, to));
            book.Add(new NewSilence("namespace=ns-1 receiver=other", "ops", "maintenance", from, to));
            await using var harness = new Harness(QuietSome.Options(QuietSettings.None), time: time, silences: book);
            var told = new Told();
            harness.Sink.Always = told.Take;
            harness.Start();
            var expected = new List<string>();
            foreach (var (space, minutes) in story.Events)
            {
                time.Advance(TimeSpan.FromMinutes(minutes));
                var reason = $"R{expected.Count}-{minutes}-{Guid.NewGuid():N}";
                if (space != 0 || time.GetUtcNow() < from || time.GetUtcNow() >= to)
                    expected.Add(reason);
                harness.Journal.Append(QuietSome.Event($"ns-{space}", reason));
                await Harness.UntilAsync(() => harness.Status.Pending == 0 && harness.Status.Bookmark == harness.Journal.Head);
            }

            return expected.SequenceEqual(told.Messages.Select(static message => message.Event.Reason))
                && harness.Status.Silenced == story.Events.Length - expected.Count;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Gen<Story> Stories() =>
        from events in (from space in Gen.Choose(0, 2) from minutes in Gen.Choose(0, 12) select (space, minutes)).NonEmptyListOf()
        from start in Gen.Choose(0, 40)
        from length in Gen.Choose(1, 60)
        select new Story([.. events], start, length);

    private sealed record Story((int Space, int Minutes)[] Events, int From, int Length);
}
