using System.Runtime.CompilerServices;
using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Computes all tiles again from the events and puts them back where they differ: the same bytes as ever. It refuses when the events are
/// not those that were signed, because then tiles would be made to agree with a changed history.
/// </summary>
public sealed class TreeRebuild(IEntrySource entries, ITreeStore store, LogVerifier verifier, ITreeRestoration restoration)
{
    private const int PageSize = 4_096;

    /// <summary>Rebuilds; returns how many tiles were put back, or the findings because of which nothing was done.</summary>
    public async Task<(int PutBack, IReadOnlyList<Finding> Refused)> Rebuild(TrustedLog trusted, IProgress<LogProgress>? progress,
        CancellationToken cancellation)
    {
        var report = await verifier.Verify(trusted with { Policy = null }, null, progress, cancellation);
        var refused = report.Findings.Where(finding => finding.Kind is not ("tile" or "unsigned") && !finding.IsBesideTheLog).ToList();
        if (refused.Count > 0)
            return (0, refused);
        var size = (await store.Newest(0, 0, cancellation))?.Size ?? 0;
        return (await restoration.Restore(size, Tiles(size, cancellation), cancellation), []);
    }

    private async IAsyncEnumerable<IReadOnlyCollection<KeyValuePair<TileId, Tile>>> Tiles(long size,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var tree = new TileTree();
        while (tree.Size < size)
        {
            await entries.Read(tree.Size, (int)Math.Min(PageSize, size - tree.Size),
                (_, _, entry) => tree.Append(entry.Hash()), cancellation);
            yield return tree.TakeFull();
        }

        yield return tree.Edge();
    }
}
