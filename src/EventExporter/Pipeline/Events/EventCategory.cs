namespace EventExporter.Pipeline.Events;

/// <summary>What part of the cluster's life an event belongs to.</summary>
internal enum EventCategory : byte
{
    Other = 0,
    Scheduling = 1,
    Image = 2,
    Container = 3,
    Probe = 4,
    Volume = 5,
    Network = 6,
    Node = 7,
    Scaling = 8,
    Workload = 9,
    Quota = 10,
    Certificate = 11,
}
