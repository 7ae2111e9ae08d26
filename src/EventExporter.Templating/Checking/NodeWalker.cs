using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Checking;

/// <summary>The nodes directly below a node, in the order in which they are written.</summary>
public static class NodeWalker
{
    public static IEnumerable<Node> Children(Node node) => node switch
    {
        Expression expression => OfExpression(expression),
        BlockStatement s => s.Statements,
        ExpressionStatement s => [s.Expression],
        IfStatement s => [.. s.Branches, .. Some(s.Else)],
        IfStatement.Branch s => [s.Condition, s.Body],
        CaseStatement s => [s.Value, .. s.Whens, .. Some(s.Else)],
        CaseStatement.When s => [.. s.Values, s.Body],
        LoopStatement s => [s.Iterator, .. Some(s.Offset, s.Limit, (s as TableRowStatement)?.Columns), s.Variable, s.Body, .. Some(s.Else)],
        WhileStatement s => [s.Condition, s.Body],
        WithStatement s => [s.Value, s.Body],
        WrapStatement s => [s.Call, s.Body],
        CaptureStatement s => [s.Target, s.Body],
        ReturnStatement s => Some(s.Value),
        ReadOnlyStatement s => [s.Variable],
        ImportStatement s => [s.Value],
        FunctionStatement s => [s.Target, s.Definition],
        FunctionDefinition d => Some(d.Body, d.Result),
        CallArgument a => Some(a.Value),
        ObjectMember m => [m.Value],
        _ => [],
    };

    /// <summary>The node and everything below it. Trees are no deeper than their limit on nesting.</summary>
    public static IEnumerable<Node> All(Node root)
    {
        var waiting = new Stack<Node>();
        waiting.Push(root);
        while (waiting.TryPop(out var node))
        {
            yield return node;
            foreach (var child in Children(node))
                waiting.Push(child);
        }
    }

    private static IEnumerable<Node> OfExpression(Expression expression) => expression switch
    {
        MemberExpression e => [e.Target],
        IndexerExpression e => [e.Target, e.Index],
        IsEmptyExpression e => [e.Target],
        NestedExpression e => [e.Inner],
        UnaryExpression e => [e.Operand],
        IncrementExpression e => [e.Operand],
        BinaryExpression e => [e.Left, e.Right],
        ConditionalExpression e => [e.Condition, e.Then, e.Else],
        AssignExpression e => [e.Value, e.Target],
        CallExpression e => [e.Callee, .. e.Arguments],
        ArrayExpression e => e.Items,
        ObjectExpression e => e.Members,
        InterpolatedExpression e => e.Parts,
        FunctionExpression e => [e.Definition],
        _ => [],
    };

    private static IEnumerable<Node> Some(params Node?[] nodes) => nodes.OfType<Node>();
}
