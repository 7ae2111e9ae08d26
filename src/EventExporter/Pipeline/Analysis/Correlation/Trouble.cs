namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>A kind of trouble, named after its cause. The numbers are journalled: never use one again for another.</summary>
internal enum Trouble : byte
{
    None = 0,
    NodeDown = 1,
    NodePressure = 2,
    NodeFault = 3,
    NodeNetwork = 4,
    RegistryDown = 5,
    DnsDown = 6,
    QuotaExceeded = 7,
    ImagePull = 8,
    MissingConfig = 9,
    OutOfMemory = 10,
    ClaimPending = 11,
    VolumeAttach = 12,
    VolumeMount = 13,
    CreateRefused = 14,
    Unschedulable = 15,
    ProbeFailing = 16,
    ContainerFailed = 17,
    CrashLoop = 18,
    Evicted = 19,
    Sandbox = 20,
    JobFailed = 21,
    AutoscalerBlind = 22,
    LoadBalancer = 23,
    Certificate = 24,
    OtherError = 25,
    LivenessFailing = 26,
    NodeOutOfMemory = 27,
}
