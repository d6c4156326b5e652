using System.Text;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.Tests.Platform.EventCatalogue;
using Coordination.Testing;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Xunit;
using StoreOptions = Coordination.Host.Platform.Storage.StoreOptions;

namespace Coordination.Host.Tests.Platform.Storage.Marten;

/// <summary>Whoever knows Marten reads the same events as we do, with everything that the log knows about them, and nothing of them opened.</summary>
public sealed class EventTypesTests(TypedLogFixture log) : IClassFixture<TypedLogFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_is_read_by_Marten_as_it_is_by_us()
    {
        var stored = await log.Store.ReadAll(0, int.MaxValue, Cancellation);
        await using var session = log.Store.Sessions.ForReading();

        var read = await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync(Cancellation);

        Assert.Equal(stored.Select(log.Told), read.Select(e => log.Told(EventTypes.Recorded(e))));
        Assert.Equal(stored.Select(e => e.Type), read.Select(e => e.EventTypeName));
        Assert.Equal(Catalogue.Current.Names.Keys.ToHashSet(), [.. read.Select(e => e.Data.GetType())]);
    }

    [Fact]
    public async Task A_stream_that_Marten_fetches_is_the_one_that_we_read()
    {
        await using var session = log.Store.Sessions.ForReading();
        foreach (var stream in log.Streams)
        {
            var stored = await log.Store.ReadStream(stream, 0, int.MaxValue, Cancellation);
            Assert.Equal(stored.Select(log.Told), (await session.Events.FetchStreamAsync(stream, token: Cancellation)).Select(e => log.Told(EventTypes.Recorded(e))));
        }
    }

    [Fact]
    public async Task What_is_sensitive_stays_sealed_in_what_Marten_read()
    {
        await using var withoutKeys = new MartenEventStore(new StoreOptions { ConnectionString = log.Database.Writer });
        await using var session = withoutKeys.Sessions.ForReading();
        var texts = (await session.Events.QueryAllRawEvents().Where(e => e.StreamKey != TypedLogFixture.OldStream).ToListAsync(Cancellation))
            .SelectMany(e => SensitiveFields.Of(e.Data.GetType()) is { IsNone: false } fields ? fields.In((DomainEvent)e.Data).Select(field => field.Text) : []).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Throws<UnreadableException>(text.Reveal));
    }

    [Fact]
    public async Task A_shape_of_before_is_read_as_the_one_in_use()
    {
        await using var session = log.Store.Sessions.ForReading();
        var old = (await session.Events.FetchStreamAsync(TypedLogFixture.OldStream, token: Cancellation)).ToList();

        Assert.Equal(Catalogue.Current.OldNames.Select(name => name.Name).Order(StringComparer.Ordinal), old.Select(e => e.EventTypeName).Order(StringComparer.Ordinal));
        Assert.All(old, e => Assert.Equal(Catalogue.Current.OldNames.Single(name => name.Name == e.EventTypeName).Type, e.Data.GetType()));
    }

    [Fact]
    public async Task Events_are_found_by_their_type()
    {
        await using var session = log.Store.Sessions.ForReading();
        foreach (var (type, name) in Catalogue.Current.Names)
        {
            var found = await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(type)).ToListAsync(Cancellation);
            Assert.NotEmpty(found);
            Assert.All(found, e => Assert.Equal((name, type), (e.EventTypeName, e.Data.GetType())));
        }
    }

    [Fact]
    public async Task Marten_itself_may_not_append_as_the_login_of_the_host()
    {
        var head = await log.Store.Head(Cancellation);
        await using var session = log.Store.Sessions.Documents.LightweightSession(log.Store.Sessions.TaskForce);
        session.Events.Append("case-1", EventSamples.All().First(sample => SensitiveFields.Of(sample.GetType()).IsNone));

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => session.SaveChangesAsync(Cancellation));

        Assert.Equal("42501", Assert.IsType<Npgsql.PostgresException>(StoreFailure.CauseOf(refused)).SqlState);
        Assert.Equal(head, await log.Store.Head(Cancellation));
    }

    [Fact]
    public async Task A_session_that_names_no_task_force_or_another_is_refused()
    {
        Assert.ThrowsAny<Exception>(() => log.Store.Sessions.Documents.QuerySession());
        Assert.ThrowsAny<Exception>(() => log.Store.Sessions.Documents.QuerySession("another"));
        await using var session = log.Store.Sessions.Documents.QuerySession(log.Store.Sessions.TaskForce);
        Assert.NotNull(await session.Events.FetchStreamStateAsync(log.Streams[0], Cancellation));
    }
}

