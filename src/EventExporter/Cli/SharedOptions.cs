using System.CommandLine;
using System.Globalization;
using EventExporter.Configuration.Values;

namespace EventExporter.Cli;

/// <summary>Options that several commands take, each written once.</summary>
internal static class SharedOptions
{
    public static Option<string> Config() => new("--config", "-c", "-conf")
    {
        Description = "The configuration file.",
        DefaultValueFactory = _ => "config.yaml",
        HelpName = "FILE",
    };

    public static Option<string?> Kubeconfig() => new("--kubeconfig", "-kubeconfig")
    {
        Description = "Kubeconfig to use. Default: the pod's service account, then $KUBECONFIG, then ~/.kube/config.",
        HelpName = "FILE",
    };

    public static Option<string?> Context() => new("--context")
    {
        Description = "Context of the kubeconfig. Default: its current one.",
        HelpName = "NAME",
    };

    /// <summary>A span of time, written as in the configuration (<c>90s</c>, <c>1h30m</c>) or as <c>hh:mm:ss</c>.</summary>
    public static Option<TimeSpan?> Time(string name) => new(name)
    {
        HelpName = "TIME",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if ((Duration.TryParse(text, plainUnit: null, out var time) || TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time)) && time >= TimeSpan.Zero)
                return time;
            argument.AddError($"{name} is '{text}', which is no span of time; write 90s, 5m or 0:01:30.");
            return null;
        },
    };

    /// <summary>Pairs of a name and a value, <c>name=value</c>; null if there are none.</summary>
    public static Option<Dictionary<string, string>?> Pairs(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = argument =>
        {
            var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var token in argument.Tokens)
            {
                if (token.Value.Split('=', 2) is [{ Length: > 0 } key, var value])
                    pairs[key] = value;
                else
                    argument.AddError($"{name} is '{token.Value}'; write {name} name=value.");
            }

            return pairs;
        },
    };

    public static Option<string> Output() => Output("text", "json");

    public static Option<string> Output(params string[] formats)
    {
        var option = new Option<string>("--output", "-o") { Description = "How to print.", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
