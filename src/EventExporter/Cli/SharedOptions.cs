using System.CommandLine;

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

    public static Option<string> Output() => Output("text", "json");

    public static Option<string> Output(params string[] formats)
    {
        var option = new Option<string>("--output", "-o") { Description = "How to print.", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
