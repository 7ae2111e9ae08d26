using EventExporter.Configuration.Loading;

namespace EventExporter.Backtest;

/// <summary>
/// The surroundings of a configuration that is only played through: variables and secret files that are not there get a value that fits,
/// because nothing is sent with it.
/// </summary>
/// <param name="variables">Values that come first.</param>
/// <param name="configuration">The configuration file itself, which has to be there.</param>
internal sealed class PretendedEnvironment(IReadOnlyDictionary<string, string> variables, string configuration) : IConfigurationEnvironment
{
    private static readonly string[] Addresses = ["URL", "URI", "HOST", "ENDPOINT", "ADDRESS", "SERVER"];

    public string? GetVariable(string name) =>
        variables.TryGetValue(name, out var value) ? value : ProcessEnvironment.Instance.GetVariable(name) ?? Pretended(name);

    public string ReadFile(string path)
    {
        try
        {
            return ProcessEnvironment.Instance.ReadFile(path);
        }
        catch (Exception error) when (path != configuration && error is IOException or UnauthorizedAccessException)
        {
            return Pretended(Path.GetFileName(path));
        }
    }

    private static string Pretended(string name) =>
        Array.Exists(Addresses, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "https://pretended.example" : "pretended";
}
