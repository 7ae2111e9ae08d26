using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Scriban.Parsing;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban;

/// <summary>Reads Scriban templates. All problems of a text are found in one go.</summary>
public static class ScribanParser
{
    /// <summary>The part of the text that could be read; the template is usable when the bag has no errors.</summary>
    public static BlockStatement Parse(SourceText source, TemplateLimits limits, DiagnosticBag diagnostics)
    {
        if (source.Text.Length > limits.MaxTemplateLength)
        {
            diagnostics.Error(new TextSpan(0, 0), $"the template is longer than {limits.MaxTemplateLength} characters");
            return new BlockStatement { Span = default, Statements = [] };
        }
        var tokens = Lexer.Tokenize(source, diagnostics, limits.MaxNesting);
        return new Parser(tokens, source, limits, diagnostics).ParsePage();
    }
}
