using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Values;
using EventExporter.Tests.Configuration.Support;

namespace EventExporter.Tests.Configuration.Binding;

public sealed class OptionsBinderTests
{
    private static SampleOptions Good(string yaml, FakeEnvironment? environment = null)
    {
        var bound = new BoundText<SampleOptions>(yaml, environment);
        Assert.Empty(bound.Problems);
        return bound.Value!;
    }

    private static string OnlyProblem(string yaml) => Assert.Single(new BoundText<SampleOptions>(yaml).Problems);

    [Fact]
    public void Keys_left_out_or_empty_keep_their_defaults()
    {
        var options = Good("workers:\nnested: {name: x}");
        Assert.Equal(2, options.Workers);
        Assert.Equal("events", options.Index);
        Assert.True(options.Gzip);
        Assert.Null(options.Limit);
        Assert.Equal(7, options.Nested.Size);
    }

    [Fact]
    public void Every_scalar_type_is_read()
    {
        var options = Good("""
            index: 5
            gzip: false
            workers: "8"
            limit: 5000000000
            ratio: 0.25
            mode: hold
            timeout: 1h30m
            password: hunter2
            """);
        Assert.Equal("5", options.Index);
        Assert.False(options.Gzip);
        Assert.Equal(8, options.Workers);
        Assert.Equal(5_000_000_000, options.Limit);
        Assert.Equal(0.25, options.Ratio);
        Assert.Equal(SampleMode.Hold, options.Mode);
        Assert.Equal(TimeSpan.FromMinutes(90), options.Timeout);
        Assert.Equal("hunter2", options.Password.Reveal());
    }

    [Fact]
    public void Aliases_are_read_without_a_word_and_old_names_with_a_warning()
    {
        var bound = new BoundText<SampleOptions>("addresses: http://a:1\nwait: 5s");
        Assert.Equal("http://a:1/", bound.Value!.Hosts[0].ToString());
        Assert.Equal(TimeSpan.FromSeconds(5), bound.Value.Timeout);
        Assert.Equal("test.yaml:2:1: warning: wait: 'wait' is the old name of 'timeout' (write timeout)", Assert.Single(bound.Problems));
    }

    [Fact]
    public void A_plain_number_counts_in_the_unit_declared()
    {
        var options = Good("maxage: 7\nmaxsize: 50");
        Assert.Equal(TimeSpan.FromDays(7), options.MaxAge);
        Assert.Equal(new ByteSize(50_000_000), options.MaxSize);
    }

    [Theory]
    [InlineData("hosts: http://a:1")]
    [InlineData("hosts: [http://a:1]")]
    public void One_value_may_stand_for_a_list(string yaml) => Assert.Equal(new Uri("http://a:1"), Assert.Single(Good(yaml).Hosts));

    [Fact]
    public void A_bare_value_stands_for_the_key_that_the_section_names()
    {
        var options = Good("nested: main\nitems: [a, {name: b, size: 1}]");
        Assert.Equal("main", options.Nested.Name);
        Assert.Equal(["a", "b"], options.Items.Select(item => item.Name));
    }

    [Fact]
    public void A_dictionary_keeps_its_order_and_reads_nothing_as_no_values()
    {
        var options = Good("labels: {z: , a: [x, y], b: 1}");
        Assert.Equal(["z", "a", "b"], options.Labels.Keys);
        Assert.Equal([0, 2, 1], options.Labels.Values.Select(values => values.Count));
    }

    [Fact]
    public void A_layout_stays_a_tree_with_typed_values()
    {
        var layout = Assert.IsType<MappingNode>(Good("layout: {n: 5, f: 1.5, t: true, s: '5', nothing: , text: abc}").Layout);
        object?[] expected = [5L, 1.5, true, "5", null, "abc"];
        Assert.Equal(expected, layout.Entries.Select(entry => ((ScalarNode)entry.Value).Typed()));
    }

