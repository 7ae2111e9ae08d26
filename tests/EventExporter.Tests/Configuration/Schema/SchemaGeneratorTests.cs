using System.Text.Json.Nodes;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Schema;
using EventExporter.Tests.Configuration.Support;

namespace EventExporter.Tests.Configuration.Schema;

public sealed class SchemaGeneratorTests
{
    private static readonly JsonObject Schema = SchemaGenerator.Generate(TestReceivers.Types);

    private static ConfigNode Case(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "config", name + ".yaml"));
        return Tree(text);
    }

    private static ConfigNode Tree(string text)
    {
        var problems = new ProblemList();
        var environment = new FakeEnvironment { Variables = { ["CLUSTER"] = "c", ["ES_PASSWORD"] = "p", ["SLACK_TOKEN"] = "t" }, Files = { ["/secrets/password"] = "p" } };
        return new YamlTreeReader("test.yaml", new ValueExpander(environment, null, problems), problems).Read(text)!;
    }

    [Theory]
    [InlineData("good-minimal")]
    [InlineData("good-every-key")]
    [InlineData("legacy-every-key")]
    [InlineData("anchors-and-merge-keys")]
    public void What_loads_is_accepted(string name) => Assert.True(new SchemaChecker(Schema).Accepts(Case(name)));

    [Theory]
    [InlineData("clusterNmae: x")]
    [InlineData("kubeQPS: fast")]
    [InlineData("cacheSize: -1")]
    [InlineData("source: {start: yesterday}")]
    [InlineData("route: {match: [{reciever: x}]}")]
    [InlineData("route: {match: [{not: {receiver: x}}]}")]
    [InlineData("receivers: [{name: x}]")]
    [InlineData("receivers: [{stdout: {}}]")]
    [InlineData("receivers: [{name: x, stdout: {}, slack: {token: a, channel: b}}]")]
    [InlineData("receivers: [{name: x, elasticsearch: {}}]")]
    [InlineData("storage: {journal: {maxSize: 5 apples}}")]
    [InlineData("enrichment: {timeout: 5}")]
    public void What_does_not_load_is_refused(string yaml) => Assert.False(new SchemaChecker(Schema).Accepts(Tree(yaml)));

    [Fact]
    public void A_reference_is_accepted_where_a_number_belongs()
    {
        var node = new ScalarNode(default, "${QPS}", new ExpandedText("${QPS}"), isPlain: true);
        var key = new ScalarNode(default, "kubeQPS", new ExpandedText("kubeQPS"), isPlain: true);
        Assert.True(new SchemaChecker(Schema).Accepts(new MappingNode(default, [new MappingEntry(key, node)])));
    }

    [Fact]
    public void Every_key_of_the_model_is_there_with_its_description()
    {
        var definitions = Schema["$defs"]!.AsObject();
        foreach (var type in (Type[])[typeof(RouteConfig), typeof(RuleConfig), typeof(ConditionConfig), typeof(OwnerPattern), typeof(JournalOptions), typeof(RetryOptions), typeof(TestChatOptions)])
            AssertDescribes(type, definitions[type.Name]!["properties"]!.AsObject());
        AssertDescribes(typeof(ExporterConfiguration), Schema["properties"]!.AsObject());
        AssertDescribes(typeof(ReceiverConfig), definitions["receiver-slack"]!["properties"]!.AsObject());
    }

    [Fact]
    public void Defaults_come_from_the_properties()
    {
        Assert.Equal(50, Schema["properties"]!["kubeQPS"]!["default"]!.GetValue<double>());
        Assert.Equal("1GiB", Schema["$defs"]!["JournalOptions"]!["properties"]!["maxSize"]!["default"]!.GetValue<string>());
        Assert.Equal("now", Schema["$defs"]!["SourceOptions"]!["properties"]!["start"]!["default"]!.GetValue<string>());
        Assert.True(Schema["properties"]!["throttlePeriod"]!["deprecated"]!.GetValue<bool>());
        Assert.Null(Schema["$defs"]!["TestSearchOptions"]!["properties"]!["password"]!["default"]);
    }

    private static void AssertDescribes(Type type, JsonObject properties)
    {
        var names = OptionsClass.Of(type).Properties.SelectMany(property => property.Names).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.False(string.IsNullOrEmpty(properties[name]?["description"]?.GetValue<string>()), $"{type.Name}.{name}"));
    }
}
