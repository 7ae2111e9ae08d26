using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventExporter.Telemetry;

/// <summary>
/// The process and the runtime under the names that dashboards expect: <c>process_*</c> as every Prometheus client library reports them
/// (prometheus.io/docs/instrumenting/writing_clientlibs), <c>dotnet_*</c> for the runtime.
/// </summary>
internal sealed class ProcessMetrics : IDisposable
{
    public ProcessMetrics()
    {
        Process();
        Runtime();
    }

    public Meter Meter { get; } = new("process");

    public void Dispose() => Meter.Dispose();

    private void Process()
    {
        var started = StartTime();
        Meter.CreateObservableCounter("process_cpu_seconds", () => Environment.CpuUsage.TotalTime.TotalSeconds, description: "Processor time used, user and system, in seconds.");
        Meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, description: "Resident memory in bytes.");
        Meter.CreateObservableGauge("process_start_time_seconds", () => started, description: "When the process started, in seconds since 1970-01-01 UTC.");
        if (Directory.Exists("/proc/self/fd"))
            Meter.CreateObservableGauge("process_open_fds", () => Directory.EnumerateFileSystemEntries("/proc/self/fd").LongCount(), description: "Open file descriptors.");
    }

    private void Runtime()
    {
        Meter.CreateObservableCounter("dotnet_gc_collections", CollectionCounts, description: "Garbage collections by generation.");
        Meter.CreateObservableCounter("dotnet_gc_allocated_bytes", () => GC.GetTotalAllocatedBytes(), description: "Memory ever allocated by the runtime, in bytes.");
        Meter.CreateObservableCounter("dotnet_gc_pause_seconds", () => GC.GetTotalPauseDuration().TotalSeconds, description: "Time that threads stood still for garbage collections, in seconds.");
        Meter.CreateObservableGauge("dotnet_gc_heap_size_bytes", () => GC.GetTotalMemory(false), description: "Memory in use by the runtime's heap, in bytes.");
        Meter.CreateObservableGauge("dotnet_threadpool_threads", () => ThreadPool.ThreadCount, description: "Threads of the pool.");
        Meter.CreateObservableGauge("dotnet_threadpool_queue_length", () => ThreadPool.PendingWorkItemCount, description: "Work items that wait for a thread.");
    }

    private static IEnumerable<Measurement<long>> CollectionCounts()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            yield return new Measurement<long>(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation));
    }

    private static double StartTime()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new DateTimeOffset(self.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }
}
