using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Partners;
using Coordination.Domain.Webhooks;
using Coordination.Host.Features.Webhooks;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>The whole host with a clock that the test moves, in which deliveries are made when the test says so.</summary>
internal sealed class WebhookScene : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly AgencyId Precinct = new("third-precinct"), Clinic = new("clinic");
    public static readonly PersonId Dana = new("dana.whitfield"), Nina = new("nina.ortiz");

    private readonly AdjustableTime _time = new(Start);
    private readonly Dictionary<string, long> _versions = [];
    private int _minted;

    public WebhookScene(Action<CoordinationHost>? settings = null)
    {
        Host = new() { InMemory = new(_time), Time = _time, TokenTime = _time };
        Host.With("Webhooks:Timeout", "00:00:02");
        Host.Replace = services => services.AddSingleton<ILoggerProvider>(Logs);
        settings?.Invoke(Host);
    }

    public CoordinationHost Host { get; }
    public CollectedLogs Logs { get; } = new();
    public DateTimeOffset Now => _time.GetUtcNow();
    public ApiClient Administrator => Host.As("root.precinct", Precinct.Value, "agencyAdministrator");
    public ApiClient OtherAdministrator => Host.As("root.clinic", Clinic.Value, "agencyAdministrator");
    public WebhookDispatcher Dispatcher => Host.Services.GetRequiredService<WebhookDispatcher>();

    /// <summary>Where the messages of a scene's host wait.</summary>
    public static IOutbox OutboxOf(CoordinationHost host) => host.InMemory!.Outbox;

    public static async Task<WebhookScene> Begin(Action<CoordinationHost>? settings = null)
    {
        var scene = new WebhookScene(settings);
        foreach (var agency in new[] { Precinct, Clinic })
            await scene.Record(agency, $"agency-{agency}", new AgencyJoined(agency, agency.Value, AgencyKind.LawEnforcement, []), new AgreementSigned("MOU-1", Start.AddDays(-1), Start.AddDays(300)));
        return scene;
    }

    public Guid NewId() => new(++_minted, 7, 7, new byte[8]);

    public void Advance(TimeSpan by) => _time.Advance(by);

    /// <summary>An endpoint of the precinct's, and its secret.</summary>
    public async Task<(EndpointId Endpoint, string Secret)> Register(string address, ApiClient? by = null, object? wishes = null)
    {
        var registered = (await (by ?? Administrator).Post("/v1/webhooks", wishes ?? new { address, people = new[] { Dana.Value, Nina.Value } })).Ok();
        return (new EndpointId(Guid.Parse(registered.Id)), registered.Json["secret"]!.GetValue<string>());
    }

    /// <summary>A meeting to which somebody is invited: something to be told of.</summary>
    public async Task<ReviewId> Meeting(TimeSpan from, AgencyId? agency = null, PersonId? person = null)
    {
        var review = new ReviewId(NewId());
        var member = new Member(agency ?? Precinct, person ?? Dana);
        await Record(new("task-force-office"), $"review-{review}", new ReviewCalled(review, Now + from, Sensitive.Of("the library"), [member], member, 1));
        return review;
    }

    public async Task Record(AgencyId by, string stream, params DomainEvent[] events)
    {
        var version = _versions.GetValueOrDefault(stream);
        var data = events.Select(e => EventCodec.Current.Encode(e, NewId())).ToArray();
        var store = Host.Services.GetRequiredService<IEventStore>();
        Xunit.Assert.IsType<AppendResult.Appended>(await store.Append(new([new(stream, stream.Split('-')[0], ExpectedVersion.Exactly(version), data)], [], new("somebody", by.Value, Now)), CancellationToken.None));
        _versions[stream] = version + events.Length;
    }

    /// <summary>Waits for the views, goes on to the next beat, composes, and sends until nothing can be sent now.</summary>
    public async Task Deliver(TimeSpan? after = null)
    {
        await Settled();
        Advance(after ?? TimeSpan.FromSeconds(31));
        await Beat(Precinct, Clinic);
    }

    /// <summary>What the messages of one beat do.</summary>
    public async Task Beat(params IReadOnlyList<AgencyId> agencies)
    {
        List<Task> sending = [];
        foreach (var agency in agencies)
            foreach (var endpoint in await Dispatcher.Look(agency, compose: true, resumed: null, CancellationToken.None) ?? [])
                sending.Add(Task.Run(async () => await Dispatcher.Deliver(agency, endpoint, CancellationToken.None)));
        await Task.WhenAll(sending);
    }

    public async Task Settled()
    {
        var statuses = Host.Services.GetRequiredService<FollowerStatuses>();
        var store = Host.Services.GetRequiredService<IEventStore>();
        for (long head = -1; head != (head = await store.Head(CancellationToken.None));)
            while (!statuses.All.Any() || statuses.All.Any(follower => follower.Position < head))
                await Task.Delay(2);
    }

    public async Task<System.Text.Json.Nodes.JsonNode> Look(EndpointId endpoint) => (await Administrator.Get($"/v1/webhooks/{endpoint}")).Ok().Json;

    public void Dispose() => Host.Dispose();
}

/// <summary>Every line that was logged.</summary>
internal sealed class CollectedLogs : ILoggerProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(CollectedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs._lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