/// <summary>A log that holds every event once with all that it can have, once with nothing optional, and every shape of before.</summary>
public sealed class TypedLogFixture : IAsyncLifetime
{
    public const string OldStream = "agency-of-before";
    private static readonly KeyScope s_scope = TestKeys.ScopeOf("harbor", new Guid("11111111-2222-4333-8444-555555555555"));
    private readonly TestKeys _keys = new();

    public TestDatabase Database { get; } = new();

    public MartenEventStore Store { get; private set; } = null!;

    public List<string> Streams { get; } = [];

    /// <summary>An event with all that is known about it, as one line: what is sealed with its bytes and its place.</summary>
    public string Told(StoredEvent stored) => Told(_keys.Codec.Decode(stored));

    /// <inheritdoc cref="Told(StoredEvent)"/>
    public string Told(Recorded<DomainEvent> recorded)
    {
        using var pass = SealingPass.OfRow(_keys.Ring, clear: false);
        return $"{recorded.Meta} {recorded.Meta.OccurredAt:O} {recorded.Meta.RecordedAt:O} {recorded.Event.GetType().Name} {JsonSerializer.Serialize(recorded.Event, StoredJson.Options.GetTypeInfo(recorded.Event.GetType()))}";
    }

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await _keys.Codec.Prepare(s_scope, CancellationToken.None);
        var options = new StoreOptions { ConnectionString = Database.Writer };
        Store = new MartenEventStore(options, new TaskForceSessions(options, _keys.Codec));
        foreach (var sample in EventSamples.All().Concat(EventSamples.AllSparse()))
            await Append($"sample-{Streams.Count}", stream => _keys.Codec.Encode(sample, Guid.NewGuid(), stream, s_scope));
        foreach (var name in Catalogue.Current.OldNames.Select(name => name.Name).OrderBy(name => name == "member-replaced.v1" ? 0 : 1))
        {
            var before = await Before(name);
            await Append(OldStream, _ => before);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Database.DisposeAsync();
        _keys.Dispose();
    }

    // The shape of before is the one in use, less what came later; the texts that were in clear then are.
    private async Task<EventData> Before(string name)
    {
        if (Upcasters.OfTextsInClear.Any(step => step.From == name))
            return await OldSamples.Stored(name, _keys, s_scope, OldStream, CancellationToken.None);
        var type = Catalogue.Current.OldNames.Single(old => old.Name == name).Type;
        var sample = EventCodec.Current.Encode(EventSamples.AllSparse().Single(e => e.GetType() == type), Guid.NewGuid());
        return new EventData(sample.Id, name, sample.Data);
    }

    private async Task Append(string stream, Func<string, EventData> data)
    {
        var version = (await Store.ReadStream(stream, 0, int.MaxValue, CancellationToken.None)).Count;
        if (version == 0)
            Streams.Add(stream);
        var metadata = new AppendMetadata($"person-{Streams.Count}", "harbor", DateTimeOffset.UnixEpoch.AddTicks(Streams.Count * 1_234_567L), Streams.Count % 2 == 0 ? "trace" : null, Streams.Count % 3 == 0 ? "cause" : null);
        Assert.IsType<AppendResult.Appended>(await Store.Append(new AppendRequest([new StreamWrite(stream, "sample", ExpectedVersion.Exactly(version), [data(stream)])], [], metadata), CancellationToken.None));
    }
}
