namespace Coordination.Host.Cli;

/// <summary>Lookups for an auditor's terminal, which may read the log and no rows of views: folded from the first event, in memory, when
/// they are first asked for.</summary>
internal sealed class FoldedLookups(IEventStore store, EventCodec codec) : ILookupRows
{
    private const int PageSize = 1_000;

    private static readonly ViewCodec s_rows = new();

    private readonly Dictionary<RowKey, View> _rows = [];
    private long _position;

    public async ValueTask<ServedRows> Find(IReadOnlyList<RowKey> keys, CancellationToken cancellation)
    {
        await Fold(cancellation);
        return new(_position, [.. keys.Where(_rows.ContainsKey).Select(key => Row(key, _rows[key]))]);
    }

    public async ValueTask<ServedRows> Page(LookupQuery query, CancellationToken cancellation)
    {
        await Fold(cancellation);
        return new(_position,
        [
            .. _rows
                .Where(row => row.Key.Kind == query.Kind && row.Value.Place.Compartment == query.Compartment
                    && (query.DueBefore is not { } before || row.Value.Place.Due < before))
                .Select(row => (Mark: LookupMark.Of(query, row.Key, row.Value.Place), Row: row))
                .Where(one => query.After is null || one.Mark > query.After)
                .OrderBy(one => one.Mark).Take(query.Limit).Select(one => Row(one.Row.Key, one.Row.Value)),
        ]);
    }

    private async ValueTask Fold(CancellationToken cancellation)
    {
        if (_position > 0)
            return;
        var rows = new RowSet(AllProjections.Lookups);
        while (await store.ReadAll(_position, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var stored in page)
                rows.Apply(codec.Decode(stored));
            _position = page[^1].Position;
        }

        foreach (var (key, view, _) in rows.Changes())
            if (view is not null)
                _rows[key] = view;
    }

    private static StoredRow Row(RowKey key, View view) => new(key, s_rows.Write(AllProjections.Lookups, view));
}
