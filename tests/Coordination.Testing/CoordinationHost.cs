using Alba;
using Coordination.Demo.Story;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Storage.Marten;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Wolverine;
using Wolverine.Persistence.Durability;

namespace Coordination.Testing;

/// <summary>
/// The whole host in the test's process, with the development issuer, on PostgreSQL: in a database of its own, which is made when the host starts and
/// dropped with it, unless it is given one. Use it as a class fixture: <c>IClassFixture&lt;CoordinationHost&gt;</c>.
/// </summary>
public class CoordinationHost : IDisposable, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-").FullName;
    private readonly Lazy<DevelopmentIssuer> _issuer;
    private readonly GivenMembers _given = new();
    private Lazy<IAlbaHost> _alba;
    private readonly SemaphoreSlim _once = new(1);
    private TimeProvider? _tokenTime;
    private TestDatabase? _database, _own;
    private readonly Dictionary<string, string> _settings = new()
    {
        ["TransparencyLog:Enabled"] = "false",
        ["Webhooks:Enabled"] = "false",
        ["TaskForce:AuditAgencies"] = "independent-audit, state-auditor, county-auditor, audit-office, task-force-office, open-door",
    };

    public CoordinationHost()
    {
        _alba = new(() => AlbaHost.For<Program>(Configure).GetAwaiter().GetResult());
        KeyFolder = Path.Combine(_folder, "keys");
        _issuer = new(() => DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = _folder }, TokenTime));
    }

    /// <summary>The log.</summary>
    public IEventStore Store => InMemory is { } memory ? memory.Events : Services.GetRequiredService<IEventStore>();

    /// <summary>What stands between the host and the log: it fails, waits, or lets somebody else write first. Set it before the first request.</summary>
    public Func<IEventStore, IEventStore> Around { get; set; } = store => store;

    /// <summary>Its database. Set it before the first request where hosts share one; a host that is given none makes its own when it is first asked for.</summary>
    public TestDatabase Database { get => _database ??= _own = TestDatabase.Create().GetAwaiter().GetResult(); set => _database = value; }

    /// <summary>
    /// Keeps everything in memory; set it before the first request. It is for generated sweeps and for tests that set the clock: the append on PostgreSQL
    /// goes by the clock of the server. A checked-in list says which tests do.
    /// </summary>
    public InMemoryStores? InMemory { get; set; }

    /// <summary>The clock; set it before the first request.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The clock with which tokens are minted: that of the host, unless another is set before the first client.</summary>
    public TimeProvider TokenTime { get => _tokenTime ?? Time; set => _tokenTime = value; }

    /// <summary>Where the keys lie.</summary>
    public string KeyFolder { get; set; }

    /// <summary>Whether events are read that a test appended as samples, in clear. A host in service reads none.</summary>
    public bool ReadsClearText { get; set; } = true;

    /// <summary>
    /// Whether agencies of which the log says nothing are members, and task-force-office coordinates where the log knows no task force. Set it to
    /// false where the log alone is to say who belongs; set it before the first request.
    /// </summary>
    public bool MembersAreGiven { get; set; } = true;

    /// <summary>The environment's name.</summary>
    public string Environment { get; set; } = Environments.Development;

    /// <summary>More services, or other ones; set it before the first request.</summary>
    public Action<IServiceCollection> Replace { get; set; } = _ => { };

    /// <summary>A setting, before the first request.</summary>
    public CoordinationHost With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>The services of the host, which this starts.</summary>
    public IServiceProvider Services => _alba.Value.Services;

    /// <summary>
    /// Appends events as a command of the host would, with the messages that follow from them; without them where it goes by another store.
    /// </summary>
    public async Task Append(string kind, string stream, AppendMetadata by, IEnumerable<DomainEvent> events, IEventStore? past = null)
    {
        var store = past ?? Services.GetRequiredService<IEventStore>();
        var version = (await store.ReadStream(stream, 0, 10_000, CancellationToken.None)).Count;
        var written = events.Select(e => (Event: e, Data: EventCodec.Current.Encode(e, Guid.NewGuid()))).ToList();
        var messages = past is not null ? [] : written.SelectMany((one, index) => Services.GetRequiredService<EventMessages>().Of(one.Event, new(one.Data.Id, stream, version + 1 + index)));
        var result = await store.Append(new AppendRequest([new StreamWrite(stream, kind, ExpectedVersion.Exactly(version), [.. written.Select(one => one.Data)])], [], by) { Messages = [.. messages] }, CancellationToken.None);
        if (result is not AppendResult.Appended)
            throw new InvalidOperationException($"It came to {result}.");
    }

    /// <summary>A client whose requests run as scenarios of Alba.</summary>
    public HttpClient CreateClient(DelegatingHandler? before = null)
    {
        HttpMessageHandler handler = new ScenarioHandler(_alba.Value);
        if (before is not null)
        {
            before.InnerHandler = handler;
            handler = before;
        }
        return new(handler) { BaseAddress = new("http://localhost") };
    }

    /// <summary>Waits until every view has everything that is in the log.</summary>
    public async Task Settled()
    {
        var head = await Store.Head(CancellationToken.None);
        var views = Services.GetRequiredService<IViewReader>();
        foreach (var projection in Coordination.Projections.AllProjections.InOrder)
            while (await views.Position(projection.Name, CancellationToken.None) < head)
                await Task.Delay(5);
    }

    /// <summary>A client with a token for this person, of this agency, in these roles.</summary>
    public ApiClient As(string person, string agency, params string[] roles) =>
        WithToken(TokenFor(person, agency, roles));

    /// <summary>A token for this person.</summary>
    public string TokenFor(string person, string agency, params string[] roles) => _issuer.Value.Mint(new Person(new PersonId(person), new AgencyId(agency), roles));

    /// <summary>
    /// A client with this token, that goes on using the log's own identifiers whoever speaks, so that a test can hand them from one
    /// person to another.
    /// </summary>
    public ApiClient WithToken(string? token) => new(CreateClient(new PseudonymTranslatingHandler(Mint)), token);

    /// <summary>A client that gets and sends what that person really gets and sends: the names of their own agency.</summary>
    public ApiClient Really(string person, string agency, params string[] roles) => new(CreateClient(), TokenFor(person, agency, roles));

    /// <summary>A survivor, whom this agency serves, with a token that the agency had made for her.</summary>
    public ApiClient AsSurvivor(SurvivorId survivor, string agency) =>
        WithToken(_issuer.Value.Mint(new Person(new PersonId("herself"), new AgencyId(agency), [Roles.Survivor], Mint.NameOf(agency, survivor.Value))));

    /// <summary>What makes the names of each agency.</summary>
    public IdentifierMint Mint => Services.GetRequiredService<IdentifierMint>();

    /// <summary>Runs what is done once for a host that several classes use at the same time, such as the forming of its task force.</summary>
    public async Task Once(Func<Task> make)
    {
        await _once.WaitAsync();
        try
        {
            await make();
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Starts the host, where nothing else has.</summary>
    public void Start() => _ = _alba.Value;

    /// <summary>Sets the host up as it was asked for. Who starts it in another way than Alba's calls it.</summary>
    public void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        if (Environment == Environments.Development)
            builder.UseSetting("Identity:Development:Folder", _folder);
        builder.UseSetting(IdentifierKey.Setting, Convert.ToBase64String(new byte[32]));
        builder.UseSetting("Keys:Folder", KeyFolder);
        builder.UseSetting("Limits:RequestsPerSecond", "100000").UseSetting("Limits:RequestsAtOnce", "100000")
            .UseSetting("Limits:RequestsInProgress", "1000").UseSetting("Limits:RequestsWaiting", "10000");
        if (InMemory is null)
        {
            if (_database is null && !ReferenceEquals(Time, TimeProvider.System))
                throw new InvalidOperationException("The append goes by the clock of PostgreSQL. A host whose clock a test sets keeps everything in memory: set InMemory.");
            builder.UseSetting("ConnectionStrings:Writer", Database.Writer).UseSetting("ConnectionStrings:Projector", Database.Projector).UseSetting("ConnectionStrings:Integrator", Database.Integrator)
                .UseSetting("ConnectionStrings:Messenger", Database.Messenger);
        }
        foreach (var (setting, value) in _settings)
            builder.UseSetting(setting, value);
        builder.ConfigureTestServices(services =>
        {
            if (InMemory is { } memory)
                KeepIn(memory, services);
            services.Wrap(Around);
            services.RemoveAll<TimeProvider>().AddSingleton(Time);
            services.RemoveAll<ClearText>().AddSingleton(new ClearText(ReadsClearText));
            if (MembersAreGiven)
                services.RemoveAll<StandingReader>().AddSingleton(StandingOfGivenMembers);
            Replace(services);
        });
    }

    // Nothing is kept of what was read: a stream of the test's log may appear in the place of a given one at any time.
    private StandingReader StandingOfGivenMembers(IServiceProvider services) => new(
        new StateReader(new StateLoader(_given.Behind(services.GetRequiredService<IEventStore>()), services.GetRequiredService<EventCodec>(), new StateCache(0))),
        services.GetRequiredService<TaskForceSettings>());

    private static void KeepIn(InMemoryStores memory, IServiceCollection services)
    {
        services.RemoveAll<IMessageStore>().AddSingleton<IWolverineExtension, QueuesInMemory>();
        services.RemoveAll<IEventStore>().AddSingleton<IEventStore>(provider => new SendingStore(memory.Events, provider.GetRequiredService<MessageOutbox>()));
        services.RemoveAll<IViewStore>().AddSingleton<IViewStore>(memory.Views);
        services.RemoveAll<ILookupRows>().AddSingleton<ILookupRows>(memory.Views);
        services.RemoveAll<IViewReader>().AddSingleton<IViewReader>(memory.Views);
        services.RemoveAll<ILeases>().AddSingleton<ILeases>(memory.Views);
        services.RemoveAll<ICheckpoints>().AddSingleton<ICheckpoints>(memory.Views);
        services.RemoveAll<IOutbox>().AddSingleton<IOutbox>(memory.Outbox);
        services.RemoveAll<IOutboxReader>().AddSingleton<IOutboxReader>(memory.Outbox);
        services.Remove(services.Single(service => service.ImplementationType == typeof(ViewDaemon)));
        services.AddHostedService<ViewsInMemory>();
        services.RemoveAll<IReadiness>(); // of the database, which need not be there
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (_alba.IsValueCreated)
            _alba.Value.Dispose();
        _own?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_alba.IsValueCreated)
            await _alba.Value.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
        Clear();
    }

    private void Clear()
    {
        // What runs on in the process, such as a thread of the pool, may still know this object by the context in which the host was started.
        _alba = new(() => throw new ObjectDisposedException(nameof(CoordinationHost)));
        (Around, Replace) = (store => store, _ => { });
        _once.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
