using System.Collections;
using System.Globalization;
using System.Text;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Tests.Scriban;

/// <summary>A tree with everything but the places in the source, to compare trees.</summary>
internal static class TreeText
{
    public static string Of(BlockStatement page)
    {
        var text = new StringBuilder();
        Append(text, page, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case Node node:
                AppendNode(text, node, depth);
                break;
            case string s:
                text.Append('"').Append(s).Append("\"\n");
                break;
            case IEnumerable items:
                text.Append('\n');
                foreach (var item in items)
                {
                    text.Append(' ', depth);
                    Append(text, item, depth + 1);
                }
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value} ({value?.GetType().Name})\n");
                break;
        }
    }

    private static void AppendNode(StringBuilder text, Node node, int depth)
    {
        text.Append(node.GetType().Name).Append('\n');
        foreach (var property in node.GetType().GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            // The end of a page and the indentation of text have no meaning.
            if (property.Name == nameof(Node.Span) || (property.Name == nameof(BlockStatement.EndIndent) && depth == 0)
                || (property.Name == nameof(Statement.Indent) && node is TextStatement or BlockStatement))
                continue;
            text.Append(' ', depth + 1).Append(property.Name).Append(": ");
            Append(text, property.GetValue(node), depth + 2);
        }
    }
}
