using System.Globalization;
using System.Text.RegularExpressions;
using EventExporter.Web;

namespace EventExporter.Tests.Web;

/// <summary>What can be read at three in the morning, and by those who do not see all colours: computed as WCAG 2 has it.</summary>
public sealed class DashboardColoursTests
{
    private static readonly string Tokens = Read();

    public static TheoryData<string, string, string, double> Texts()
    {
        var data = new TheoryData<string, string, string, double>();
        foreach (var theme in new[] { "light", "dark" })
        {
            foreach (var ground in new[] { "page", "surface", "sunk" })
            {
                foreach (var text in new[] { "text", "muted" })
                    data.Add(theme, text, ground, 4.5);
            }

            foreach (var text in new[] { "accent", "good", "critical-text", "error-text", "warning-text", "notice-text", "info-text" })
                data.Add(theme, text, "surface", 4.5);
            data.Add(theme, "on-accent", "accent", 4.5);
            data.Add(theme, "good", "good-soft", 4.5);
            data.Add(theme, "error-text", "bad-soft", 4.5);
            data.Add(theme, "warning-text", "watch-soft", 4.5);
            foreach (var mark in new[] { "critical", "error", "notice" })
                data.Add(theme, mark, "surface", 3);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Contrast_is_enough(string theme, string text, string ground, double least)
    {
        var contrast = Contrast(Luminance(theme, text), Luminance(theme, ground));
        Assert.True(contrast >= least, $"{text} on {ground} ({theme}): {contrast:0.00}, {least} is the least");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Severities_differ_in_lightness_from_their_neighbours(string theme)
    {
        string[] order = ["critical", "error", "warning"];
        Assert.All(order.Zip(order.Skip(1)), pair =>
            Assert.True(Contrast(Luminance(theme, pair.First), Luminance(theme, pair.Second)) >= 1.2, $"{pair.First} and {pair.Second} ({theme})"));
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static double Luminance(string theme, string token)
    {
        var block = Tokens[Tokens.IndexOf($"[data-theme=\"{theme}\"]", StringComparison.Ordinal)..];
        var hex = Regex.Match(block, $@"--{token}: #([0-9a-f]{{6}})").Groups[1].Value;
        return (0.2126 * Channel(hex, 0)) + (0.7152 * Channel(hex, 2)) + (0.0722 * Channel(hex, 4));
    }

    private static double Channel(string hex, int at)
    {
        var part = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(DashboardEndpoints).Assembly.GetManifestResourceStream("wwwroot/css/tokens.css")!);
        return reader.ReadToEnd();
    }
}
