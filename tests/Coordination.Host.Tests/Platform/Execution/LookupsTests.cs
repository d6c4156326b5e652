using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.Tests.Platform.Execution.Projections;
using Coordination.Projections;
using Coordination.Projections.Lookups;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>
/// What is looked up equals a fold of the whole log at every moment, wherever the stored rows have got to, whatever is kept in memory, and whoever
/// asks at the same time.
/// </summary>
public sealed class LookupsTests
{
    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    [Theory, InlineData(1, 200), InlineData(2, 200), InlineData(3, 25), InlineData(4, 25), InlineData(5, 1), InlineData(6, 60)]
    public async Task Every_answer_is_that_of_the_whole_log(int seed, int mostRows)
    {
        var (store, views) = (new InMemoryEventStore(), new InMemoryViewStore());
        var world = new World(store, views, views, views, new LookupOptions { MostBehind = 400, MostRows = mostRows }, seed);
        for (var step = 0; step < 60; step++)
            await world.Step();
    }

    [Fact]
    public async Task Every_answer_is_that_of_the_whole_log_on_PostgreSQL()
    {
        await using var database = await TestDatabase.Create();
        await using var store = new MartenEventStore(new() { ConnectionString = database.Writer });
        await using var connections = new ViewDatabase(new() { ConnectionString = database.Projector });
        var rows = new PostgresViewStore(connections);
        var world = new World(store, rows, rows, new PostgresLeases(connections), new LookupOptions { MostBehind = 400, MostRows = 40 }, seed: 7);
        for (var step = 0; step < 40; step++)
            await world.Step();
    }

    [Fact]
    public async Task Rows_that_are_too_far_behind_are_not_made_up_for_within_a_request()
    {
        var (store, views) = (new CountingStore(new InMemoryEventStore()), new InMemoryViewStore());
        await Histories.Append(store, seed: 1, events: 3_000, Soon);
        var lookups = new Lookups(store, views, EventCodec.Current, new LookupOptions { MostBehind = 1_500 });

        store.Read = 0;
        await Assert.ThrowsAsync<LookupsBehindException>(async () => await lookups.Read(PersonRow.Key(new("somebody")), Soon));
        Assert.InRange(store.Read, 0, 1_000);

        await new Writer(store, views, views).To(2_500);
        Assert.NotNull(await lookups.Read(PersonRow.Key(new("somebody")), Soon));
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_share_what_is_read_and_see_what_was_recorded_before_they_asked()
    {
        var (store, views) = (new CountingStore(new InMemoryEventStore()), new InMemoryViewStore());
        var lookups = new Lookups(store, views, EventCodec.Current, new LookupOptions());
        await Histories.Append(store, seed: 2, events: 50, Soon);
        await lookups.Read(PersonRow.Key(new("somebody")), Soon);
        store.Readings = 0;
        store.Delay = TimeSpan.FromMilliseconds(20);

        var asked = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => lookups.Read(PersonRow.Key(new("somebody")), Soon).AsTask()));

