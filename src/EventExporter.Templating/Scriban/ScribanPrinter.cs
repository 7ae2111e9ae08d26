using EventExporter.Templating.Scriban.Printing;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban;

/// <summary>A tree as a Scriban template. Reading what it prints gives the same tree.</summary>
public static class ScribanPrinter
{
    public static string Print(BlockStatement page)
    {
        var writer = new CodeWriter();
        new StatementPrinter(writer).Print(page);
        return writer.Finish();
    }
}
