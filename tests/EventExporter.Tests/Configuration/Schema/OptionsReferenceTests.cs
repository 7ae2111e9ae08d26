using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Schema;
using EventExporter.Tests.Configuration.Binding;
using EventExporter.Tests.Configuration.Support;

namespace EventExporter.Tests.Configuration.Schema;

public sealed class OptionsReferenceTests
{
    [Fact]
    public void A_page_shows_what_to_write_and_every_option()
    {
        var page = OptionsReference.Page(TestReceivers.Types.Find("slack")!);
        Assert.Equal(
            """
            # slack

            Posts events.

            ```yaml
            receivers:
            - name: slack
              slack:
                token: ${SLACK_TOKEN}
                channel: "#alerts"
            ```

            | Key | Type | Default | Meaning |
            |---|---|---|---|
            | `token` | secret | required | The bot's token. Example: `${SLACK_TOKEN}`. |
            | `channel` | text | required | Where to post. Example: `"#alerts"`. |
            | `message` | text | `{{ .Message }}` | The text. |
            | `author_name` | text |  | Who posts. |
            | `fields` | name to text |  | Titles and values. |

            """ + "\n",
            page);
    }

    [Theory]
    [InlineData("| `workers` | integer | `2` | How many at once. From `1` to `64`. |")]
    [InlineData("| `mode` | dropOldest \\| hold \\| warn | `dropOldest` | What to do when full. |")]
    [InlineData("| `timeout` | duration | `30s` | How long to wait. At least `1s`. Formerly `wait`. |")]
    [InlineData("| `maxsize` | size | `100MB` | Size of a file. A number without a unit counts `1MB`. |")]
    [InlineData("| `hosts` | address, or a list |  | Addresses, tried in turn. Also `addresses`. Example: `https://es:9200`. |")]
    [InlineData("| `codec` | text | `none` | Compression. One of `none`, `gzip`. |")]
    [InlineData("| `nested.size` | integer | `7` | A number. |")]
    [InlineData("| `items[].name` | text | required | A name. Example: `main`. |")]
    [InlineData("| `layout` | anything |  | Anything. |")]
    public void A_row_tells_type_default_and_limits(string row) =>
        Assert.Contains(row + "\n", OptionsReference.Table(typeof(SampleOptions)), StringComparison.Ordinal);

    [Fact]
    public void Sections_that_contain_their_like_end() =>
        Assert.Contains("| `match[].not` | section |", OptionsReference.Table(typeof(EventExporter.Configuration.Model.RouteConfig)), StringComparison.Ordinal);

    [Fact]
    public void Receivers_have_common_options() =>
        Assert.Contains("| `batch.maxItems` | integer | by receiver type |", OptionsReference.Table(typeof(ReceiverConfig)), StringComparison.Ordinal);
}