        Assert.All(asked, Assert.NotNull);
        Assert.InRange(store.Readings, 1, 3);
    }

    [Fact]
    public async Task Whoever_stops_waiting_holds_up_nobody()
    {
        var store = new CountingStore(new InMemoryEventStore()) { Delay = TimeSpan.FromMilliseconds(50) };
        var lookups = new Lookups(store, new InMemoryViewStore(), EventCodec.Current, new LookupOptions());
        using var impatient = new CancellationTokenSource();
        var gone = lookups.Read(PersonRow.Key(new("somebody")), impatient.Token).AsTask();
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Null(await lookups.Read(PersonRow.Key(new("somebody")), Soon));
    }

    /// <summary>A log that grows, rows that follow it in steps of any size, and somebody who asks in between.</summary>
    private sealed class World(IEventStore store, IViewStore views, ILookupRows rows, ILeases leases, LookupOptions options, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly Lookups _lookups = new(store, rows, EventCodec.Current, options);
        private readonly Writer _writer = new(store, views, leases);
        private readonly RowSet _whole = new(AllProjections.Lookups);
        private long _folded;
        private int _histories;

        public async Task Step()
        {
            switch (_random.Next(4))
            {
                case 0:
                    await Histories.Append(store, (seed * 1_000) + _histories++, _random.Next(1, 120), Soon);
                    break;
                case 1:
                    await _writer.To(_writer.Position + _random.Next(1, 200));
                    break;
                case 2:
                    await Keys();
                    break;
                default:
                    await Page();
                    break;
            }

            if (await store.Head(Soon) - _writer.Position > options.MostBehind)
                await _writer.To(await store.Head(Soon) - _random.Next(options.MostBehind));
        }

        private async Task Keys()
        {
            var whole = await Whole();
            RowKey[] known = [.. whole.Keys, PersonRow.Key(new("nobody")), SurvivorRow.Key(new(Guid.NewGuid()))];
            var asked = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
            {
                RowKey[] keys = [.. Enumerable.Range(0, _random.Next(1, 30)).Select(_ => known[_random.Next(known.Length)])];
                return (Keys: keys, Found: await _lookups.Read(keys, Soon));
            }));
            foreach (var (keys, found) in asked)
                Assert.All(keys, key => Assert.Equal(Text(key, (LookupRow?)whole.GetValueOrDefault(key)), Text(key, found.Find(key))));
        }

        private async Task Page()
        {
            var whole = await Whole();
            var kind = _random.Next(2) == 0 ? LookupKinds.Disclosure : LookupKinds.Due;
            var all = whole.Where(row => row.Key.Kind == kind).ToList();
            if (all.Count == 0)
                return;
            var like = all[_random.Next(all.Count)].Value.Place;
            var query = new LookupQuery(kind, like.Compartment, _random.Next(1, 6)) { DueBefore = like.Due?.AddMicroseconds(1) };
            List<LookupRow> found = [];
            await foreach (var row in _lookups.All<LookupRow>(query, Soon))
                found.Add(row);

            var expected = all.Where(row => row.Value.Place.Compartment == like.Compartment && (query.DueBefore is not { } before || row.Value.Place.Due < before))
                .OrderBy(row => LookupMark.Of(query, row.Key, row.Value.Place)).Select(row => Text(row.Key, (LookupRow)row.Value));
            Assert.Equal(expected, found.Select(row => Text(default, row)));
        }

        private async Task<Dictionary<RowKey, View>> Whole()
        {
            foreach (var stored in await store.ReadAll(_folded, int.MaxValue, Soon))
            {
                _whole.Apply(EventCodec.Current.Decode(stored));
                _folded = stored.Position;
            }

            return _whole.Changes().Where(change => change.View is not null).ToDictionary(change => change.Key, change => change.View!);
        }

        private static string Text(RowKey _, LookupRow? row) => row is null ? "none" : System.Text.Encoding.UTF8.GetString(new ViewCodec().Write(AllProjections.Lookups, row));
    }

    /// <summary>Stores rows up to a position, as those who follow the log do; now and then in another generation.</summary>
    private sealed class Writer(IEventStore store, IViewStore views, ILeases leases)
    {
        private static readonly TimeSpan s_long = TimeSpan.FromHours(1);
        private readonly RowSet _rows = new(AllProjections.Lookups);
        private ViewGeneration? _generation;
        private Lease? _lease;

        public long Position => _generation?.Position ?? 0;

        public async Task To(long position)
        {
            _lease ??= await leases.TryTake("views/lookups", "the test", s_long, Soon);
            _generation ??= await views.Serving(AllProjections.Lookups.Name, Soon);
            var page = await store.ReadAll(_generation.Position, (int)(position - _generation.Position), Soon);
            if (page.Count == 0)
                return;
            foreach (var stored in page)
                _rows.Apply(EventCodec.Current.Decode(stored));
            var to = page[^1].Position;
            await views.Commit(_lease!, s_long, new(_generation, to,
                [.. _rows.Changes().Select(change => new RowWrite(change.Key, change.View is { } view ? new(view.Place, new ViewCodec().Write(AllProjections.Lookups, view)) : null, change.IsNew))]), Soon);
            _rows.Stored(int.MaxValue);
            _generation = _generation with { Position = to };
        }
    }

    private sealed class CountingStore(IEventStore store) : IEventStore
    {
        public int Read { get; set; }

        public int Readings { get; set; }

        public TimeSpan Delay { get; set; }

        public Task NextAppend => store.NextAppend;

        public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation) => store.Append(request, cancellation);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => store.ReadStream(stream, afterVersion, limit, cancellation);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) => store.ReadStreams(after, limit, cancellation);

        public async ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation)
        {
            Readings++;
            await Task.Delay(Delay, cancellation);
            var page = await store.ReadAll(afterPosition, limit, cancellation);
            Read += page.Count;
            return page;
        }

        public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => store.Subscribe(afterPosition, cancellation);

        public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => store.FindAnswer(key, cancellation);

        public ValueTask<long> Head(CancellationToken cancellation) => store.Head(cancellation);
    }
}
