using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Values;
using EventExporter.History.Sqlite;
using EventExporter.Hosting;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Web;
using EventExporter.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Web.Api;

/// <summary>
/// A whole exporter in process, without a cluster: journal on disk, a receiver <c>out</c> whose answers the test gives, and the real web
/// server on a free port.
/// </summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string ReadToken = "read-token-0123456789";
    public const string WriteToken = "write-token-0123456789";
    public const string PaymentsToken = "payments-token-012345";
    public const string PaymentsWriteToken = "payments-write-012345";

    /// <summary>Says which address a request is to come from.</summary>
    public const string RemoteHeader = "X-Test-Remote";

    private readonly string _folder = Directory.CreateTempSubdirectory("api-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly ExporterMetrics _metrics = new();
    private readonly HttpClient _client;
    private readonly bool _findings;
    private TimeProvider _time = TimeProvider.System;
    private ILoggerFactory _loggers = null!;
    private Exporter _exporter = null!;
    private SqliteHistory? _history;
    private IBatchAnalyzer _together = NoBatchAnalyzer.Instance;
    private SilenceBook _silences = null!;
    private WebServer _server = null!;
    private Task _running = Task.CompletedTask;

    private ApiHost(ExporterConfiguration configuration, bool findings)
    {
        _findings = findings;
        Configuration = configuration with { Storage = configuration.Storage with { Path = _folder } };
        Sink = new ScriptedSink(TimeProvider.System) { Always = static _ => Outcome.Delivered("receipt-1") };
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    }

    public static ServerAuthOptions Auth => new()
    {
        Tokens =
        [
            new() { Name = "reader", Token = new Secret(ReadToken) },
            new() { Name = "writer", Token = new Secret(WriteToken), Access = ServerAccess.Write },
            new() { Name = "payments", Token = new Secret(PaymentsToken), Namespaces = ["payments"] },
            new() { Name = "payments-ci", Token = new Secret(PaymentsWriteToken), Access = ServerAccess.Write, Namespaces = ["payments"] },
        ],
        Users = [new() { Name = "alice", Password = new Secret("correct horse"), Access = ServerAccess.Read }],
    };

    public ExporterConfiguration Configuration { get; }

    public ScriptedSink Sink { get; }

    public ListLogger Log { get; } = new();

    public SqliteJournal Journal { get; private set; } = null!;

    public ApiServices Services { get; private set; } = null!;

    private IAnalyzer Analyzer => field ??= Composition.Analyzer(Configuration);

    public SqliteHistory History => _history ?? throw new InvalidOperationException("The configuration wants no history.");

    public HealthBoard Health { get; } = new();

    public Uri Address => new(_server.Addresses[0].Replace("[::]", "localhost", StringComparison.Ordinal));

    /// <param name="findings">Look for incidents, patterns and alerts: what is found are events, too.</param>
    /// <param name="prepare">Called with the folder before anything is there.</param>
    /// <param name="time">The clock of the API; the exporter's is the machine's.</param>
    public static async Task<ApiHost> StartAsync(
        ServerAuthOptions? auth = null, Func<ExporterConfiguration, ExporterConfiguration>? configure = null, bool findings = false, Action<string>? prepare = null, TimeProvider? time = null)
    {
        var configuration = new ExporterConfiguration { ClusterName = "test", Server = new ServerOptions { Address = "127.0.0.1:0", Auth = auth ?? Auth } };
        var host = new ApiHost(configure?.Invoke(configuration) ?? configuration, findings) { _time = time ?? TimeProvider.System };
        prepare?.Invoke(host._folder);
        await host.StartAsync();
        return host;
    }

    public static Task<ApiHost> StartOpenAsync(bool findings = false) => StartAsync(new ServerAuthOptions(), findings: findings);

    public HttpRequestMessage Request(string method, string path, string? token = WriteToken, string? body = null, string type = "application/json", string? remote = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (remote is not null)
            request.Headers.Add(RemoteHeader, remote);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>The status and the answer, which is JSON and fits its description.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpRequestMessage request)
    {
        using var response = await SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length > 0 ? text : "null");
        var body = document.RootElement.Clone();
        if (text.Length == 0)
            Assert.Fail($"{response.StatusCode} without a body\n{string.Join('\n', Log.Lines)}");
        OpenApiCheck.Answer(request.Method.Method, request.RequestUri!.AbsolutePath, response, body);
        return (response.StatusCode, body);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path, string? token = ReadToken) => AskAsync(Request("GET", path, token));

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body, string? token = WriteToken, string type = "application/json") =>
        AskAsync(Request("POST", path, token, body, type));

    /// <summary>Puts events into the journal and waits until they are in the history.</summary>
    public async Task AddAsync(params IReadOnlyList<AnalyzedEvent> events)
    {
        await Journal.AppendAsync(new JournalCommit { Events = events }, CancellationToken.None);
        await SettledAsync();
    }

    /// <summary>As <see cref="AddAsync"/>, after incidents were looked for in them.</summary>
    public Task FeedAsync(IReadOnlyList<AnalyzedEvent> events) => AddAsync(_together.Analyze([.. events.Select(e => Analyzer.Analyze(e.Enriched))]).Events);

    /// <summary>Everything that is in the journal is in the history, too.</summary>
    public Task SettledAsync() => UntilAsync(() => History.Position >= Journal.Head);

    /// <summary>What the samples of <see cref="SampleRequests"/> ask for, and as much of another namespace.</summary>
    public async Task SeedAsync()
    {
        await AddAsync(SampleRequests.Seed());
        _silences.Expire(_silences.Add(new NewSilence("namespace=shop", "bob", "", null, SomeEvents.Time.AddDays(1))).Id);
        SampleRequests.AddSilence(_folder);
    }

    /// <summary>All journalled events, in order.</summary>
    public async Task<List<AnalyzedEvent>> JournalledAsync()
    {
        var events = new List<AnalyzedEvent>();
        for (var sequence = 0L; sequence < Journal.Head;)
        {
            var batch = await Journal.ReadAsync(sequence, CancellationToken.None);
            events.AddRange(batch.Events);
            sequence = batch.LastSequence;
        }

        return events;
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }

    /// <summary>Ends the exporter but not the server, as it is while a program stops.</summary>
    public async Task StopExporterAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Services.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopExporterAsync();
        await _server.DisposeAsync();
        await _exporter.DisposeAsync();
        if (_history is not null)
            await _history.DisposeAsync();
        await Journal.DisposeAsync();
        Services.Dispose();
        _client.Dispose();
        _loggers.Dispose();
        _metrics.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(new OneLogger(Log)));
        var surroundings = new ExporterSurroundings(_metrics, Health, _loggers, TimeProvider.System);
        Journal = SqliteJournal.Open(new(_folder), TimeProvider.System, _metrics, surroundings.Health, _loggers.CreateLogger<SqliteJournal>());
        _history = HistoryParts.Open(Configuration, Journal, surroundings);
        _silences = new SilenceBook(_folder, TimeProvider.System, _loggers.CreateLogger<SilenceBook>());
        if (_findings)
            _together = Composition.Together(Configuration, Journal, _metrics);
        var parts = HistoryParts.Add(_history, Detecting(Parts(surroundings), surroundings));
        _exporter = new Exporter(parts);
        Services = ApiComposition.Services(Configuration, surroundings with { Time = _time });
        _server = await WebServer.StartAsync(
            Configuration.Server, _loggers, TimeProvider.System, routes => routes.MapApi(Services, ApiEndpoints.All), before: ComeFrom);
        _running = _exporter.RunAsync(_stop.Token, CancellationToken.None);
        Services.Sources = ApiComposition.Sources(Configuration, parts, _exporter, _stop.Token);
    }

    private ExporterParts Parts(ExporterSurroundings surroundings) => new()
    {
        Source = new QuietSource(),
        Enricher = new OmittingEnricher(),
        Analyzer = Composition.Analyzer(Configuration),
        Journal = Journal,
        DeadLetters = Journal.DeadLetters,
        Inlet = new EventInlet(),
        Routes = EventExporter.Pipeline.Routing.RouteTreeBuilder.Build(
            new RouteConfig { Drop = [new RuleConfig { Reason = ["^Noise$"] }], Match = [new RuleConfig { Receiver = "out" }] }, ["out"]),
        Together = _together,
        Silences = _silences,
        Receivers = [new Receiver("out", 0, "scripted", Sink, new DeliveryOptions { MaxItems = 100 })],
        Surroundings = surroundings,
    };

    private ExporterParts Detecting(ExporterParts parts, ExporterSurroundings surroundings)
    {
        if (!_findings)
            return parts;
        var detection = DetectionParts.Create(Configuration, Journal, parts.Inlet!, surroundings, activity: null);
        return parts with { Detection = detection, Followers = [.. parts.Followers, detection.Follower] };
    }

    private static void ComeFrom(IApplicationBuilder application) => application.Use(static (HttpContext context, RequestDelegate next) =>
    {
        if (context.Request.Headers[RemoteHeader].ToString() is { Length: > 0 } remote)
            context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        return next(context);
    });

    private sealed class QuietSource : IEventSource
    {
        public Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);
    }

    private sealed class OneLogger(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
