using System.Collections.Frozen;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Execution;

/// <summary>The bounds that lookups keep.</summary>
public sealed record LookupOptions
{
    /// <summary>How many events behind the end of the log the rows may be. They are read within a request; where there are more, the
    /// request is refused.</summary>
    public int MostBehind { get; init; } = 20_000;

    /// <summary>How many rows are kept in memory.</summary>
    public int MostRows { get; init; } = 50_000;

    /// <summary>How long somebody waits for an answer.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>What is looked up, as of the end of the log at the moment of the question: rows as the projection stored them, and the events
/// since, folded by the same fold. Caches rows that were asked for before, all at one position. A question then costs one read of the end
/// of the log, which concurrent questions share. The log is never folded from its beginning.</summary>
public sealed class Lookups(IEventStore store, ILookupRows stored, EventCodec codec, LookupOptions options)
{
    private const int PageSize = 1_000;
    private const int Slack = 500; // kept beyond what the rows need, for pages that were read a moment before
    private const int BetweenLooks = 2_000;

    private static readonly LookupsProjection s_projection = AllProjections.Lookups;
    private static readonly ViewCodec s_rows = new();
    private static readonly FrozenSet<string> s_onlySeen =
        Catalogue.Current.Names.Where(name => !LookupsProjection.Concerns(name.Key)).Select(name => name.Value)
            .ToFrozenSet(StringComparer.Ordinal);

    private readonly Lock _gate = new();
    private List<Question> _waiting = [];
    private bool _running;

    // One round at a time uses what follows.
    private readonly Dictionary<RowKey, Known> _known = [];
    private readonly List<TailEntry> _tail = [];
    private long? _position;
    private long _from;
    private int _lookAt = BetweenLooks;

    /// <summary>How many rows are in memory.</summary>
    internal int Count => _known.Count;

    /// <summary>The rows of these keys, all as of one moment.</summary>
    /// <exception cref="LookupsBehindException">The rows are too far behind.</exception>
    public async ValueTask<LookedUp> Read(IEnumerable<RowKey> keys, CancellationToken cancellation) =>
        keys.Distinct().ToList() is { Count: > 0 } asked ? new((await Ask(new(asked, null, 0), cancellation)).Rows) : LookedUp.Nothing;

    /// <summary>The row of one key; null where there is none.</summary>
    /// <exception cref="LookupsBehindException">The rows are too far behind.</exception>
    public async ValueTask<TRow?> Read<TRow>(LookupKey<TRow> key, CancellationToken cancellation) where TRow : LookupRow =>
        (await Read([key.Row], cancellation)).Find(key);

    /// <summary>A page of rows of one kind, each as it is now, and where the next one begins.</summary>
    /// <exception cref="LookupsBehindException">The rows are too far behind.</exception>
    public async ValueTask<LookupPage<TRow>> Page<TRow>(LookupQuery query, CancellationToken cancellation) where TRow : LookupRow
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var served = await stored.Page(query, cancellation);
            if ((await Ask(new([], query.Kind, served.Position), cancellation)).Touched is not { } touched)
                continue; // the rows went on meanwhile, and what came between is not in memory any more
            var now = await Read(touched, cancellation);
            return Merged<TRow>(query, served, touched, now);
        }

