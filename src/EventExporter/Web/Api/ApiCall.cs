using System.Globalization;
using EventExporter.Configuration.Problems;
using EventExporter.Pipeline.Rendering;
using EventExporter.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventExporter.Web.Api;

/// <summary>One request to an endpoint, by a caller who may make it.</summary>
internal sealed class ApiCall(HttpContext context, ApiEndpoint endpoint, ApiServices services, Caller caller) : IDisposable
{
    private readonly List<ApiError> _errors = [];
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, services.Closing);

    public HttpContext Context => context;

    public ApiEndpoint Endpoint => endpoint;

    public ApiServices Services => services;

    public Caller Caller => caller;

    /// <summary>Set when the client goes away, and when the exporter does.</summary>
    public CancellationToken Cancellation => _over.Token;

    /// <exception cref="ApiProblem">503: the exporter has not started yet, or is stopping.</exception>
    public ApiSources Sources => services.Sources ?? throw (services.Closing.IsCancellationRequested
        ? Stopping
        : ApiProblem.Unavailable("The exporter is starting; its journal is not open yet. /-/ready says why."));

    public static ApiProblem Stopping => ApiProblem.Unavailable("The exporter is stopping.");

    /// <summary>A parameter of the address; empty if it was not given.</summary>
    public string Text(string name) => Parameter(name).InPath ? context.Request.RouteValues[name]?.ToString() ?? "" : context.Request.Query[name].ToString();

    /// <summary>What is taken where the parameter was not given; empty if that has no value.</summary>
    public string Default(string name) => Parameter(name).Default;

    /// <summary>A number from 1 to <paramref name="max"/>, or the parameter's default.</summary>
    public int Number(string name, int max)
    {
        var text = Text(name);
        if (text.Length == 0)
            return int.Parse(Parameter(name).Default, CultureInfo.InvariantCulture);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
            return number;
        Wrong(name, $"'{Shorten(text)}' is no number from 1 to {max}", "");
        return 1;
    }

    /// <summary>A whole number that is not negative; null if it was not given.</summary>
    public long? Id(string name)
    {
        var text = Text(name);
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Wrong(name, $"'{Shorten(text)}' is no number", "");
        return 0;
    }

    /// <summary>One of the words that the parameter allows, or its default.</summary>
    public string Word(string name)
    {
        var (text, parameter) = (Text(name), Parameter(name));
        if (text.Length == 0)
            return parameter.Default;
        if (!parameter.Allowed.Contains(text, StringComparer.Ordinal))
            Wrong(name, $"'{Shorten(text)}' is not possible", $"one of {string.Join(", ", parameter.Allowed)}");
        return text;
    }

    public void Wrong(string parameter, string message, string hint, int? column = null) =>
        _errors.Add(new ApiError(message) { Path = parameter, Hint = hint, Column = column });

    /// <summary>To be called when all parameters are read: tells all that are wrong at once.</summary>
    /// <exception cref="ApiProblem">400.</exception>
    public void Check()
    {
        if (_errors is [var only])
            throw ApiProblem.BadRequest($"'{only.Path}': {only.Message}{(only.Hint.Length > 0 ? $" ({only.Hint})" : "")}.", only);
        if (_errors.Count > 0)
            throw ApiProblem.BadRequest($"{_errors.Count} things are wrong with the parameters.", _errors);
    }

    /// <summary>Parameters that the endpoint does not have, or that are given twice.</summary>
    public void CheckNames()
    {
        var known = endpoint.Parameters.Where(static p => !p.InPath).Select(static p => p.Name).ToList();
        foreach (var (name, values) in context.Request.Query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                Wrong(Shorten(name), "there is no such parameter", Suggestion.Hint(name, known) ?? "this endpoint has no parameters");
            else if (values.Count > 1)
                Wrong(name, "is given more than once", "");
        }

        Check();
    }

    /// <summary>The whole body, of a type and a size that the endpoint takes. Dispose it.</summary>
    public async Task<PooledBuffer> ReadBodyAsync()
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = endpoint.Body!.MaxBytes;
        var type = context.Request.ContentType ?? "application/json";
        if (!endpoint.Body!.Accepts(type) && !context.Request.Headers.ContainsKey("ce-specversion"))
            throw new ApiProblem(StatusCodes.Status415UnsupportedMediaType, $"The body is of type '{Shorten(type)}'; expected {string.Join(", ", endpoint.Body.Types)}. curl needs -H 'Content-Type: application/json'.");
        var body = new PooledBuffer();
        try
        {
            await body.FillAsync(context.Request.Body, Cancellation);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Values of users in messages: one line, not long.</summary>
    public static string Shorten(string text)
    {
        var line = string.Concat(text.Take(60).Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > 60 ? line + "..." : line;
    }

    public void Dispose() => _over.Dispose();

    private ApiParameter Parameter(string name) => endpoint.Parameters.First(p => p.Name == name);
}
