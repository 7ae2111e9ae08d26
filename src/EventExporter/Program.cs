using EventExporter.Cli;

return await CommandLine.RunAsync(args);