        throw new StoreUnavailableException("The rows went on faster than they could be read.");
    }

    /// <summary>All rows of one kind, page by page.</summary>
    public async IAsyncEnumerable<TRow> All<TRow>(LookupQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation) where TRow : LookupRow
    {
        while (true)
        {
            var page = await Page<TRow>(query, cancellation);
            foreach (var row in page.Rows)
                yield return row;
            if (page.Next is not { } next)
                yield break;
            query = query with { After = next };
        }
    }

    private static LookupPage<TRow> Merged<TRow>(LookupQuery query, ServedRows served, HashSet<RowKey> touched, LookedUp now)
        where TRow : LookupRow
    {
        List<(LookupMark Mark, TRow Row)> found = [];
        LookupMark? last = null;
        foreach (var row in served.Rows)
        {
            var view = (TRow)s_rows.Read(s_projection, row.Json.Span);
            last = LookupMark.Of(query, row.Key, view.Place);
            if (!touched.Contains(row.Key))
                found.Add((last, view));
        }

        var next = served.Rows.Count < query.Limit ? null : last;
        foreach (var key in touched)
        {
            if (now.Find(key) is not TRow row || !Matches(query, row.Place))
                continue;
            var mark = LookupMark.Of(query, key, row.Place);
            if ((query.After is null || mark > query.After) && (next is null || mark <= next))
                found.Add((mark, row));
        }

        return new([.. found.OrderBy(one => one.Mark).Select(one => one.Row)], next);
    }

    private static bool Matches(LookupQuery query, RowPlace place) =>
        place.Compartment == query.Compartment && (query.DueBefore is not { } before || place.Due < before);

    private async ValueTask<Found> Ask(Question question, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _waiting.Add(question);
            if (!_running)
            {
                _running = true;
                using (ExecutionContext.SuppressFlow()) // a round is everybody's, not a part of the request that happens to begin it
                    _ = Task.Run(Rounds, CancellationToken.None);
            }
        }

        try
        {
            return await question.Answer.Task.WaitAsync(options.LongestWait, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new StoreUnavailableException("The store did not answer in time.", late);
        }
    }

    private async Task Rounds()
    {
        while (true)
        {
            List<Question> asked;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _running = false;
                    return;
                }

                (asked, _waiting) = (_waiting, []);
            }

            try
            {
                await CatchUp(asked);
                foreach (var question in asked)
                    question.Answer.TrySetResult(AnswerTo(question));
                Evict();
            }
            catch (Exception fault)
            {
                if (fault is not StoreUnavailableException)
                    Forget();
                foreach (var question in asked)
                    question.Answer.TrySetException(fault);
            }
        }
    }

    private async ValueTask CatchUp(List<Question> asked)
    {
        do
        {
            List<RowKey> unknown = [.. asked.SelectMany(question => question.Keys).Where(key => !_known.ContainsKey(key)).Distinct()];
            if (_position is null || unknown.Count > 0)
                await Load(unknown);
        }
        while (!await ReadOn());
    }

    private Found AnswerTo(Question question)
    {
        Dictionary<RowKey, LookupRow?> found = [];
        foreach (var key in question.Keys)
        {
            var known = _known[key];
            known.IsUsed = true;
            found[key] = known.Row;
        }

        return new(found, question.TouchedKind is not { } kind || question.After < _from ? null
            : [.. _tail.Skip((int)(question.After - _from)).SelectMany(happened => happened.Touched).Where(key => key.Kind == kind)]);
    }

    /// <summary>Makes rows known, as they are stored, and as far as what is known.</summary>
    private async ValueTask Load(List<RowKey> unknown)
    {
        var served = await stored.Find(unknown, CancellationToken.None);
        if (_position is null)
            _position = _from = served.Position;
        if (served.Position < _from)
            await ReadBack(served.Position);
        Dictionary<RowKey, Known> fresh = unknown.ToDictionary(key => key, _ => new Known(null, served.Position));
        foreach (var row in served.Rows)
            fresh[row.Key] = new((LookupRow)s_rows.Read(s_projection, row.Json.Span), served.Position);
        foreach (var happened in _tail)
            Advance(fresh, happened);
        foreach (var (key, known) in fresh)
            _known[key] = known;
        Trim(served.Position);
    }

    /// <summary>Reads what came before the cached part: the rows are that far behind.</summary>
    private async ValueTask ReadBack(long to)
    {
        if (_from - to > options.MostBehind)
            throw new LookupsBehindException();
        List<TailEntry> before = [];
        for (var at = to; at < _from; at = before[^1].Meta.Position)
            before.AddRange((await store.ReadAll(at, (int)Math.Min(PageSize, _from - at), CancellationToken.None)).Select(Of));
        _tail.InsertRange(0, before);
        _from = to;
    }

    /// <summary>Reads to the end of the log. False where the stored rows are so much further than what is known that this begins again with
    /// them.</summary>
    private async ValueTask<bool> ReadOn()
    {
        while (true)
        {
            var page = await store.ReadAll(_position!.Value, PageSize, CancellationToken.None);
            foreach (var happened in page.Select(Of))
            {
                Advance(_known, happened);
                _tail.Add(happened);
                _position = happened.Meta.Position;
            }

            if (_tail.Count >= _lookAt)
                await Look();
            if (page.Count < PageSize)
                return true;
            if (await store.Head(CancellationToken.None) is var head && head - _position <= options.MostBehind)
                continue;
            if (head - (await stored.Find([], CancellationToken.None)).Position > options.MostBehind)
            {
                Forget();
                throw new LookupsBehindException();
            }

            Forget();
            return false;
        }
    }

    /// <summary>Finds out how far the rows are, so that no more events are kept than they lack.</summary>
    private async ValueTask Look()
    {
        Trim((await stored.Find([], CancellationToken.None)).Position);
        if (_tail.Count > options.MostBehind)
            TakeOff(_tail.Count - options.MostBehind);
        _lookAt = _tail.Count + BetweenLooks;
    }

    private void Trim(long stored)
    {
        if (stored - Slack > _from)
            TakeOff((int)Math.Min(stored - Slack - _from, _tail.Count));
    }

    private void TakeOff(int count)
    {
        _tail.RemoveRange(0, count);
        _from += count;
        _lookAt = Math.Max(BetweenLooks, _lookAt - count);
    }

    private TailEntry Of(StoredEvent stored)
    {
        if (s_onlySeen.Contains(stored.Type))
            return EventCodec.MetaOf(stored) is var meta ? new([LookupsProjection.Seen(meta)], null, meta) : default;
        var recorded = codec.Decode(stored);
        return new(s_projection.Touches(recorded), recorded, recorded.Meta);
    }

    private static void Advance(Dictionary<RowKey, Known> rows, TailEntry happened)
    {
        foreach (var key in happened.Touched)
            if (rows.TryGetValue(key, out var known) && known.From < happened.Meta.Position)
                known.Row = happened.Event is { } recorded
                    ? (LookupRow?)((IProjection)s_projection).Apply(key, known.Row, recorded)
                    : LookupsProjection.See((PersonRow?)known.Row, happened.Meta);
    }

    private void Evict()
    {
        if (_known.Count <= options.MostRows)
            return;
        foreach (var (key, _) in _known.Where(one => !one.Value.IsUsed).ToList())
            _known.Remove(key);
        if (_known.Count > options.MostRows)
            _known.Clear();
        foreach (var known in _known.Values)
            known.IsUsed = false;
    }

    private void Forget()
    {
        _known.Clear();
        _tail.Clear();
        (_position, _from, _lookAt) = (null, 0, BetweenLooks);
    }

    private sealed record Question(IReadOnlyList<RowKey> Keys, string? TouchedKind, long After)
    {
        public TaskCompletionSource<Found> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Found(IReadOnlyDictionary<RowKey, LookupRow?> Rows, HashSet<RowKey>? Touched);

    /// <summary>A row at the position of this service, and up to where it was folded when it was loaded.</summary>
    private sealed class Known(LookupRow? row, long from)
    {
        public LookupRow? Row { get; set; } = row;

        public long From => from;

        public bool IsUsed { get; set; } = true;
    }

    /// <summary>An event, and which rows it touches; not decoded where nothing matters but who did it.</summary>
    private readonly record struct TailEntry(IReadOnlyList<RowKey> Touched, Recorded<DomainEvent>? Event, EventMeta Meta);
}

public sealed class LookedUp(IReadOnlyDictionary<RowKey, LookupRow?> rows)
{
    internal static LookedUp Nothing { get; } = new(new Dictionary<RowKey, LookupRow?>());

    /// <summary>The row of a key that was asked for; null where there is none.</summary>
    public TRow? Find<TRow>(LookupKey<TRow> key) where TRow : LookupRow => (TRow?)rows[key.Row];

    internal LookupRow? Find(RowKey key) => rows[key];
}

/// <summary>A page of rows, and where the next one begins; null where this was the last.</summary>
public sealed record LookupPage<TRow>(IReadOnlyList<TRow> Rows, LookupMark? Next) where TRow : LookupRow;

/// <summary>What is looked up is too far behind the log to be answered within a request. It catches up by itself.</summary>
public sealed class LookupsBehindException() : StoreUnavailableException("What is looked up is still being built from the log.");
