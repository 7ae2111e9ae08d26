namespace EventExporter.Pipeline.Delivery;

/// <summary>What happens to events above the rate limit.</summary>
internal enum OverflowPolicy : byte
{
    /// <summary>They stay in the journal until there is room.</summary>
    Wait,

    /// <summary>They are not sent; counted as dropped with the reason <c>overflow</c>.</summary>
    Drop,

    /// <summary>They are told of in one digest as soon as there is room.</summary>
    Digest,
}
