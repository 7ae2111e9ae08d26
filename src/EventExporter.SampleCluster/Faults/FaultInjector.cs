using System.Globalization;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Faults;

/// <summary>Lets a request run into the fault that waits for it.</summary>
internal static class FaultInjector
{
    /// <summary>True when the request is answered (with a failure) and goes no further.</summary>
    public static async Task<bool> InterceptAsync(FaultControls faults, HttpContext context, RequestRecord request, CancellationToken cancellation)
    {
        if (faults.Take(request) is not { } fault)
            return false;
        if (fault.Delay > TimeSpan.Zero)
            await faults.DelayAsync(fault.Delay, cancellation);
        if (fault.Hangs)
            await faults.WhileHungAsync(cancellation);
        if (fault.Status is not { } code)
            return false;
        if (fault.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (code == 429 && fault.Message is null)
            await ResponseWriter.WriteTextAsync(context, 429, "Too many requests, please try again later.\n");
        else
            await ResponseWriter.WriteAsync(context, StatusOf(code, fault.Message));
        return true;
    }

    private static ApiStatus StatusOf(int code, string? message) => code switch
    {
        401 => ApiStatus.Unauthorized(),
        403 => new(403, "Forbidden", message ?? "forbidden: User \"system:anonymous\" cannot get path"),
        410 => ApiStatus.Expired(message ?? "The resourceVersion for the provided list is too old."),
        429 => new(429, "TooManyRequests", message!),
        500 => ApiStatus.InternalError(message ?? "etcdserver: request timed out"),
        503 => new(503, "ServiceUnavailable", message ?? "the server is currently unable to handle the request"),
        504 => new(504, "Timeout", message ?? "Timeout: request did not complete within the allotted timeout"),
        _ => new(code, "Unknown", message ?? "an error on the server has prevented the request from succeeding"),
    };
}
