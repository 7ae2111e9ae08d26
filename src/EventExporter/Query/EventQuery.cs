namespace EventExporter.Query;

/// <summary>
/// What events are asked for. One language everywhere: command line, HTTP API, page, alert rules, silences.
/// <code>
/// query    := or                                     nothing at all: every event
/// or       := and ('or' and)*
/// and      := unary (['and'] unary)*                 what stands side by side must all hold
/// unary    := 'not' unary | '(' or ')' | term
/// term     := field op value | field ['not'] 'in' '(' value (',' value)* ')'
///           | ('since' | 'until') '=' time           at the top only, not below 'or' or 'not'
///           | value                                  words to look for in the message
/// op       := = != =~ !~ > >= &lt; &lt;=
/// value    := bare word | "quoted" | 'quoted'        in quotes: \" \' \\ \n \r \t \uXXXX; any other backslash stays
/// time     := 2h | now-2h | now | 2026-01-31 | 2026-01-31T10:00:00Z       without an offset: UTC
/// </code>
/// </summary>
internal sealed record EventQuery
{
    public static readonly EventQuery Everything = new();

    /// <summary>What must hold; null: nothing in particular.</summary>
    public QueryNode? Root { get; init; }

    /// <summary>Last seen at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Last seen before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <param name="now">What relative times count from.</param>
    public static ParsedQuery Parse(string text, DateTimeOffset now) => new QueryParser(text, now).Parse();

    /// <summary>Both must hold; the narrower of the two ranges.</summary>
    public EventQuery And(EventQuery other) => new()
    {
        Root = Root is null ? other.Root : other.Root is null ? Root : AndNode.Of([Root, other.Root]),
        Since = Since is null ? other.Since : other.Since is null || Since > other.Since ? Since : other.Since,
        Until = Until is null ? other.Until : other.Until is null || Until < other.Until ? Until : other.Until,
    };

    /// <summary>In the form that <see cref="Parse"/> reads back to the same query; times are absolute.</summary>
    public override string ToString() => QueryPrinter.Print(this);
}
