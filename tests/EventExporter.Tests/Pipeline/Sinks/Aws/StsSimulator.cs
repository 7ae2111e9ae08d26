using EventExporter.Testing.Simulators;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Tests.Pipeline.Sinks.Aws;

/// <summary>The AssumeRole of the Security Token Service, in its query protocol.</summary>
internal sealed class StsSimulator : HttpSimulator
{
    /// <summary>The form fields of the last request.</summary>
    public IReadOnlyDictionary<string, string> Form { get; private set; } = new Dictionary<string, string>();

    public string Authorization { get; private set; } = "";

    public int Issued { get; private set; }

    /// <summary>The time when what is issued next runs out.</summary>
    public DateTimeOffset Expiration { get; set; }

    protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        Form = System.Text.Encoding.UTF8.GetString(body).Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Authorization = context.Request.Headers.Authorization.ToString();
        context.Response.ContentType = "text/xml";
        if (Form["RoleArn"].EndsWith("/forbidden", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync(
                """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User is not authorized to perform: sts:AssumeRole</Message></Error><RequestId>1</RequestId></ErrorResponse>""");
            return;
        }

        Issued++;
        await context.Response.WriteAsync(
            $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
              <Credentials><AccessKeyId>ASIA{Issued}</AccessKeyId><SecretAccessKey>role-secret-{Issued}</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>{Expiration:yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials>
              <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/events/event-exporter</Arn><AssumedRoleId>A:b</AssumedRoleId></AssumedRoleUser>
            </AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>
            """);
    }
}
