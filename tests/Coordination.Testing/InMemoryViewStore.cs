using Coordination.Host.Platform.Execution.Projections;
using Coordination.Projections;

namespace Coordination.Testing;

/// <summary>Rows, leases and checkpoints in memory, for tests that need no database. It passes the same suite as PostgreSQL's.</summary>
public sealed class InMemoryViewStore(TimeProvider? clock = null) : IViewStore, IViewReader, ILookupRows, ILeases, ICheckpoints
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Lease Lease, DateTimeOffset Until)> _leases = [];
    private readonly Dictionary<string, long> _checkpoints = [];
    private readonly Dictionary<string, (int Serving, int Latest)> _generations = [];
    private readonly Dictionary<(string Projection, int Generation), InMemoryRows> _rows = [];

    public ValueTask<Lease?> TryTake(string name, string holder, TimeSpan time, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var token = 0L;
            if (_leases.TryGetValue(name, out var held))
            {
                if (held.Until > _clock.GetUtcNow() && held.Lease.Holder != holder)
                    return new((Lease?)null);
                token = held.Lease.Token;
            }

            var lease = new Lease(name, holder, token + 1);
            _leases[name] = (lease, _clock.GetUtcNow() + time);
            return new(lease);
        }
    }

    public ValueTask Renew(Lease lease, TimeSpan time, CancellationToken cancellation)
    {
        lock (_gate)
            Prolong(lease, time);
        return default;
    }

    public ValueTask GiveBack(Lease lease, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(lease.Name, out var held) && held.Lease.Token == lease.Token)
                _leases[lease.Name] = (lease, DateTimeOffset.MinValue);
        }

        return default;
    }

    public ValueTask<long> Read(string name, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _checkpoints.TryAdd(name, 0);
            return new(_checkpoints[name]);
        }
    }

    public ValueTask Advance(CheckpointMove move, CancellationToken cancellation)
    {
        lock (_gate)
            Move(move);
        return default;
    }

    public ValueTask<ViewGeneration> Serving(string projection, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_generations.TryAdd(projection, (1, 1)))
                _checkpoints[ViewGeneration.NameOf(projection, 1)] = 0;
            var serving = _generations[projection].Serving;
            return new(new ViewGeneration(projection, serving, _checkpoints[ViewGeneration.NameOf(projection, serving)]));
        }
    }

    public ValueTask<IReadOnlyList<StoredRow>> Load(string projection, int generation, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var rows = RowsOf(projection, generation);
            return new([.. keys.Select(key => (Key: key, Row: rows.Find(key))).Where(found => found.Row is not null).Select(found => new StoredRow(found.Key, found.Row!.Json))]);
        }
    }

    public ValueTask Commit(Lease lease, TimeSpan time, ViewCommit commit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Prolong(lease, time);
            Move(new(commit.Generation.Checkpoint, commit.Generation.Position, commit.To));
            var rows = RowsOf(commit.Generation.Projection, commit.Generation.Number);
            foreach (var write in commit.Rows)
                rows.Put(write.Key, write.Row);
        }

        return default;
    }

    public ValueTask<ViewGeneration> Begin(string projection, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var (serving, latest) = _generations[projection];
            _generations[projection] = (serving, latest + 1);
            RemoveAllBut(projection, serving);
            _checkpoints[ViewGeneration.NameOf(projection, latest + 1)] = 0;
            return new(new ViewGeneration(projection, latest + 1, 0));
        }
    }

    public ValueTask<ViewGeneration?> Unfinished(string projection, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var (serving, latest) = _generations[projection];
            return new(latest > serving && _checkpoints.TryGetValue(ViewGeneration.NameOf(projection, latest), out var position) ? new ViewGeneration(projection, latest, position) : null);
        }
    }

    public ValueTask<bool> TrySwitch(Lease lease, string projection, int generation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Verify(lease);
            var (serving, latest) = _generations[projection];
            if (_checkpoints[ViewGeneration.NameOf(projection, generation)] < _checkpoints[ViewGeneration.NameOf(projection, serving)])
                return new(false);
            _generations[projection] = (generation, latest);
            RemoveAllBut(projection, generation);
            return new(true);
        }
    }

    public ValueTask<IReadOnlyList<IReadOnlyList<FoundRow>>> Pages(IReadOnlyList<ViewQuery> queries, CancellationToken cancellation)
    {
        lock (_gate)
            return new([.. queries.Select(Page)]);
    }

    public ValueTask<ServedRows> Find(IReadOnlyList<RowKey> keys, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var serving = Serving();
            return new(new ServedRows(serving.Position, [.. keys.Select(key => (Key: key, Row: RowsOf(serving.Projection, serving.Number).Find(key))).Where(found => found.Row is not null).Select(found => new StoredRow(found.Key, found.Row!.Json))]));
        }
    }

    public ValueTask<ServedRows> Page(LookupQuery query, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var page = Page(new ViewQuery(AllProjections.Lookups.Name, query.Compartment, new("the-host"), query.Kind, query.Limit)
            {
                DueBefore = query.DueBefore,
                ByDue = query.DueBefore is not null,
                After = query.DueBefore is null && query.After is { } mark ? new(mark.Sort, mark.Key) : null,
                AfterDue = query is { DueBefore: not null, After: { Due: { } due } last } ? new(due, last.Key) : null,
            });
            return new(new ServedRows(Serving().Position, [.. page.Select(found => new StoredRow(RowKey.Parse(found.Mark.Key), found.Json))]));
        }
    }

    private ViewGeneration Serving()
    {
        var number = _generations.GetValueOrDefault(AllProjections.Lookups.Name).Serving;
        return new(AllProjections.Lookups.Name, number, _checkpoints.GetValueOrDefault(ViewGeneration.NameOf(AllProjections.Lookups.Name, number)));
    }

    private List<FoundRow> Page(ViewQuery query)
    {
        var after = query.ByDue ? query.AfterDue is { } mark ? new(Due(mark.Due), mark.Key) : null : query.After;
        var rows = RowsOf(query.Projection, _generations.GetValueOrDefault(query.Projection).Serving).Of(query.Kind, query.Compartment)
            .Where(r => r.Row.Place.Person is null || r.Row.Place.Person == query.Reader)
            .Where(r => query.Statuses is null || query.Statuses.Contains(r.Row.Place.Status))
            .Where(r => query.DueBefore is null || r.Row.Place.Due < query.DueBefore)
            .Where(r => query.Party is null || r.Row.Place.Party == query.Party)
            .Where(r => query.Purpose is null || r.Row.Place.Purpose == query.Purpose)
            .Where(r => !query.ByDue || r.Row.Place.Due is not null)
            .Select(r => (Order: new RowMark(query.ByDue ? Due(r.Row.Place.Due!.Value) : r.Row.Place.Sort, r.Key.ToString()), Found: new FoundRow(new(r.Row.Place.Sort, r.Key.ToString()), r.Row.Json)))
            .Where(r => after is null || (query.Descending ? Compare(r.Order, after) < 0 : Compare(r.Order, after) > 0))
            .ToList();
        rows.Sort((a, b) => query.Descending ? Compare(b.Order, a.Order) : Compare(a.Order, b.Order));
        return [.. rows.Take(query.Limit).Select(r => r.Found)];
    }

    private static string Due(DateTimeOffset due) => due.UtcTicks.ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

    public ValueTask<long> Position(string projection, CancellationToken cancellation)
    {
        lock (_gate)
            return new(_generations.TryGetValue(projection, out var g) ? _checkpoints[ViewGeneration.NameOf(projection, g.Serving)] : 0);
    }

    private static int Compare(RowMark one, RowMark other) =>
        string.CompareOrdinal(one.Sort, other.Sort) is var sort and not 0 ? sort : string.CompareOrdinal(one.Key, other.Key);

    private InMemoryRows RowsOf(string projection, int generation) =>
        _rows.TryGetValue((projection, generation), out var rows) ? rows : _rows[(projection, generation)] = new();

    private void RemoveAllBut(string projection, int generation)
    {
        foreach (var gone in _rows.Keys.Where(k => k.Projection == projection && k.Generation != generation).ToList())
            _rows.Remove(gone);
        foreach (var gone in _checkpoints.Keys.Where(n => n.StartsWith($"views/{projection}/", StringComparison.Ordinal) && n != ViewGeneration.NameOf(projection, generation)).ToList())
            _checkpoints.Remove(gone);
    }

    private void Move(CheckpointMove move)
    {
        if (!_checkpoints.TryGetValue(move.Name, out var position) || position != move.From)
            throw new CheckpointMovedException(move.Name);
        _checkpoints[move.Name] = move.To;
    }

    private void Prolong(Lease lease, TimeSpan time)
    {
        Verify(lease);
        _leases[lease.Name] = (lease, _clock.GetUtcNow() + time);
    }

    /// <summary>Fails when somebody else took the lease.</summary>
    internal void Require(Lease lease)
    {
        lock (_gate)
            Verify(lease);
    }

    private void Verify(Lease lease)
    {
        if (!_leases.TryGetValue(lease.Name, out var held) || held.Lease.Token != lease.Token)
            throw new LeaseLostException(lease.Name);
    }
}

/// <summary>Rows of one generation, by key and by whose they are.</summary>
internal sealed class InMemoryRows
{
    private readonly Dictionary<string, RowContent> _all = [];
    private readonly Dictionary<(string Kind, Compartment Compartment), Dictionary<string, (RowKey Key, RowContent Row)>> _placed = [];

    public RowContent? Find(RowKey key) => _all.GetValueOrDefault(key.ToString());

    public IEnumerable<(RowKey Key, RowContent Row)> Of(string kind, Compartment compartment) =>
        _placed.TryGetValue((kind, compartment), out var rows) ? rows.Values : [];

    public void Put(RowKey key, RowContent? row)
    {
        var name = key.ToString();
        if (_all.Remove(name, out var before))
            _placed[(key.Kind, before.Place.Compartment)].Remove(name);
        if (row is null)
            return;
        _all[name] = row;
        if (!_placed.TryGetValue((key.Kind, row.Place.Compartment), out var placed))
            _placed[(key.Kind, row.Place.Compartment)] = placed = [];
        placed[name] = (key, row);
    }
}
