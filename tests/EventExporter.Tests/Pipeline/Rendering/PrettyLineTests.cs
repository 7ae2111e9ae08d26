using System.Buffers;
using System.Text;
using EventExporter.Pipeline.Rendering;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Rendering;

public class PrettyLineTests
{
    [Fact]
    public void A_line_says_when_how_bad_what_why_and_how_often() => Assert.Equal(
        "00:01:30 warning  shop/Pod/web-1  BackOff (3 in all)  Back-off restarting failed container", Render(colours: false, "Back-off restarting failed container"));

    [Fact]
    public void A_message_cannot_break_the_line_or_steer_the_terminal() =>
        Assert.EndsWith("a b  [31mc", Render(colours: false, "a\nb\r\u001b[31mc"), StringComparison.Ordinal);

    [Fact]
    public void On_a_terminal_the_severity_has_a_colour() => Assert.Contains("\u001b[33mwarning \u001b[0m", Render(colours: true, "m"), StringComparison.Ordinal);

    private static string Render(bool colours, string message)
    {
        var output = new ArrayBufferWriter<byte>();
        new PrettyLine(colours).Write(output, Some.Event("web-1", message));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
