using EventExporter.Configuration;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Tests.Configuration.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Configuration;

public sealed class ConfigurationLoaderTests
{
    private const string Minimal = "route: {match: [{receiver: a}]}\nreceivers: [{name: a, stdout: }]";

    private static ExporterConfiguration Good(string name)
    {
        var result = ConfigurationCaseTests.Load(name);
        Assert.True(result.Configuration is not null, string.Join('\n', result.Problems));
        return result.Configuration;
    }

    [Fact]
    public void The_defaults_are_these()
    {
        var configuration = Good("good-minimal");
        Assert.Equal("", configuration.ClusterName);
        Assert.Equal((LogLevel.Info, LogFormat.Json), (configuration.LogLevel, configuration.LogFormat));
        Assert.Equal(SourceStart.Now, configuration.Source.Start);
        Assert.Empty(configuration.Source.Namespaces);
        Assert.Equal((50.0, 100), (configuration.KubeQps, configuration.KubeBurst));
        Assert.Equal((5, false, 10_000), (configuration.MaxEventAgeSeconds, configuration.OmitLookup, configuration.CacheSize));
        Assert.Equal(("./data", Durability.Process), (configuration.Storage.Path, configuration.Storage.Durability));
        Assert.Equal(ByteSize.FromGibibytes(1), configuration.Storage.Journal.MaxSize);
        Assert.Equal((TimeSpan.FromHours(1), WhenFull.DropOldest), (configuration.Storage.Journal.Retention, configuration.Storage.Journal.WhenFull));
        Assert.Equal(":8080", configuration.Server.Address);
        Assert.Equal(TemplateLanguage.Scriban, configuration.TemplateLanguage);
        Assert.False(configuration.LeaderElection.Enabled);
    }

    [Fact]
    public void A_receiver_type_without_a_body_has_its_defaults()
    {
        var receiver = Assert.Single(Good("good-minimal").Receivers);
        Assert.Equal(("dump", "stdout"), (receiver.Name, receiver.Type));
        Assert.False(Assert.IsType<TestStdoutOptions>(receiver.Options).DeDot);
        Assert.Equal(TimeSpan.FromSeconds(30), receiver.Retry.Timeout);
        Assert.Null(receiver.RateLimit);
    }

    [Fact]
    public void A_file_of_kubernetes_event_exporter_keeps_its_meaning()
    {
        var configuration = Good("legacy-every-key");
        Assert.Equal("production", configuration.ClusterName);
        Assert.Equal(LogLevel.Fatal, configuration.LogLevel);
        Assert.Equal(10, configuration.MaxEventAgeSeconds);
        Assert.Equal(["default"], configuration.Source.Namespaces);
        Assert.Equal(["5"], configuration.Route.Drop[0].Kind);
        Assert.Equal(["true"], configuration.Route.Routes[0].Drop[0].Labels["debug"]);
        var search = Assert.IsType<TestSearchOptions>(configuration.Receivers[1].Options);
        Assert.Equal("pa: ss # \"word", search.Password?.Reveal());
        var chat = Assert.IsType<TestChatOptions>(configuration.Receivers[2].Options);
        Assert.Equal("costs $5", chat.Message);
        var layout = Assert.IsType<MappingNode>(Assert.IsType<TestStdoutOptions>(configuration.Receivers[0].Options).Layout);
        var details = Assert.IsType<MappingNode>(layout.Find("details")!.Value);
        Assert.Equal(5L, Assert.IsType<ScalarNode>(details.Find("count")!.Value).Typed());
        var pair = Assert.IsType<ScalarNode>(Assert.IsType<SequenceNode>(details.Find("pairs")!.Value).Items[0]);
        Assert.Equal("{{ $x := .Count }}{{ $x }}", pair.Value);
    }

    [Fact]
    public void What_is_more_than_the_old_format_is_read_too()
    {
        var configuration = Good("good-every-key");
        Assert.Equal(["default", "production"], configuration.Source.Namespaces);
        Assert.Equal(Durability.Power, configuration.Storage.Durability);
        var rule = configuration.Route.Match[0];
        Assert.Equal(["web"], rule.Owner!.Name);
        Assert.Equal(["a", "b"], rule.Not!.Not!.Owner!.Name);
        Assert.Empty(configuration.Route.Drop[1].Labels["noise"]);
        var alerts = configuration.Receivers[0];
        Assert.Equal((60.0, RateOverflow.Drop), (alerts.RateLimit!.PerMinute!.Value, alerts.RateLimit.Overflow));
        Assert.Equal("xoxb-secret", Assert.IsType<TestChatOptions>(alerts.Options).Token.Reveal());
        Assert.Equal("from-a-file", Assert.IsType<TestSearchOptions>(configuration.Receivers[1].Options).Password?.Reveal());
    }

    [Fact]
    public void Merged_options_are_those_of_the_anchor() =>
        Assert.True(Assert.IsType<TestStdoutOptions>(Good("anchors-and-merge-keys").Receivers[1].Options).DeDot);

