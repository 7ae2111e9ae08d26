namespace EventExporter.Templating.Evaluation;

/// <summary>Bytes that one rendering may still write, captures included.</summary>
public sealed class OutputBudget(int max)
{
    private int _used;

    /// <exception cref="LimitException">More was written than the limit.</exception>
    public void Spend(int bytes)
    {
        _used += bytes;
        if (_used > max || _used < 0)
            throw new LimitException($"the output is longer than {max} bytes");
    }
}