    [Theory]
    [InlineData("wrokers: 3", "test.yaml:1:1: wrokers: unknown key 'wrokers' (did you mean 'workers'?)")]
    [InlineData("Workers: 3", "test.yaml:1:1: Workers: unknown key 'Workers' (did you mean 'workers'?)")]
    [InlineData("workers: many", "test.yaml:1:10: workers: expects a whole number, not 'many'")]
    [InlineData("workers: 0", "test.yaml:1:10: workers: '0' is too small (at least 1)")]
    [InlineData("workers: 65", "test.yaml:1:10: workers: '65' is too large (at most 64)")]
    [InlineData("workers: [1]", "test.yaml:1:10: workers: expects a whole number, not a list")]
    [InlineData("gzip: yes", "test.yaml:1:7: gzip: expects true or false, not 'yes' (write true)")]
    [InlineData("timeout: 10", "test.yaml:1:10: timeout: expects a duration such as 30s, 5m or 1h30m, not '10' (give the unit: 10s)")]
    [InlineData("timeout: 10ms", "test.yaml:1:10: timeout: '10ms' is too small (at least 1s)")]
    [InlineData("mode: hodl", "test.yaml:1:7: mode: expects one of dropOldest, hold, warn, not 'hodl' (did you mean 'hold'?)")]
    [InlineData("codec: zip", "test.yaml:1:8: codec: expects one of none, gzip, not 'zip' (did you mean 'gzip'?)")]
    [InlineData("hosts: es:9200", "test.yaml:1:8: hosts: expects an address such as https://example.org:9200, not 'es:9200' (begin with https:// or http://)")]
    [InlineData("hosts: []", "test.yaml:1:8: hosts: the list is empty (write at least one value, or leave the key out)")]
    [InlineData("tags: a", "test.yaml:1:7: tags: expects a list, not 'a' (begin each item with '- ')")]
    [InlineData("nested: {}", "test.yaml:1:1: nested.name: 'name' is required (for example name: main)")]
    [InlineData("nested: {name: }", "test.yaml:1:10: nested.name: 'name' is required (for example name: main)")]
    [InlineData("items: [{name: a}, {size: 1}]", "test.yaml:1:20: items[1].name: 'name' is required (for example name: main)")]
    [InlineData("hosts: http://a:1\naddresses: http://b:1", "test.yaml:2:1: addresses: 'addresses' and 'hosts' are the same option (keep 'hosts' alone)")]
    [InlineData("password: [hunter2]", "test.yaml:1:11: password: expects text, not a list")]
    [InlineData("headers: {a.b/c: [1]}", "test.yaml:1:18: headers[\"a.b/c\"]: expects text, not a list")]
    [InlineData("index: {a: b}", "test.yaml:1:8: index: expects text, not a mapping (a template needs quotes around the whole value: \"{{ ... }}\")")]
    [InlineData("maxsize: huge", "test.yaml:1:10: maxsize: expects a size such as 512KiB, 5MB or 1GiB, not 'huge'")]
    public void A_mistake_is_told_with_its_place_its_value_and_the_way_out(string yaml, string expected) =>
        Assert.Equal(expected, OnlyProblem(yaml));

    [Fact]
    public void Nothing_stops_at_the_first_mistake()
    {
        var bound = new BoundText<SampleOptions>("workers: x\nratio: 2\nitems:\n- {size: y}\n- {nmae: z}\nindex: kept");
        Assert.Equal(6, bound.Problems.Count);
        Assert.Equal("kept", bound.Value!.Index);
    }

    [Fact]
    public void Every_key_knows_where_it_was_written()
    {
        var bound = new BoundText<SampleOptions>("addresses:\n- http://a:1\n- http://b:1\nitems:\n- name: x\n");
        var options = bound.Value!;
        Assert.Equal(new SourceLocation("test.yaml", 3, 3), bound.Sources.Of(options, "hosts", 1).Node.Location);
        Assert.Equal("addresses[1]", bound.Sources.Of(options, "hosts", 1).Path);
        Assert.Equal("items[0].name", bound.Sources.Of(options.Items[0], "name").Path);
        Assert.Equal(5, bound.Sources.Of(options.Items[0], "name").Anchor.Line);
        Assert.False(bound.Sources.IsWritten(options, "workers"));
        Assert.True(bound.Sources.IsWritten(options, "hosts"));
    }
}
