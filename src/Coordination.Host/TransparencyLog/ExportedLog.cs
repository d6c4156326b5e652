using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>A log that was exported to a folder, read in constant memory: no server, no database, no network.</summary>
public sealed class ExportedLog(string folder) : IEntrySource, ITreeStore, IDisposable
{
    private const int LongestLine = 1 << 17;
    private readonly FileStream _entries = new(Path.Combine(folder, LogExport.Entries), FileMode.Open, FileAccess.Read, FileShare.Read, 1);
    private readonly LeafEncoder _encoder = new();
    private readonly byte[] _buffer = new byte[LongestLine];
    private readonly SignedCheckpoint? _checkpoint = Checkpoint(Path.Combine(folder, "checkpoint"));
    private int _start, _end;
    private long _position;

    /// <summary>Verifies the export: every entry, every tile, the root, the signatures, and that there is nothing beside what was
    /// signed.</summary>
    public async Task<VerificationReport> Verify(TrustedLog trusted, SignedCheckpoint? kept, IProgress<LogProgress>? progress,
        CancellationToken cancellation)
    {
        var report = await new LogVerifier(this, this, TimeProvider.System).Verify(trusted, kept, progress, cancellation);
        List<Finding> more = [];
        if (_checkpoint is null)
            more.Add(new("checkpoint", null, "The export has no checkpoint that can be read."));
        else if (report.NotCovered > 0)
            more.Add(new("entry", _checkpoint.Checkpoint.Size + 1,
                $"The export has {Quantity.Of(report.NotCovered, "entry", "entries")} more than were signed."));
        return report with { Findings = [.. report.Findings, .. more] };
    }

    public ValueTask<int> Read(long afterPosition, int limit, EntryVisitor visit, CancellationToken cancellation)
    {
        if (afterPosition != _position)
            throw new InvalidOperationException("An export is read from its beginning to its end.");
        var count = 0;
        while (count < limit && NextLine(out var line))
        {
            cancellation.ThrowIfCancellationRequested();
            _encoder.Take(line);
            count++;
            visit(++_position, default, _encoder);
        }
        return new(count);
    }

    /// <summary>The lines. One that is not ended counts: it is not what was signed, and that is to be said.</summary>
    public ValueTask<long> Head(CancellationToken cancellation)
    {
        using var file = new FileStream(_entries.Name, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var (lines, buffer, last) = (0L, new byte[LongestLine], (byte)'\n');
        for (int read; (read = file.Read(buffer)) > 0; last = buffer[read - 1])
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return new(last == '\n' ? lines : lines + 1);
    }

    public ValueTask<long> Size(CancellationToken cancellation) => new(_checkpoint?.Checkpoint.Size ?? 0);

    public ValueTask<IReadOnlyDictionary<TileId, Tile>> Tiles(IReadOnlyCollection<TileId> tiles, CancellationToken cancellation)
    {
        Dictionary<TileId, Tile> found = [];
        foreach (var id in tiles)
        {
            if ((Stored(id, id) ?? Stored(AsSigned(id), id)) is { } tile)
                found[id] = tile;
        }
        return new(found);
    }

    public ValueTask<StoredCheckpoint?> Newest(long atLeast, int cosignatures, CancellationToken cancellation) =>
        new(Stored() is { } stored && stored.Size >= atLeast && stored.Cosignatures >= cosignatures ? stored : null);

    public ValueTask<StoredCheckpoint?> NewestBefore(DateTimeOffset signedAt, CancellationToken cancellation) =>
        new((StoredCheckpoint?)null);

    public ValueTask<IReadOnlyList<StoredCheckpoint>> Checkpoints(long afterSize, int limit, CancellationToken cancellation) =>
        new(Stored() is { } stored && stored.Size > afterSize ? [stored] : []);

    public void Dispose() => _entries.Dispose();

    /// <summary>The beginning of a tile, from the file of it that is this wide.</summary>
    private Tile? Stored(TileId stored, TileId wanted) =>
        stored.Width >= wanted.Width && new FileInfo(Path.Combine(folder, stored.Path)) is { Exists: true } file
            && file.Length == stored.Width * NodeHash.Size
            ? new(File.ReadAllBytes(file.FullName).AsMemory(0, wanted.Width * NodeHash.Size))
            : null;

    /// <summary>As wide as it was when the checkpoint was signed: where entries are missing, what is left of them is compared with its
    /// beginning.</summary>
    private TileId AsSigned(TileId id) =>
        id with
        {
            Width = (int)Math.Clamp(((_checkpoint?.Checkpoint.Size ?? 0) >> (Tile.Height * id.Level)) - (id.Index * Tile.FullWidth),
            0, Tile.FullWidth)
        };

    private StoredCheckpoint? Stored() => _checkpoint is null ? null : new(_checkpoint.Checkpoint.Size, _checkpoint.Note.ToString(), 0);

    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var waiting = _buffer.AsSpan(_start, _end - _start);
            if (waiting.IndexOf((byte)'\n') is >= 0 and var length)
            {
                line = waiting[..length];
                _start += length + 1;
                return true;
            }
            if (!Fill(waiting.Length))
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                return !line.IsEmpty;
            }
        }
    }

    private bool Fill(int waiting)
    {
        if (waiting == LongestLine)
            throw new EntryRefusedException(_position + 1, "its line is longer than an entry can be");
        _buffer.AsSpan(_start, waiting).CopyTo(_buffer);
        var read = _entries.Read(_buffer.AsSpan(waiting));
        (_start, _end) = (0, waiting + read);
        return read > 0;
    }

    private static SignedCheckpoint? Checkpoint(string file) =>
        File.Exists(file) && SignedCheckpoint.Parse(File.ReadAllBytes(file)).IsValid(out var signed) ? signed : null;
}
