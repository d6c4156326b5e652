namespace Coordination.Host.Tests.Features.Erasure;

/// <summary>Looks for bytes in every file of a folder, as somebody would who took the disk.</summary>
internal static class FileSearch
{
    private const int Piece = 1 << 20;

    /// <summary>The files that hold these bytes.</summary>
    public static IReadOnlyList<string> Holding(string place, params IReadOnlyList<byte[]> wanted) => File.Exists(place)
        ? Holds(place, wanted) ? [place] : []
        : [.. Directory.EnumerateFiles(place, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Where(file => Holds(file, wanted))];

    private static bool Holds(string path, IReadOnlyList<byte[]> wanted)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var overlap = wanted.Max(bytes => bytes.Length);
            var buffer = new byte[Piece + overlap];
            for (var kept = 0; file.Read(buffer, kept, Piece) is > 0 and var read;)
            {
                var there = kept + read;
                if (wanted.Any(bytes => buffer.AsSpan(0, there).IndexOf(bytes) >= 0))
                    return true;
                kept = Math.Min(overlap, there);
                buffer.AsSpan(there - kept, kept).CopyTo(buffer);
            }
            return false;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // the server took it away meanwhile
        }
    }
}
