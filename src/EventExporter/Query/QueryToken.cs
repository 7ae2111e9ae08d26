namespace EventExporter.Query;

internal enum QueryTokenKind
{
    End,
    Word,
    Quoted,
    Operator,
    Open,
    Close,
    Comma,
}

/// <param name="Column">Counted from 1.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text, int Column)
{
    /// <summary>As people are told of it.</summary>
    public string Shown => Kind switch
    {
        QueryTokenKind.End => "the end",
        QueryTokenKind.Quoted => "a quoted text",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "..." : Text)}'",
    };

    public bool IsWord(string word) => Kind == QueryTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
