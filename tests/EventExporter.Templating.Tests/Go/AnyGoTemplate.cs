using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Templating.Tests.Go;

/// <summary>Texts that look like Go templates, right and wrong ones.</summary>
internal static class AnyGoTemplate
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", "{{ ", " }}", "{{- ", " -}}", "{{/*", "*/}}", " ", "\n", "(", ")", "|", ",", ":=", "=", "\"", "`", "'", "\\", ".", "$", "$x", "..",
        "if ", "else ", "else if ", "else", "end", "range ", "with ", "define \"a\"", "template \"a\" .", "block \"b\" .", "break", "continue", "nil", "true",
        ".Reason", ".InvolvedObject.Labels", ".Count", "$.Type", "1", "-3", "0x1F", "1e3", "1i", "'a'", "\"text\"", "`raw`", "printf \"%5.2f%v\" ", "index ", "list 1 2",
        "dict \"a\" 1", "toJson ", "until 3", "upper ", "trunc 2 ", "regexMatch \"(a\" ", "add 1 ", "and ", "or ", "eq ", "not ", "date \"2006\" ", "ä", "😀", "\0", "!", "&&", "[0]",
    ];

    private static readonly string[] Actions =
    [
        "{{ .Reason }}", "{{ if .Count }}", "{{ else }}", "{{ end }}", "{{ range $k, $v := .InvolvedObject.Labels }}", "{{ range until 3 }}", "{{ with .Source }}", "{{ $x := 1 }}",
        "{{ $x }}", "{{ define \"a\" }}", "{{ template \"a\" . }}", "{{ break }}", "{{ printf \"%*[2]d\" 3 4 }}", "{{ .Message | trunc 5 | quote }}", "{{ toPrettyJson . }}", "text",
    ];

    public static Arbitrary<string> Text { get; } = Arb.From(
        Gen.OneOf(Gen.Elements(Pieces).ListOf().Select(p => string.Concat(p)), Gen.Elements(Actions).ListOf().Select(p => string.Concat(p))),
        text => text.Length < 2 ? [] : [text[..(text.Length / 2)], text[(text.Length / 2)..], text[1..], text[..^1]]);
}
