using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Model;

namespace EventExporter.Configuration.Validation;

/// <summary>The server's certificate and key are both there, can be read, and belong together.</summary>
internal sealed class ServerTlsIsUsable : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var tls = context.Configuration.Server.Tls;
        if (!context.Sources.IsWritten(context.Configuration.Server, "tls") || !context.IsSound(tls))
            return;
        var complete = Require(context, tls, "certFile", tls.CertFile) & Require(context, tls, "keyFile", tls.KeyFile);
        if (complete && Readable(context, tls, "certFile", tls.CertFile) & Readable(context, tls, "keyFile", tls.KeyFile))
            CheckPair(context, tls);
    }

    private static bool Require(ValidationContext context, ServerTlsOptions tls, string key, string file)
    {
        if (file.Length == 0)
            context.Error(context.Sources.Of(tls, key), $"'{key}' is missing", "tls needs certFile and keyFile; leave 'tls' out to serve plain HTTP");
        return file.Length > 0;
    }

    private static bool Readable(ValidationContext context, ServerTlsOptions tls, string key, string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            var place = context.Sources.Of(tls, key);
            context.Error(place, $"{place.Node.Describe()} cannot be read: {Reason(error)}", "check the path, and that the Secret is mounted and readable for this user");
            return false;
        }
    }

    private static void CheckPair(ValidationContext context, ServerTlsOptions tls)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(tls.CertFile, tls.KeyFile);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            PlacedNode place = context.Sources.Of(tls, "certFile");
            context.Error(place, $"{place.Node.Describe()} and the key do not make a certificate: {error.Message.TrimEnd('.')}",
                "both must be PEM, the key without a password, and made for this certificate");
        }
    }

    private static string Reason(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "permission denied",
        _ => "it is not a readable file",
    };
}
