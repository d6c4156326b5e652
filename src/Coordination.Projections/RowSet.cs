namespace Coordination.Projections;

/// <summary>
/// Rows of one projection in memory, as a page of events is folded onto them. A row has to be known, present or absent,
/// before an event touches it. Not for use by several threads at once.
/// </summary>
public sealed class RowSet(IProjection projection)
{
    private readonly Dictionary<RowKey, View?> _rows = [];
    private readonly HashSet<RowKey> _changed = [];
    private readonly HashSet<RowKey> _stored = [];

    /// <summary>How many rows are known.</summary>
    public int Count => _rows.Count;

    /// <summary>The keys that these events touch and whose rows are not known yet.</summary>
    public IReadOnlyList<RowKey> Unknown(IEnumerable<Recorded<DomainEvent>> page) => projection.OneRowPerEvent
        ? []
        : [.. page.SelectMany(projection.Touches).Where(key => !_rows.ContainsKey(key)).Distinct()];

    /// <summary>Makes a row known, as it is stored; null when there is none.</summary>
    public void Know(RowKey key, View? view)
    {
        _rows[key] = view;
        if (view is not null)
        {
            _stored.Add(key);
        }
    }

    public void Apply(Recorded<DomainEvent> recorded)
    {
        foreach (var key in projection.Touches(recorded))
        {
            var before = _rows.GetValueOrDefault(key);
            var after = projection.Apply(key, before, recorded);
            _rows[key] = after;
            if (!ReferenceEquals(before, after))
            {
                _changed.Add(key);
            }
        }
    }

    /// <summary>The rows that changed, in the order of their keys.</summary>
    public IReadOnlyList<RowChange> Changes() =>
        [.. _changed.OrderBy(key => key.ToString(), StringComparer.Ordinal)
            .Select(key => new RowChange(key, _rows[key], !_stored.Contains(key)))];

    /// <summary>The changes were stored. Rows are kept for the next page, unless there are more than <paramref name="mostRows"/>.</summary>
    public void Stored(int mostRows)
    {
        if (projection.OneRowPerEvent || _rows.Count > mostRows)
        {
            Forget();
            return;
        }

        foreach (var key in _changed)
        {
            _ = _rows[key] is null ? _stored.Remove(key) : _stored.Add(key);
        }

        _changed.Clear();
    }

    /// <summary>Forgets everything: what is stored is not known any more.</summary>
    public void Forget()
    {
        _changed.Clear();
        _stored.Clear();
        _rows.Clear();
    }
}

/// <summary>What became of a row.</summary>
/// <param name="Key">Its key.</param>
/// <param name="View">What it is now; null for a row that is no more.</param>
/// <param name="IsNew">Whether it is not stored yet.</param>
public sealed record RowChange(RowKey Key, View? View, bool IsNew);
