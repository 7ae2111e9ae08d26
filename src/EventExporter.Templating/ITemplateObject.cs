namespace EventExporter.Templating;

/// <summary>
/// An object that templates can read. The host implements it for its own types, so that no reflection is needed.
/// Members may be: null, bool, string, numbers, <see cref="DateTimeOffset"/>, <see cref="DateTime"/>, <see cref="TimeSpan"/>,
/// lists, dictionaries with text keys, JSON elements and other template objects.
/// </summary>
public interface ITemplateObject
{
    /// <summary>Names in the order in which they are shown and serialised.</summary>
    IEnumerable<string> MemberNames { get; }

    /// <summary>False when there is no such member; true with null when there is one without a value.</summary>
    /// <param name="snakeName">The member's name in snake_case.</param>
    bool TryGetMember(string snakeName, out object? value);
}
