using EventExporter.Configuration;
using EventExporter.Tests.Configuration.Support;

namespace EventExporter.Tests.Configuration;

/// <summary>
/// Each <c>Cases/config/(condition).yaml</c> has exactly the problems that its <c>.problems</c> file lists; without such a file it has
/// none. Cases see the variables and files of <see cref="Environment"/>.
/// </summary>
public sealed class ConfigurationCaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "config");

    private static FakeEnvironment Environment => new()
    {
        Variables = { ["CLUSTER"] = "production", ["ES_PASSWORD"] = "pa: ss # \"word", ["SLACK_TOKEN"] = "xoxb-secret", ["EMPTY"] = "" },
        Files = { ["/secrets/password"] = "from-a-file\n" },
    };

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_has_exactly_the_problems_that_its_case_lists(string name)
    {
        var problemsFile = Path.Combine(Folder, name + ".problems");
        var expected = File.Exists(problemsFile) ? File.ReadAllText(problemsFile) : "";
        var result = Load(name);
        var actual = string.Concat(result.Problems.Select(problem => problem + "\n"));
        if (System.Environment.GetEnvironmentVariable("CASES_OUT") is { Length: > 0 } output)
            File.WriteAllText(Path.Combine(output, name + ".problems"), actual);
        Assert.Equal(expected, actual, ignoreLineEndingDifferences: true);
        Assert.Equal(result.Problems.Any(problem => problem.IsError), result.Configuration is null);
    }

    [Fact]
    public void The_cases_are_there() => Assert.True(Cases.Count > 20);

    internal static LoadResult Load(string name) =>
        ConfigurationLoader.LoadText(File.ReadAllText(Path.Combine(Folder, name + ".yaml")), name + ".yaml", Environment, TestReceivers.Types);
}
