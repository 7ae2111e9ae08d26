using YamlDotNet.RepresentationModel;

namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>Turns the YAML of one kubeconfig file into entries.</summary>
internal sealed class KubeconfigReader(string file, YamlNode rootNode)
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    /// <summary>Adds the entries that are not yet there under their name.</summary>
    public void AddTo(KubeconfigData merged)
    {
        if (rootNode is YamlScalarNode { Value: null or "" })
            return;
        var root = KubeconfigNode.Of(file, rootNode);
        merged.CurrentContext ??= root.Text("current-context");
        foreach (var entry in root.Maps("clusters"))
            merged.Clusters.TryAdd(entry.RequiredText("name"), ReadCluster(entry));
        foreach (var entry in root.Maps("users"))
            merged.Users.TryAdd(entry.RequiredText("name"), ReadUser(entry));
        foreach (var entry in root.Maps("contexts"))
            merged.Contexts.TryAdd(entry.RequiredText("name"), ReadContext(entry));
    }

    private static KubeconfigContext ReadContext(KubeconfigNode entry)
    {
        var context = entry.Map("context");
        return new KubeconfigContext(
            entry.RequiredText("name"), context?.Text("cluster"), context?.Text("user"), context?.Text("namespace"));
    }

    private static KubeconfigCluster ReadCluster(KubeconfigNode entry)
    {
        var name = entry.RequiredText("name");
        if (entry.Map("cluster") is not { } cluster)
            return new KubeconfigCluster { Name = name };
        return new KubeconfigCluster
        {
            Name = name,
            Server = cluster.Text("server"),
            Authority = cluster.Bytes("certificate-authority"),
            TlsServerName = cluster.Text("tls-server-name"),
            Insecure = cluster.Flag("insecure-skip-tls-verify"),
            ProxyUrl = cluster.Text("proxy-url"),
            ExecConfig = cluster.Maps("extensions").FirstOrDefault(e => e.Text("name") == ExecExtension)?.Child("extension") is { } extension
                ? YamlToJson.Convert(extension)
                : null,
        };
    }

    private static KubeconfigUser ReadUser(KubeconfigNode entry)
    {
        var name = entry.RequiredText("name");
        if (entry.Map("user") is not { } user)
            return new KubeconfigUser { Name = name };
        return new KubeconfigUser
        {
            Name = name,
            ClientCertificate = user.Bytes("client-certificate"),
            ClientKey = user.Bytes("client-key"),
            Token = user.Text("token"),
            TokenFile = user.FilePath("tokenFile"),
            Username = user.Text("username"),
            Password = user.Text("password"),
            Exec = user.Map("exec") is { } exec ? ReadExec(exec) : null,
            AuthProvider = user.Map("auth-provider")?.RequiredText("name"),
            Impersonation = ReadImpersonation(user),
        };
    }

    private static Impersonation? ReadImpersonation(KubeconfigNode user) => user.Text("as") is { } name
        ? new Impersonation(
            name, user.Text("as-uid"), user.Texts("as-groups"), user.TextLists("as-user-extra").ToDictionary(e => e.Key, e => e.Values))
        : null;

    private static ExecPlugin ReadExec(KubeconfigNode exec)
    {
        var command = exec.RequiredText("command");
        return new ExecPlugin
        {
            ApiVersion = exec.RequiredText("apiVersion"),
            // As for kubectl, only a command with a folder in it is relative to the kubeconfig; a bare name is looked up in PATH.
            Command = command.Contains('/', StringComparison.Ordinal) ? exec.Absolute(command) : command,
            Args = exec.Texts("args"),
            Env = [.. exec.Maps("env").Select(e => KeyValuePair.Create(e.RequiredText("name"), e.Text("value") ?? ""))],
            InstallHint = exec.Text("installHint"),
            ProvideClusterInfo = exec.Flag("provideClusterInfo"),
            InteractiveMode = exec.Text("interactiveMode") ?? "IfAvailable",
        };
    }
}
