using System.Security.Cryptography;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's random texts and numbers.</summary>
internal static class SprigRandom
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly string Printable = string.Concat(Enumerable.Range(' ', 95).Select(i => (char)i));

    public static IEnumerable<BuiltinFunction> All() =>
    [
        F("randAlpha", "length", "Random letters.", null, null, static (c, a) => Text(c, Letters, a[0])),
        F("randAlphaNum", "length", "Random letters and digits.", null, null, static (c, a) => Text(c, Letters + Digits, a[0])),
        F("randNumeric", "length", "Random digits.", null, null, static (c, a) => Text(c, Digits, a[0])),
        F("randAscii", "length", "Random printable characters.", null, null, static (c, a) => Text(c, Printable, a[0])),
        F("randInt", "min max", "A random whole number, at least min and below max.", null, null, static (c, a) => Number(c, Read.Int(c, a[0], "min"), Read.Int(c, a[1], "max"))),
        F("shuffle", "text", "The characters of the text in random order.", null, null, static (c, a) => Shuffle(Read.Text(c, a[0], "text"))),
    ];

    private static string Text(RenderContext context, string from, object? length)
    {
        var count = Read.Int(context, length, "length");
        if (count < 0)
            throw context.Error($"a text cannot have {count} characters");
        context.CheckLength(count);
        return RandomNumberGenerator.GetString(from, count);
    }

    private static object Number(RenderContext context, int min, int max) =>
        min < max ? Boxes.Int(RandomNumberGenerator.GetInt32(min, max)) : throw context.Error($"there is no number from {min} to before {max}");

    private static string Shuffle(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        Random.Shared.Shuffle(runes);
        return string.Concat(runes);
    }
}
