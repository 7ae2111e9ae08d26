using System.Globalization;
using System.Text;
using System.Text.Json;
using EventExporter.Cli.Asking;
using EventExporter.Tests.History;

namespace EventExporter.Tests.Cli.Asking;

/// <summary>What others wrote into events, on terminals, in spreadsheets and in other programs.</summary>
public sealed class EventOutputTests : IAsyncLifetime, IDisposable
{
    private readonly HistoryFolder _folder = new();
    private readonly List<JsonElement> _events = [];

    public async Task InitializeAsync()
    {
        await using var history = _folder.Open();
        await history.StoreAsync(HistoryFolder.Batch(1, HostileEvents.All), default);
        await using var answers = new DirectAnswers(history, history, _folder.Clock);
        await foreach (var one in answers.EventsAsync("", 1000, _ => { }, default))
            _events.Add(one);
        _events.Reverse();
        Assert.Equal(HostileEvents.All.Length, _events.Count);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_is_the_values_themselves()
    {
        using var document = JsonDocument.Parse(Print("json"));

        Assert.Equal(HostileEvents.All.Select(e => e.Event.Message), document.RootElement.EnumerateArray().Select(e => e.GetProperty("message").GetString()));
        Assert.Equal(HostileEvents.All.Select(e => e.Event.InvolvedObject.Name), document.RootElement.EnumerateArray().Select(e => e.GetProperty("involvedObject").GetProperty("name").GetString()));
    }

    [Fact]
    public void Followed_json_is_one_document_a_line()
    {
        var lines = Print("json", follow: true).TrimEnd('\n').Split('\n');

        Assert.Equal(HostileEvents.All.Length, lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Theory]
    [InlineData("table")]
    [InlineData("wide")]
    public void A_table_has_a_line_an_event_and_nothing_that_a_terminal_obeys(string format)
    {
        var text = Print(format);

        Assert.Equal(HostileEvents.All.Length + 1, text.TrimEnd('\n').Split('\n').Length);
        Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
        Assert.DoesNotContain(text, c => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\uFEFF' or '\u200B');
        Assert.Contains("[31mred", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_the_columns_of_its_head_in_every_record_and_no_formula()
    {
        var records = Records(Print("csv"));

        Assert.Equal(HostileEvents.All.Length + 1, records.Count);
        Assert.All(records, record => Assert.Equal(records[0].Count, record.Count));
        Assert.All(records.SelectMany(record => record), field => Assert.DoesNotMatch("^[=@]", field));
        Assert.All(records.SelectMany(record => record), field => Assert.DoesNotContain(field, c => char.IsControl(c) && c != '\n'));
        var quoted = records[1 + Array.FindIndex(HostileEvents.Texts, text => text.Contains("quoted", StringComparison.Ordinal))];
        Assert.Equal("it's \"quoted\" `so`", quoted[^1]);
    }

    [Fact]
    public async Task An_event_with_half_a_pair_is_printed_all_the_same()
    {
        await using var history = _folder.Open();
        await history.StoreAsync(HistoryFolder.Batch(history.Position + 1, [HostileEvents.Of("half \uD83D", 500)]), default);
        await using var answers = new DirectAnswers(history, history, _folder.Clock);

        await foreach (var one in answers.EventsAsync("since=2026-01-01T00:05:00Z", 10, _ => { }, default))
            Assert.Equal("half \uFFFD", one.GetProperty("message").GetString());
    }

    private string Print(string format, bool follow = false)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var output = new EventOutput(format, text, follow);
        _events.ForEach(output.Write);
        output.End();
        return text.ToString();
    }

    /// <summary>As RFC 4180 has it.</summary>
    private static List<List<string>> Records(string csv)
    {
        var (records, record, field, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (isQuoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                field.Append(csv[++i]);
            else if (csv[i] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && csv[i] is ',' or '\r' && !isQuoted)
                End(csv[i] == '\r');
            else if (isQuoted || csv[i] != '\n')
                field.Append(csv[i]);
        }

        return records;

        void End(bool isLast)
        {
            record.Add(field.ToString());
            field.Clear();
            if (!isLast)
                return;
            records.Add(record);
            record = [];
        }
    }
}
