namespace EventExporter.Configuration.Binding.Scalars;

/// <summary>The typed base of every <see cref="ScalarType"/>.</summary>
internal abstract class ScalarType<T> : ScalarType
    where T : notnull
{
    public sealed override bool TryRead(string text, OptionAttribute? option, out object value)
    {
        var read = TryRead(text, option, out T typed);
        value = typed!;
        return read;
    }

    public sealed override string Format(object value) => Format((T)value);

    public override int Compare(object left, object right) => Comparer<T>.Default.Compare((T)left, (T)right);

    protected abstract bool TryRead(string text, OptionAttribute? option, out T value);

    protected abstract string Format(T value);
}
