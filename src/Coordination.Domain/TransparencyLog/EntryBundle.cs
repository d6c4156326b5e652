using System.Buffers.Binary;

namespace Coordination.Domain.TransparencyLog;

/// <summary>Up to 256 entries beside each other, each behind its length in two bytes, most significant first (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The longest entry that fits.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>Writes an entry at the end of a bundle.</summary>
    /// <exception cref="ArgumentException">The entry is too long.</exception>
    public static void Write(Stream bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > LongestEntry)
            throw new ArgumentException($"An entry has at most {LongestEntry} bytes.", nameof(entry));
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
        bundle.Write(length);
        bundle.Write(entry);
    }

    /// <summary>Where each entry of a bundle is; null when the bytes are no bundle.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Read(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < 2 || entries.Count == Tile.FullWidth)
                return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length - 2 < length)
                return null;
            entries.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }

        return entries;
    }
}
