using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Finds where stored tiles and recomputed hashes part. When the signed roots follow the tiles, the events were changed; when they follow
/// the events, the tiles were.
/// </summary>
internal sealed class DivergenceFinder
{
    private const int Most = 1_000;
    private readonly List<(TileId Id, long Position)> _differences = [];
    private long _lastGood;
    private long? _firstBad;

    /// <summary>A tile is not what the events hash to.</summary>
    public void Differs(TileId id, Tile computed, Tile stored)
    {
        for (var i = 0; i < stored.Width && _differences.Count < Most; i++)
            if (computed[i] != stored[i])
                _differences.Add((id, ((id.Index * Tile.FullWidth + i) << (Tile.Height * id.Level)) + 1));
    }

    /// <summary>A signed root is, or is not, what the events hash to.</summary>
    public void Compared(long size, bool same)
    {
        if (same)
            _lastGood = Math.Max(_lastGood, size);
        else
            _firstBad ??= size;
    }

    /// <summary>What was found, the lowest position first.</summary>
    public IEnumerable<Finding> Findings()
    {
        var found = _differences.Where(IsCause).GroupBy(difference => difference.Id)
            .Select(tile => tile.MinBy(difference => difference.Position))
            .OrderBy(difference => difference.Position).Select(Finding).ToList();
        if (_firstBad is { } size && found.All(finding => finding.Kind != "event"))
            yield return new("event", _lastGood + 1,
                $"The root over {Quantity.Of(size, "event")} is not the one that was signed: an event between position {_lastGood + 1} " +
                    $"and {size} was changed, added, removed or moved, and the stored tiles were changed with it.");
        foreach (var finding in found)
            yield return finding;
    }

    /// <summary>A hash that is wrong because one below it is says nothing of its own.</summary>
    private bool IsCause((TileId Id, long Position) difference) =>
        !_differences.Any(below => below.Id.Level < difference.Id.Level && below.Position >= difference.Position
            && below.Position < difference.Position + (1L << (Tile.Height * difference.Id.Level)));

    private Finding Finding((TileId Id, long Position) difference) => _firstBad is not null && difference.Position > _lastGood
        ? new("event", difference.Position,
            $"The event at position {difference.Position} is not the one that was signed: tile {difference.Id.Path} has another " +
                $"hash for it.")
        : new("tile", difference.Position,
            $"The tile {difference.Id.Path} was changed: the events from position {difference.Position} on hash to something else, and " +
                $"the signed roots agree with the events.");
}
