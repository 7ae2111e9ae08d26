using EventExporter.Templating.Values;

namespace EventExporter.Templating.Evaluation;

/// <summary>What <c>for.index</c>, <c>while.first</c> and their kin read.</summary>
public sealed class LoopState(int length) : ITemplateObject
{
    private static readonly string[] Names = ["index", "rindex", "first", "last", "even", "odd", "changed", "length"];

    /// <summary>Position in the list, also where the loop starts later or runs backwards.</summary>
    public int Index { get; set; }

    /// <summary>Rounds before this one.</summary>
    public int Round { get; set; }

    public int ReverseIndex { get; set; }

    public bool IsFirst { get; set; } = true;

    public bool IsLast { get; set; }

    public bool HasChanged { get; set; } = true;

    /// <summary>Column of a <c>tablerow</c>, from 0.</summary>
    public int Column { get; set; }

    public IEnumerable<string> MemberNames => Names;

    public bool TryGetMember(string snakeName, out object? value)
    {
        value = snakeName switch
        {
            "index" => Boxes.Int(Index),
            "rindex" => Boxes.Int(ReverseIndex),
            "first" => Boxes.Bool(IsFirst),
            "last" => Boxes.Bool(IsLast),
            "even" => Boxes.Bool(Index % 2 == 0),
            "odd" => Boxes.Bool(Index % 2 != 0),
            "changed" => Boxes.Bool(HasChanged),
            "length" => Boxes.Int(length),
            "col" => Boxes.Int(Column),
            _ => null,
        };
        return value is not null;
    }
}
