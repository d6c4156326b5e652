namespace Coordination.Domain.Tests.TransparencyLog;

/// <summary>Ways in which a file can be damaged, or tampered with.</summary>
internal static class Damage
{
    public static byte[] Once(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return [(byte)random.Next(256)];
        var (at, other) = (random.Next(bytes.Length), random.Next(bytes.Length));
        switch (random.Next(7))
        {
            case 0: return [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]];
            case 1: return [.. bytes[..at], .. bytes[(at + 1)..]];
            case 2: return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            case 3: return bytes[..at];
            case 4: return [.. bytes[Math.Min(at, other)..Math.Max(at, other)], .. bytes];
            case 5: return Lines(bytes, (lines, i, j) => (lines[i], lines[j]) = (lines[j], lines[i]), random);
            default: return Lines(bytes, (lines, i, _) => lines.RemoveAt(i), random);
        }
    }

    private static byte[] Lines(byte[] bytes, Action<List<string>, int, int> change, Random random)
    {
        var lines = System.Text.Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        change(lines, random.Next(lines.Count), random.Next(lines.Count));
        return System.Text.Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
