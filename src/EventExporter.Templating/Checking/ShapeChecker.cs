using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Checking;

/// <summary>
/// Finds names that neither the model nor the functions nor the template itself have. It warns only where it is sure: what a
/// template sets anywhere counts as known everywhere, and what has no known shape may have any member.
/// </summary>
internal sealed class ShapeChecker
{
    private readonly TemplateShape _model;
    private readonly FunctionTable _functions;
    private readonly IReadOnlyDictionary<string, string> _includes;
    private readonly DiagnosticBag _warnings;
    private readonly HashSet<string> _set = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression> _loops = new(StringComparer.Ordinal);
    private readonly bool _imports;
    private readonly Stack<TemplateShape> _scopes = new();

    private ShapeChecker(
        TemplateShape model, FunctionTable functions, IReadOnlyDictionary<string, string> includes, DiagnosticBag warnings, BlockStatement page)
    {
        _model = model;
        _functions = functions;
        _includes = includes;
        _warnings = warnings;
        foreach (var node in NodeWalker.All(page))
        {
            Collect(node);
            _imports |= node is ImportStatement or ThisExpression
                or CallExpression { Callee: VariableExpression { Name: "include" or "include_join" } };
        }
    }

    public static void Check(
        BlockStatement page, TemplateShape model, FunctionTable functions, IReadOnlyDictionary<string, string> includes, DiagnosticBag warnings) =>
        new ShapeChecker(model, functions, includes, warnings, page).Visit(page);

    private void Collect(Node node)
    {
        var target = node switch
        {
            AssignExpression e => e.Target,
            IncrementExpression e => e.Operand,
            CaptureStatement s => s.Target,
            FunctionStatement s => s.Target,
            LoopStatement s => s.Variable,
            _ => null,
        };
        if (target is VariableExpression variable)
        {
            if (node is LoopStatement loop && !_set.Contains(variable.Name))
                _loops[variable.Name] = loop.Iterator;
            else
                _loops.Remove(variable.Name);
            _set.Add(variable.Name);
        }
        if (node is FunctionDefinition { Parameters: { } parameters })
            _set.UnionWith(parameters.Select(p => p.Name));
    }

    private void Visit(Node node)
    {
        switch (node)
        {
            case WithStatement with:
                Visit(with.Value);
                _scopes.Push(ShapeOf(with.Value));
                Visit(with.Body);
                _scopes.Pop();
                return;
            case VariableExpression variable:
                CheckVariable(variable);
                return;
            case MemberExpression member:
                Visit(member.Target);
                CheckMember(member, member.Target, member.Name);
                return;
            case IndexerExpression { Index: LiteralExpression { Value: string name } } indexer:
                Visit(indexer.Target);
                CheckMember(indexer, indexer.Target, name);
                return;
            case CallExpression call:
                CheckArguments(call);
                break;
        }
        foreach (var child in NodeWalker.Children(node))
            Visit(child);
    }

    private void CheckVariable(VariableExpression variable)
    {
        if (IsKnown(variable.Name))
            return;
        var known = _scopes.SelectMany(s => s.Members?.Keys ?? []).Concat(_model.Members!.Keys).Concat(_set).Concat(_functions.RootNames);
        _warnings.Warning(variable.Span, $"there is no `{variable.Name}`", Nearest.Suggest(variable.Name, known));
    }

    private bool IsKnown(string name) =>
        _imports || _set.Contains(name) || _model.Members is null || _model.Members.ContainsKey(name) || _functions.TryGetRoot(name, out _)
        || _scopes.Any(s => s.Members is null || s.Members.ContainsKey(name));

    private void CheckMember(Expression place, Expression target, string name)
    {
        if (GroupOf(target) is { } group)
        {
            if (!group.MemberNames.Contains(name))
                _warnings.Warning(place.Span, $"there is no function `{group.Name}.{name}`", Nearest.Suggest(name, group.MemberNames));
        }
        else if (ShapeOf(target).Members is { } members && !members.ContainsKey(name) && !_set.Contains(name))
        {
            var owner = _warnings.Source.Slice(target.Span).ToString();
            _warnings.Warning(place.Span, $"`{owner}` has no member `{name}`", Nearest.Suggest(name, members.Keys));
        }
    }

