using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Functions;

/// <summary><c>date</c> with <c>date.format</c>, which can be set for the rest of a rendering, and <c>date.default_format</c>.</summary>
internal sealed class DateGroup(IEnumerable<BuiltinFunction> functions) : FunctionGroup("date", functions)
{
    public override IEnumerable<string> MemberNames => base.MemberNames.Concat(["format", "default_format"]);

    public override bool TryGet(RenderContext context, string name, out object? value)
    {
        value = name switch
        {
            "format" => context.DateFormat,
            "default_format" => DateFormats.Default,
            _ => null,
        };
        return value is not null || base.TryGet(context, name, out value);
    }

    public override bool TrySet(RenderContext context, string name, object? value)
    {
        if (name != "format")
            return false;
        context.DateFormat = context.Text(value);
        return true;
    }
}
