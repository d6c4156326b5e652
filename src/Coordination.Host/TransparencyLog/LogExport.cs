using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Writes the whole log to files that are enough to verify it elsewhere, in constant memory: entries.jsonl (the canonical entries, one a
/// line, line n is position n), the tiles and the checkpoint of C2SP tlog-tiles, and keys (public keys, one a line).
/// </summary>
public sealed class LogExport(IEntrySource entries, ITreeStore store)
{
    public const string Entries = "entries.jsonl";

    /// <summary>The file of public keys.</summary>
    public const string Keys = "keys";

    private const int PageSize = 4_096, BufferBytes = 1 << 20;

    /// <summary>Exports what the newest checkpoint covers; returns how much, or null when nothing was signed or tiles are
    /// missing.</summary>
    public async Task<long?> Export(string folder, IReadOnlyList<VerifierKey> keys, IProgress<LogProgress>? progress,
        CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (await new TreeExport(entries, store).Export(folder, withEntries: false, cancellation) is not { } size)
            return null;
        var file = Path.Combine(folder, Entries);
        await using (var stream = new FileStream($"{file}.new", FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            await Write(stream, size, progress, cancellation);
        File.Move($"{file}.new", file, overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, Keys), string.Concat(keys.Select(key => $"{key}\n")),
            new UTF8Encoding(false), cancellation);
        return size;
    }

    /// <summary>The entries, one a line: canonical JSON has no line feed in it.</summary>
    internal async Task Write(Stream to, long size, IProgress<LogProgress>? progress, CancellationToken cancellation)
    {
        var position = 0L;
        while (position < size)
        {
            var read = await entries.Read(position, (int)Math.Min(PageSize, size - position), (_, _, entry) =>
            {
                to.Write(entry.Entry);
                to.WriteByte((byte)'\n');
            }, cancellation);
            if (read == 0)
                break;
            position += read;
            progress?.Report(new(position, size));
        }
    }
}
