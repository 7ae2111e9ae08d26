namespace EventExporter.Templating.Values;

/// <summary>The value of <c>empty</c>: equal to every empty list, object and text; prints as nothing; false in conditions.</summary>
public sealed class EmptyValue : ITemplateObject
{
    public static readonly EmptyValue Instance = new();

    private EmptyValue()
    {
    }

    public IEnumerable<string> MemberNames => [];

    public bool TryGetMember(string snakeName, out object? value)
    {
        value = null;
        return false;
    }
}
