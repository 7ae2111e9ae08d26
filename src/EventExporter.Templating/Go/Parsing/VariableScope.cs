namespace EventExporter.Templating.Go.Parsing;

/// <summary>The variables that are visible where the parser stands. A variable lives until the end of the block that declares it.</summary>
internal sealed class VariableScope
{
    private readonly List<string> _names = [];

    public IEnumerable<string> Names => _names.Select(n => "$" + n);

    /// <summary>Give it to <see cref="Leave"/> at the end of the block.</summary>
    public int Enter() => _names.Count;

    public void Leave(int mark) => _names.RemoveRange(mark, _names.Count - mark);

    /// <summary>The slot of the new variable.</summary>
    public int Declare(string name)
    {
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>The slot of the innermost variable of this name; -1 when there is none.</summary>
    public int Find(string name) => _names.LastIndexOf(name);
}
