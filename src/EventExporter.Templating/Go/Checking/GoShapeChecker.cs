using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Go.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Checking;

/// <summary>
/// Finds fields that the model does not have. In Go's language reading one fails the rendering: it is an error where every
/// rendering gets there, and a warning inside of a block.
/// </summary>
internal sealed class GoShapeChecker
{
    private readonly TemplateShape _model;
    private readonly DiagnosticBag _problems;
    private readonly Dictionary<int, TemplateShape?> _variables = [];
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private TemplateShape? _data;
    private bool _isCertain = true;

    private GoShapeChecker(TemplateShape model, DiagnosticBag problems)
    {
        _model = model;
        _data = model;
        _problems = problems;
    }

    public static void Check(BlockStatement page, TemplateShape model, DiagnosticBag problems) =>
        new GoShapeChecker(model, problems).Visit(page, model);

    private void Visit(Statement? statement, TemplateShape? dot)
    {
        switch (statement)
        {
            case BlockStatement block:
                foreach (var each in block.Statements)
                    Visit(each, dot);
                break;
            case ExpressionStatement output:
                ShapeOf(output.Expression, dot);
                break;
            case SetStatement set:
                ShapeOf(set.Set, dot);
                break;
            case IfStatement branches:
                foreach (var branch in branches.Branches)
                {
                    ShapeOf(branch.Condition, dot);
                    VisitInside(branch.Body, dot);
                }
                VisitInside(branches.Else, dot);
                break;
            case DotStatement with:
                VisitInside(with.Body, ShapeOf(with.Value, dot));
                VisitInside(with.Else, dot);
                break;
            case RangeStatement range:
                VisitRange(range, dot);
                break;
            case TemplateStatement template:
                VisitTemplate(template, dot);
                break;
        }
    }

    private void VisitInside(Statement? statement, TemplateShape? dot)
    {
        var wasCertain = _isCertain;
        _isCertain = false;
        Visit(statement, dot);
        _isCertain = wasCertain;
    }

    private void VisitRange(RangeStatement range, TemplateShape? dot)
    {
        var item = ShapeOf(range.Items, dot)?.Item;
        if (range.Key is { } key)
            Set(key, null);
        if (range.Value is { } value)
            Set(value, item);
        VisitInside(range.Body, item);
        VisitInside(range.Else, dot);
    }

    /// <summary>A template's body is checked for the data of its first use; the problems of a host's template are its own.</summary>
    private void VisitTemplate(TemplateStatement template, TemplateShape? dot)
    {
        var data = template.Data is null ? null : ShapeOf(template.Data, dot);
        if (!_visited.Add(template.Name) || !template.Set.TryGet(template.Name, out var definition) || definition!.Source != _problems.Source)
            return;
        var outer = _data;
        var variables = new Dictionary<int, TemplateShape?>(_variables);
        _variables.Clear();
        _data = data;
        VisitInside(definition.Body, data);
        _data = outer;
        _variables.Clear();
        foreach (var (slot, shape) in variables)
            _variables[slot] = shape;
    }

    /// <summary>Null when nothing is known of the value.</summary>
    private TemplateShape? ShapeOf(Expression expression, TemplateShape? dot)
    {
        switch (expression)
        {
            case DotExpression:
                return dot;
            case DataExpression:
                return _data;
            case SlotExpression slot:
                return _variables.GetValueOrDefault(slot.Slot);
            case NestedExpression nested:
                return ShapeOf(nested.Inner, dot);
            case SetExpression set:
                var shape = ShapeOf(set.Value, dot);
                Set(set.Slot, shape);
                return shape;
            case FieldExpression field:
                return OfField(field, dot);
            case CallNode call:
                VisitAll(call.Arguments, dot);
                return null;
            case LogicExpression logic:
                VisitAll(logic.Arguments, dot);
                return null;
            default:
                return null;
        }
    }

    private void VisitAll(IReadOnlyList<Expression> expressions, TemplateShape? dot)
    {
        foreach (var each in expressions)
            ShapeOf(each, dot);
    }

    private TemplateShape? OfField(FieldExpression field, TemplateShape? dot)
    {
        VisitAll(field.Arguments, dot);
        var shape = ShapeOf(field.Target, dot);
        foreach (var name in field.Names)
        {
            if (shape?.Members is not { } members)
                return null;
            if (members.TryGetValue(name.Name, out var next) || (name.Name.StartsWith("Get", StringComparison.Ordinal) && members.TryGetValue(name.Name[3..], out next)))
                shape = next;
            else if (name.Name is "ToJSON" or "String")
                return null;
            else if (name.Name is not ("DeDot" or "DeepCopy"))
                return Report(name, shape, members);
        }
        return shape;
    }

    private TemplateShape? Report(FieldName name, TemplateShape shape, IReadOnlyDictionary<string, TemplateShape> members)
    {
        var hint = ReferenceEquals(shape, _model) && name.Name == "Metadata"
            ? "the event's metadata stands at the top: `.Name`, `.Namespace`, `.Labels`"
            : Nearest.Suggest("." + name.Name, members.Keys.Select(m => "." + m));
        var message = $"there is no field `.{name.Name}`";
        if (_isCertain)
            _problems.Error(name.Span, message, hint);
        else
            _problems.Warning(name.Span, message, hint);
        return null;
    }

    /// <summary>Slots are used again by later variables; one that gets different shapes is not known.</summary>
    private void Set(int slot, TemplateShape? shape) =>
        _variables[slot] = !_variables.TryGetValue(slot, out var known) || ReferenceEquals(known, shape) ? shape : null;
}
