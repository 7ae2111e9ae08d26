using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>The page's own object: reads fall through to the model, writes stay here, so that a model is never changed.</summary>
public sealed class RootObject(object? model) : TemplateObject
{
    public override IEnumerable<string> MemberNames =>
        model is null ? base.MemberNames : Host.MemberNames(model).Union(base.MemberNames);

    public override int Count => MemberNames.Count();

    public override bool TryGetMember(string snakeName, out object? value)
    {
        if (base.TryGetMember(snakeName, out value))
            return true;
        return model is not null && Host.TryGetMember(model, snakeName, out value);
    }
}
