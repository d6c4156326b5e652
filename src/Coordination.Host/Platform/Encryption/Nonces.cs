namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// Random nonces. They are no secret, so that each thread draws many at once: asking the system's generator costs as much as
/// sealing a text.
/// </summary>
internal static class Nonces
{
    /// <summary>The length of one, in bytes.</summary>
    public const int Size = 12;

    private const int DrawnAtOnce = 64;

    [ThreadStatic]
    private static byte[]? s_drawn;

    [ThreadStatic]
    private static int s_left;

    /// <summary>Fills in one that was never given out before.</summary>
    public static void Next(Span<byte> nonce)
    {
        if (s_left == 0)
        {
            RandomNumberGenerator.Fill(s_drawn ??= new byte[DrawnAtOnce * Size]);
            s_left = DrawnAtOnce;
        }
        s_drawn.AsSpan(--s_left * Size, Size).CopyTo(nonce);
    }
}
