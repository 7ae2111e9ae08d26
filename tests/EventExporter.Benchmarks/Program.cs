using BenchmarkDotNet.Running;
using EventExporter.Benchmarks.Analysis;
using EventExporter.Benchmarks.EndToEnd;
using EventExporter.Benchmarks.History;
using EventExporter.Benchmarks.Kubernetes;

if (args is ["end-to-end", .. var rest])
    return await EndToEndCommand.RunAsync(rest);
if (args is ["history", .. var options])
    return await HistoryCommand.RunAsync(options);
if (args is ["analysis", .. var parts])
    return await AnalysisCommand.RunAsync(parts);

// By example: --filter '*WatchParsing*' --job short
BenchmarkSwitcher.FromAssembly(typeof(WatchParsing).Assembly).Run(args);
return 0;
