using BenchmarkDotNet.Running;
using EventExporter.Benchmarks.Kubernetes;

// By example: --filter '*WatchParsing*' --job short
BenchmarkSwitcher.FromAssembly(typeof(WatchParsing).Assembly).Run(args);
