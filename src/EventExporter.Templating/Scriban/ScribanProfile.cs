using System.Globalization;
using System.Numerics;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Statements;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban;

/// <summary>Scriban's own rules, with its default switches.</summary>
public sealed class ScribanProfile : LanguageProfile
{
    public static readonly ScribanProfile Instance = new();

    private ScribanProfile()
    {
    }

    public override TemplateLanguage Language => TemplateLanguage.Scriban;

    public override FunctionTable Functions => ScribanFunctions.Table;

    public override BlockStatement Parse(SourceText source, TemplateOptions options, DiagnosticBag diagnostics) =>
        ScribanParser.Parse(source, options.Limits, diagnostics);

    /// <summary>Only null, false and <c>empty</c> are false; 0 and "" are true.</summary>
    public override bool IsTruthy(object? value) => value switch
    {
        null or EmptyValue => false,
        bool b => b,
        _ => true,
    };

    public override void Write(RenderContext context, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                context.Output.Write(text);
                break;
            case int number:
                context.Output.WriteFormatted(number);
                break;
            case long number:
                context.Output.WriteFormatted(number);
                break;
            default:
                context.Output.Write(ToText(context, value));
                break;
        }
    }

    public override string ToText(RenderContext context, object? value)
    {
        if (ValueText.TryScalar(value) is { } scalar)
            return scalar;
        if (value is DateTimeOffset date)
            return DateFormatter.Format(date, context.DateFormat);
        try
        {
            var text = new ValueText(context.Limits, d => DateFormatter.Format(d, context.DateFormat)).Print(value);
            context.Work(text.Length);
            return text;
        }
        catch (InvalidOperationException e)
        {
            throw context.Error(e.Message);
        }
    }

    public override object? GetMember(RenderContext context, object target, string name, TextSpan span)
    {
        if (target is FunctionGroup group)
            return GetGroupMember(context, group, name, span);
        if (Host.TryGetMember(target, name, out var value))
            return value;
        return target switch
        {
            string text => name == "size" ? Boxes.Int(text.Length) : null,
            TemplateList list when list.Properties is { } own && own.TryGetMember(name, out var property) => property,
            DateTimeOffset date => TimeMembers.Of(date, name),
            TimeSpan span1 => TimeMembers.Of(span1, name),
            _ when name == "size" && Host.ToList(target) is { } items => Boxes.Int(items.Count),
            _ => null,
        };
    }

    public override object? GetItem(RenderContext context, object target, object? index, TextSpan span)
    {
        if (index is null)
            throw context.Error(span, "the index is null");
        if (index is string name)
            return GetMember(context, target, name, span);
        if (Host.IsObject(target))
            return GetMember(context, target, Convert.ToString(index, CultureInfo.InvariantCulture)!, span);
        if (Numbers.ToInt(index) is not { } position)
            throw context.Error(span, $"an index must be a whole number or a text, not {TypeNames.Describe(index)}");
        if (target is string text)
            return Within(position, text.Length) is { } at ? text[at].ToString() : null;
        if (Host.ToList(target) is not { } list)
            throw context.Error(span, $"{TypeNames.Describe(target)} has no items");
        return Within(position, list.Count) is { } place ? Host.Normalize(list[place]) : null;
    }

    public override object? Operate(RenderContext context, BinaryOperator op, object? left, object? right, TextSpan span)
    {
        context.CallSpan = span;
        return ScribanOperators.Binary(context, op, left, right);
    }

    public override object? Operate(RenderContext context, UnaryOperator op, object? value, TextSpan span)
    {
        if (value is null)
            return null;
        if (op == UnaryOperator.Plus && (Host.IsNumber(value) || value is TimeSpan))
            return value;
        return value switch
        {
            int n => Boxes.Integer(-(long)n),
            long or uint or BigInteger => Boxes.Integer(-Numbers.ToBigInteger(value)!.Value),
            double n => -n,
            float n => -n,
            decimal n => -n,
            TimeSpan n => n.Negate(),
            _ => throw context.Error(span, $"`{(op == UnaryOperator.Plus ? "+" : "-")}` needs a number, not {TypeNames.Describe(value)}"),
        };
    }

    private static object? GetGroupMember(RenderContext context, FunctionGroup group, string name, TextSpan span)
    {
        if (group.TryGet(context, name, out var value))
            return value;
        var hint = Nearest.Suggest(name, group.MemberNames);
        throw context.Error(span, $"there is no function `{group.Name}.{name}`" + (hint is null ? "" : "; " + hint));
    }

    /// <summary>The position counted from the start; null when it is outside.</summary>
    private static int? Within(int position, int count)
    {
        var at = position < 0 ? position + count : position;
        return at >= 0 && at < count ? at : null;
    }
}
