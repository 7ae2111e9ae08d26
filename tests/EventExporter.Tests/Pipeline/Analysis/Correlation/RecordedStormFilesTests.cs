using EventExporter.SampleCluster.Scenarios.Storms;
using EventExporter.Tests.Pipeline.Analysis.Correlation.Support;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation;

/// <summary>
/// The recordings in <c>examples/recordings/storms</c> are what the storms make. To write them anew:
/// <c>UPDATE_RECORDINGS=1 dotnet test --filter RecordedStormFiles</c>.
/// </summary>
public sealed class RecordedStormFilesTests
{
    public static TheoryData<string> Names => [.. RecordedStorm.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_committed_recording_is_what_its_storm_makes(string name)
    {
        var made = RecordedStorm.Make(StormCatalog.All.Select(static make => make()).First(storm => RecordedStorm.NameOf(storm) == name));
        if (Environment.GetEnvironmentVariable("UPDATE_RECORDINGS") is "1")
            made.Write();

        Assert.Equal(made.Story, File.ReadAllText(made.StoryFile));
        Assert.Equal(made.Watch, RecordedStorm.ReadWatch(name));
    }

    [Fact]
    public void There_is_no_recording_without_a_storm() =>
        Assert.Equal(RecordedStorm.Names.Order(), Directory.GetDirectories(RecordedStorm.Root).Select(Path.GetFileName).Order());

    [Fact]
    public void The_recordings_stay_small() =>
        Assert.InRange(Directory.GetFiles(RecordedStorm.Root, "*", SearchOption.AllDirectories).Sum(static file => new FileInfo(file).Length), 100_000, 3_000_000);
}