    [Fact]
    public void Ten_mistakes_are_ten_problems_each_with_a_place()
    {
        var problems = ConfigurationCaseTests.Load("ten-mistakes").Problems;
        Assert.Equal(10, problems.Count);
        Assert.All(problems, problem => Assert.True(problem is { Line: > 0, Column: > 0, Path.Length: > 0 }));
        Assert.Equal(10, problems.Select(problem => problem.Line).Distinct().Count());
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem()
    {
        var problem = Assert.Single(ConfigurationLoader.Load("/no/such.yaml", new FakeEnvironment(), TestReceivers.Types).Problems);
        Assert.Equal("/no/such.yaml:1:1: the file cannot be read; does it exist? (give its path with --config)", problem.ToString());
    }

    [Fact]
    public void Files_are_looked_for_beside_the_configuration()
    {
        var environment = new FakeEnvironment { Files = { ["/etc/ee/config.yaml"] = "clusterName: ${file:name}\n" + Minimal, ["/etc/ee/name"] = "east\n" } };
        Assert.Equal("east", ConfigurationLoader.Load("/etc/ee/config.yaml", environment, TestReceivers.Types).Configuration!.ClusterName);
    }

    [Fact]
    public void The_place_of_a_key_is_known_after_loading()
    {
        var result = ConfigurationCaseTests.Load("legacy-every-key");
        var chat = result.Configuration!.Receivers[2].Options;
        var place = result.Sources.Of(chat, "message");
        Assert.Equal("receivers[2].slack.message", place.Path);
        Assert.Equal("legacy-every-key.yaml", place.Node.Location.File);
    }

    /// <summary>
    /// A value from outside is put wherever a value can stand, right or wrong; no problem may repeat it.
    /// </summary>
    [Fact]
    public void No_problem_shows_a_value_from_the_environment_or_a_file()
    {
        var positions = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "config", "good-every-key.yaml"));
        var secrets = Gen.Elements("s3cr3t-value", "*s3cr3t-value", "(s3cr3t-value", "s3cr3t-value/x:y", "http//s3cr3t-value@host", "s3cr3t-value*", "a\ns3cr3t-value");
        var lines = Gen.Choose(0, positions.Length - 1);
        var property = Prop.ForAll(lines.Zip(secrets).Zip(Gen.Elements("${S}", "${file:s}", "$S", "x${S}", "[\"${S}\", '${S}']", "{a: \"${S}\"}")).ToArbitrary(), sample =>
        {
            var ((line, secret), reference) = sample;
            var colon = positions[line].IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
                return;
            var quoted = reference[0] is '[' or '{' ? reference : $"\"{reference}\"";
            var changed = positions.Select((text, i) => i == line ? $"{text[..colon]}: {quoted}" : text);
            var environment = new FakeEnvironment { Variables = { ["S"] = secret, ["CLUSTER"] = "c", ["SLACK_TOKEN"] = "t" }, Files = { ["s"] = secret, ["/secrets/password"] = "p" } };
            var result = ConfigurationLoader.LoadText(string.Join('\n', changed), "f.yaml", environment, TestReceivers.Types);
            Assert.All(result.Problems, problem => Assert.DoesNotContain("s3cr3t", problem.ToString(), StringComparison.Ordinal));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void However_a_file_is_damaged_it_is_answered_with_problems_or_loads()
    {
        var whole = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "config", "good-every-key.yaml"));
        var damage = from at in Gen.Choose(0, whole.Length - 1)
                     from removed in Gen.Choose(0, 12)
                     from added in Gen.Elements("", "\n", " ", "  ", "- ", ": ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "<<: ", "|", "#", "null", "${", "$", "%", "!!x ", "---", "\t", "\0")
                     select whole.Remove(at, Math.Min(removed, whole.Length - at)).Insert(at, added);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(damage.ToArbitrary(), text =>
        {
            var result = ConfigurationLoader.LoadText(text, "f.yaml", new FakeEnvironment(), TestReceivers.Types);
            Assert.Equal(result.Problems.Any(problem => problem.IsError), result.Configuration is null);
        }));
    }

    [Theory]
    [InlineData("elasticsearch: {hosts: 'https://es:1', password: [s3cr3t]}")]
    [InlineData("elasticsearch: {hosts: 'https://es:1', password: s3cr3t, timeout: s}")]
    [InlineData("elasticsearch: {hosts: 'htps:/u:s3cr3t@es:1'}")]
    [InlineData("elasticsearch: {hosts: 'elastic:s3cr3t@es:9200'}")]
    [InlineData("slack: {token: s3cr3t}")]
    [InlineData("slack: {token: {s: s3cr3t}, channel: x}")]
    [InlineData("slack: {tokn: s3cr3t, channel: x}")]
    public void No_problem_shows_a_secret_written_in_the_file(string type)
    {
        var yaml = "route: {match: [{receiver: a}]}\nreceivers: [{name: a, " + type + "}]";
        var problems = ConfigurationLoader.LoadText(yaml, "f.yaml", new FakeEnvironment(), TestReceivers.Types).Problems;
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.DoesNotContain("s3cr3t", problem.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_built_in_receiver_type_can_be_created_and_declares_its_keys()
    {
        foreach (var type in ReceiverTypes.BuiltIn.All)
        {
            var options = EventExporter.Configuration.Binding.OptionsClass.Of(type.OptionsType);
            Assert.NotNull(options.Create());
            Assert.All(options.Properties, property => Assert.EndsWith(".", property.Option.Description, StringComparison.Ordinal));
        }
    }
}
