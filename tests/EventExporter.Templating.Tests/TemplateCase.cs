namespace EventExporter.Templating.Tests;

/// <summary>
/// One case of a <c>Cases/*.cases</c> file: <c>=== name</c>, then parts <c>--- template</c>, <c>--- model</c> (JSON),
/// <c>--- include NAME</c>, and one of <c>--- expect</c> (exact text), <c>--- fails</c> (part of the run-time error, with its
/// place) and <c>--- diagnostics</c> (all of them, one a line). The line end before the next marker belongs to no part.
/// </summary>
public sealed class TemplateCase
{
    public required string Name { get; init; }

    public Dictionary<string, string> Parts { get; } = [];

    public string Template => Parts["template"];

    public static IEnumerable<TemplateCase> Read(string path)
    {
        TemplateCase? current = null;
        string? part = null;
        var lines = new List<string>();
        foreach (var line in File.ReadAllText(path).Split('\n'))
        {
            if (line.StartsWith("=== ", StringComparison.Ordinal) || line.StartsWith("--- ", StringComparison.Ordinal))
            {
                Close(current, part, lines);
                part = line.StartsWith("--- ", StringComparison.Ordinal) ? line[4..].Trim() : null;
                if (part is null)
                {
                    if (current is not null)
                        yield return current;
                    current = new TemplateCase { Name = line[4..].Trim() };
                }
            }
            else
            {
                lines.Add(line);
            }
        }
        if (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        Close(current, part, lines);
        if (current is not null)
            yield return current;
    }

    private static void Close(TemplateCase? current, string? part, List<string> lines)
    {
        if (current is not null && part is not null)
            current.Parts[part] = string.Join('\n', lines);
        lines.Clear();
    }
}
