using System.Globalization;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>tablerow x in list cols: n</c>: rows and cells of an HTML table.</summary>
public sealed class TableRowStatement : LoopStatement
{
    /// <summary>Cells in a row; one when it is not given.</summary>
    public Expression? Columns { get; init; }

    protected override Flow ExecuteRound(RenderContext context, LoopState state)
    {
        var columns = ReadColumns(context);
        state.Column = state.Round % columns;
        if (state.Column == 0)
            context.Output.Write(string.Create(CultureInfo.InvariantCulture, $"<tr class=\"row{(state.Round / columns) + 1}\">"));
        context.Output.Write(string.Create(CultureInfo.InvariantCulture, $"<td class=\"col{state.Column + 1}\">"));
        var flow = base.ExecuteRound(context, state);
        context.Output.Write("</td>");
        if (state.Column == columns - 1 || state.IsLast || flow is Flow.Break or Flow.Return)
            context.Output.Write("</tr>\n");
        return flow;
    }

    private int ReadColumns(RenderContext context) => Columns?.Evaluate(context) switch
    {
        null => 1,
        int number when number > 0 => number,
        var other => throw context.Error(Columns.Span, $"`cols` must be a whole number above 0, not {TypeNames.Describe(other)}"),
    };
}
