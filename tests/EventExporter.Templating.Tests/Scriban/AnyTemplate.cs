using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Templating.Tests.Scriban;

/// <summary>Random templates: half of them sound statements with random expressions, half pieces thrown together.</summary>
internal static class AnyTemplate
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", "{{~", "~}}", "{%{", "}%}", "{%%{", "}%%}", "{{ ", " }}", "\n", ";", " ", "  ", "\n   ", "\t", "text", "{", "}", "-", "~",
        "if ", "else", "else if ", "end", "; end ", "for x in ", "for $i in 1..3 ", "while ", "case ", "when ", "break", "continue", "func f", "func g(a, b = 1, c...)",
        "ret ", "capture z", "readonly x", "import ", "with ", "wrap f ", "tablerow y in ", " limit: 2", " offset: 1", " reversed", " cols: 2",
        "x", "y.z", "a[0]", "$", "$0", "$$", "$loc", "this", "empty", "true", "false", "null", "do", "x.empty?", "for.index", "while.first",
        "1", "2.5", "0x1f", "0xffffffff", "1e3", "1.5m", "\"s\"", "'t\\n'", "`v`", "$\"i {1 + 2} {x}\"", "\"", "'", "`", "#", "##", "\\",
        "+", "-", "*", "/", "//", "%", "==", "!=", "<", ">=", "&&", "||", "??", "?!", "?", ":", "..", "..<", "|", "|>", "?.", ".", ",", "=", "+=", "++", "--",
        "(", ")", "[", "]", "{a: 1}", "{ \"b c\": x }", "!", "@", "^", "string.upcase", "array.join \",\"", "math.abs", "date.now", "f(1, x)", "f x: 1 y",
        "é", "\u0000", "\ud83d\ude00", "\ud83d", "include 'a'", "object.eval", "object.eval_template", "string.pad_left 9", "array.add x", "regex.match \"(a+)+$\"",
    ];

    // Building generators costs more than running them.
    private static readonly Dictionary<(string, int), Gen<string>> Built = [];

    public static Arbitrary<string> Arbitrary { get; } = Arb.From(Gen.Frequency((2, Page(3)), (1, Soup)), Shrink);

    private static Gen<string> Soup => Gen.Elements(Pieces).ListOf().Resize(40).Select(parts => string.Concat(parts));

    private static Gen<string> Page(int depth) =>
        Gen.Frequency((2, TextPiece), (5, Block(depth))).ListOf().Resize(5).Select(parts => string.Concat(parts));

    private static Gen<string> TextPiece => Gen.Elements("text", " ", "\n", "\n   ", "   ", "-", "~", "{", "a{", "{%{ {{ }%}", "{%%{ }%} }%%}", "{%{x~}%}\n  ", "}}", "%");

    private static Gen<string> Block(int depth) =>
        from open in Gen.Elements("{{", "{{ ", "{{~ ", "{{- ", "{{\n")
        from statement in Statement(depth)
        from close in Gen.Elements(" }}", "}}", " ~}}", " -}}", "\n}}", " # c }}")
        select open + statement + close;

    private static Gen<string> Statement(int depth) => Once(nameof(Statement), depth, d => d == 0
        ? Simple
        : Gen.Frequency((6, Simple), (1, Two(d)), (4, Compound(d))));

    private static Gen<string> Once(string name, int depth, Func<int, Gen<string>> build)
    {
        if (!Built.TryGetValue((name, depth), out var found))
            Built[(name, depth)] = found = build(depth);
        return found;
    }

    private static Gen<string> Simple => Once(nameof(Simple), 0, _ => Gen.Frequency(
        (5, Expression(3)),
        (2, from target in Path from op in Gen.Elements(" = ", " += ", " //= ", " ??= ") from value in Expression(2) select target + op + value),
        (1, Gen.Elements("break", "continue", "ret", "readonly x", "import a", "x++", "--x", "f(p, q) = p + q")),
        (1, Expression(2).Select(e => "ret " + e))));

    private static Gen<string> Two(int depth) =>
        from first in Statement(depth - 1)
        from separator in Gen.Elements("; ", "\n", " }} t {{ ", " }}\n  {{ ", " ~}}\n  {{ ")
        from second in Statement(depth - 1)
        select first + separator + second;

    private static Gen<string> Compound(int depth) =>
        from head in Gen.Elements("if {0}", "for x in {0}", "for $i in ({0}) limit: 2 reversed", "while {0}", "with {0}", "capture c", "func f", "func g(a, b = -1, c...)", "tablerow x in ({0}) cols: 2", "wrap f {0}", "case {0}; when 1, x", "y = do", "if {0}; 1; else if x", "case {0}; else", "for x in {0}; x; else")
        from expression in Expression(2)
        from separator in Gen.Elements("; ", "\n", " }} t {{ ", " }}\n  {{ ", " ~}}\n  {{ ", " -}} {{ ")
        from body in Statement(depth - 1)
        from last in Gen.Elements("; ", "\n", " }} t {{ ", " }}\n  {{ ", " ~}}\n  {{ ")
        select head.Replace("{0}", expression, StringComparison.Ordinal) + separator + body + last + "end";

    private static Gen<string> Path => Gen.Elements("x", "y.z", "a[0]", "$loc", "this.q", "$0", "a[x].b", "a?.b.c", "b[\"k\"]");

    private static Gen<string> Operand => Once(nameof(Operand), 0, _ => Gen.OneOf(
        Path,
        Gen.Elements("1", "2.5", "100000000000", "1e30", "0xffffffff", "1.5f", "2m", "0xffu", "\"s\"", "'t\\n{'", "`v``w`", "true", "null", "empty", "this", "$", "x.empty?", "for.index", "(x)", "f(1, x)", "f(a: 1)[0]", "++x", "x--")));

    private static Gen<string> Expression(int depth) => Once(nameof(Expression), depth, BuildExpression);

    private static Gen<string> BuildExpression(int depth) => depth == 0 ? Operand : Gen.Frequency(
        (4, Operand),
        (3, from left in Expression(depth - 1) from op in Gen.Elements("+", "-", "*", "//", "%", "==", "<", "&&", "||", "??", "?!", "..", "..<", "<<") from right in Expression(depth - 1) select $"{left} {op} {right}"),
        (1, from op in Gen.Elements("!", "-", "+", "@", "^") from inner in Operand select op + inner),
        (1, Expression(depth - 1).Select(e => $"({e})")),
        (1, Expression(depth - 1).Select(e => $"[{e}, 2]")),
        (1, Expression(depth - 1).Select(e => $"{{a: {e}, \"b c\": 1}}")),
        (1, Expression(depth - 1).Select(e => $"$\"i {{{e}}} {{\"t\"}} \\{{\"")),
        (1, from c in Operand from t in Expression(depth - 1) from e in Expression(depth - 1) select $"{c} ? {t} : {e}"),
        (2, from e in Expression(depth - 1) from f in Gen.Elements("string.upcase", "array.join \", \"", "f x y: 2", "math.abs + 1", "object.default [1]", "f(x)", "string.size.y", "array.each @(do; ret $0; end)") select $"{e} | {f}"),
        (1, from f in Gen.Elements("f", "string.append", "a.b") from first in Operand from second in Expression(depth - 1) select $"{f} {first} ({second})"));

    private static IEnumerable<string> Shrink(string text)
    {
        for (var size = text.Length / 2; size >= 1; size /= 2)
        {
            for (var at = 0; at + size <= text.Length; at += size)
                yield return text.Remove(at, size);
        }
    }
}
