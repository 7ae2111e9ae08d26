namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What an event means for incidents.</summary>
internal readonly record struct Sign(SignKind Kind, Trouble Trouble)
{
    public static Sign None => default;

    public static readonly Sign Gone = new(SignKind.Gone, Trouble.None);

    /// <summary>How much it counts; 1 is an occurrence.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What the incident is to be about, if not the object's owner.</summary>
    public ObjectKey Own { get; init; }

    /// <summary>What may explain it: an incident about this takes it if its cause does.</summary>
    public ObjectKey Topic { get; init; }

    /// <summary>Another such thing.</summary>
    public ObjectKey Topic2 { get; init; }

    /// <summary>The object meant, where the event is about another: the pod that a controller deleted.</summary>
    public ObjectKey Object { get; init; }

    /// <summary>Something was changed on purpose: a rollout, a scaling, a node.</summary>
    public bool IsChange { get; init; }

    public static Sign Of(Trouble trouble) => new(SignKind.Trouble, trouble);

    /// <param name="trouble">What it ends; <see cref="Trouble.None"/> ends any.</param>
    public static Sign Recovery(Trouble trouble = Trouble.None) => new(SignKind.Recovery, trouble);
}
