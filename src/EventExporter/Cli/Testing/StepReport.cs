namespace EventExporter.Cli.Testing;

/// <summary>A line a step, with a tick or a cross, and no secret in it.</summary>
internal sealed class StepReport(TextWriter output, Func<string, string> mask)
{
    public void Title(string text) => output.WriteLine(mask(text));

    public void Passed(string step, string text) => Write('✓', step, text);

    public void Failed(string step, string text) => Write('✗', step, text);

    /// <summary>Neither: a step that says nothing about the receiver here.</summary>
    public void Skipped(string step, string text) => Write('-', step, text);

    private void Write(char sign, string step, string text) => output.WriteLine(mask($"{sign} {step,-12} {text}"));
}