    /// <summary>Wrong numbers and names of arguments of built-in functions.</summary>
    private void CheckArguments(CallExpression call)
    {
        if (FunctionOf(call.Callee) is not { } function || call.Arguments.Any(a => a.Value is UnaryExpression { Operator: UnaryOperator.Expand }))
            return;
        if (function == IncludeFunctions.Include && call.Arguments is [{ Value: LiteralExpression { Value: string template } literal }, ..]
            && !_includes.ContainsKey(template))
            _warnings.Warning(literal.Span, $"there is no template `{template}` to include", Nearest.Suggest(template, _includes.Keys));
        var names = function.Parameters.Select(p => p.Name).ToList();
        foreach (var argument in call.Arguments.Where(a => a.Name is not null && !names.Contains(a.Name)))
            _warnings.Warning(argument.Span, $"`{function.Name}` has no argument `{argument.Name}`", Nearest.Suggest(argument.Name!, names));
        var given = call.Arguments.Count;
        var required = function.Parameters.Count(p => !p.IsOptional);
        if (given < required)
            _warnings.Warning(call.Span, $"`{function.Name}` needs the argument `{names[given]}`", function.Usage);
        else if (given > names.Count && !function.Parameters.Any(p => p.IsVariadic))
            _warnings.Warning(call.Span, $"`{function.Name}` takes at most {names.Count} argument{(names.Count == 1 ? "" : "s")}", function.Usage);
    }

    private BuiltinFunction? FunctionOf(Expression callee) => callee switch
    {
        MemberExpression member when GroupOf(member.Target) is { } group && group.TryGetMember(member.Name, out var found) => found as BuiltinFunction,
        VariableExpression variable when !IsShadowed(variable.Name) && _functions.TryGetRoot(variable.Name, out var root) => root as BuiltinFunction,
        _ => null,
    };

    private FunctionGroup? GroupOf(Expression target) =>
        target is VariableExpression variable && !IsShadowed(variable.Name) && _functions.TryGetRoot(variable.Name, out var root)
            ? root as FunctionGroup
            : null;

    /// <summary>The model or the template has something of its own under the name of a built-in one.</summary>
    private bool IsShadowed(string name) =>
        _set.Contains(name) || (_model.Members?.ContainsKey(name) ?? false) || _scopes.Any(s => s.Members?.ContainsKey(name) ?? false);

    private TemplateShape ShapeOf(Expression expression, int depth = 0) => depth > 32 ? TemplateShape.Open : expression switch
    {
        VariableExpression variable => ShapeOfName(variable.Name, depth),
        MemberExpression member => MemberOf(ShapeOf(member.Target, depth + 1), member.Name),
        IndexerExpression { Index: LiteralExpression { Value: string name } } indexer => MemberOf(ShapeOf(indexer.Target, depth + 1), name),
        IndexerExpression indexer => ShapeOf(indexer.Target, depth + 1).Item ?? TemplateShape.Open,
        NestedExpression nested => ShapeOf(nested.Inner, depth + 1),
        CallExpression { IsPiped: true } call => AfterPipe(call, depth),
        _ => TemplateShape.Open,
    };

    private TemplateShape ShapeOfName(string name, int depth)
    {
        if (_imports)
            return TemplateShape.Open;
        if (_loops.TryGetValue(name, out var iterator))
            return ShapeOf(iterator, depth + 1).Item ?? TemplateShape.Open;
        if (_set.Contains(name))
            return TemplateShape.Open;
        foreach (var scope in _scopes)
        {
            if (scope.Members is null)
                return TemplateShape.Open;
            if (scope.Members.TryGetValue(name, out var inner))
                return inner;
        }
        return MemberOf(_model, name);
    }

    private static TemplateShape MemberOf(TemplateShape owner, string name) =>
        owner.Members is not null && owner.Members.TryGetValue(name, out var shape) ? shape : TemplateShape.Open;

    /// <summary>Functions that give items of the list they are given.</summary>
    private TemplateShape AfterPipe(CallExpression call, int depth) => FunctionOf(call.Callee)?.Name switch
    {
        "array.first" or "array.last" => ShapeOf(call.Arguments[0].Value!, depth + 1).Item ?? TemplateShape.Open,
        "array.sort" or "array.limit" or "array.offset" or "array.reverse" or "array.compact" or "array.filter" =>
            ShapeOf(call.Arguments[0].Value!, depth + 1),
        _ => TemplateShape.Open,
    };
}
