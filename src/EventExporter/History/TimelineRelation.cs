namespace EventExporter.History;

/// <summary>What a lane's object is to the one that was asked for.</summary>
internal enum TimelineRelation
{
    Self,
    Owner,
    Owned,
    Node,
}
