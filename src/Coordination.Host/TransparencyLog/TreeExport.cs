using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Writes tiles, and the entries if wanted, and the checkpoint to files under the addresses of C2SP tlog-tiles, so that another party can
/// keep or serve them. Full tiles that are there already are not written again; the checkpoint comes last.
/// </summary>
public sealed class TreeExport(IEntrySource entries, ITreeStore store)
{
    private const int TilesAtOnce = 64;

    /// <summary>Exports the newest checkpoint and what it covers; returns its size, or null when nothing was signed or tiles are
    /// missing.</summary>
    public async Task<long?> Export(string folder, bool withEntries, CancellationToken cancellation)
    {
        if (await store.Newest(0, 0, cancellation) is not { } checkpoint)
            return null;
        foreach (var ids in TileId.Of(checkpoint.Size).Where(id => !id.IsFull || !File.Exists(Path.Combine(folder, id.Path)))
            .Chunk(TilesAtOnce))
        {
            var tiles = await store.Tiles(ids, cancellation);
            if (tiles.Count < ids.Length)
                return null;
            foreach (var (id, tile) in tiles)
                await Write(folder, id.Path, tile.Bytes, cancellation);
        }

        for (var index = 0L; withEntries && index * Tile.FullWidth < checkpoint.Size; index++)
            await Bundle(folder, new(index, (int)Math.Min(Tile.FullWidth, checkpoint.Size - index * Tile.FullWidth)), cancellation);
        await Write(folder, "checkpoint", Encoding.UTF8.GetBytes(checkpoint.Note), cancellation);
        return checkpoint.Size;
    }

    private async Task Bundle(string folder, BundleId bundle, CancellationToken cancellation)
    {
        if (bundle.Width == Tile.FullWidth && File.Exists(Path.Combine(folder, bundle.Path)))
            return;
        using var bytes = new MemoryStream();
        await entries.Read(bundle.Index * Tile.FullWidth, bundle.Width,
            (_, _, entry) => EntryBundle.Write(bytes, entry.Entry), cancellation);
        await Write(folder, bundle.Path, bytes.ToArray(), cancellation);
    }

    private static async Task Write(string folder, string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync($"{file}.new", bytes, cancellation);
        File.Move($"{file}.new", file, overwrite: true);
    }
}
