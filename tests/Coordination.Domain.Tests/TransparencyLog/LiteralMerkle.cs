using System.Security.Cryptography;
using Coordination.Domain.TransparencyLog;

namespace Coordination.Domain.Tests.TransparencyLog;

/// <summary>RFC 9162, sections 2.1.1, 2.1.3.1 and 2.1.4.1, written down as they stand, with nothing done to make it fast but remembering.</summary>
internal sealed class LiteralMerkle(IReadOnlyList<byte[]> d)
{
    private readonly Dictionary<(int, int), byte[]> _known = [];

    /// <summary>MTH(D[start:end]).</summary>
    public byte[] Mth(int start, int end)
    {
        if (_known.TryGetValue((start, end), out var known))
            return known;
        var n = end - start;
        var hash = n switch
        {
            0 => SHA256.HashData([]),
            1 => SHA256.HashData([0, .. d[start]]),
            _ => SHA256.HashData([1, .. Mth(start, start + K(n)), .. Mth(start + K(n), end)]),
        };
        return _known[(start, end)] = hash;
    }

    /// <summary>PATH(m, D[start:end]).</summary>
    public IEnumerable<byte[]> Path(int m, int start, int end)
    {
        var n = end - start;
        if (n == 1)
            return [];
        var k = K(n);
        return m < k
            ? Path(m, start, start + k).Append(Mth(start + k, end))
            : Path(m - k, start + k, end).Append(Mth(start, start + k));
    }

    /// <summary>PROOF(m, D[0:n]).</summary>
    public IEnumerable<byte[]> Proof(int m, int n) => SubProof(m, 0, n, true);

    public static RootHash Root(byte[] hash) => new(new NodeHash(hash));

    private IEnumerable<byte[]> SubProof(int m, int start, int end, bool b)
    {
        var n = end - start;
        if (m == n)
            return b ? [] : [Mth(start, end)];
        var k = K(n);
        return m <= k
            ? SubProof(m, start, start + k, b).Append(Mth(start + k, end))
            : SubProof(m - k, start + k, end, false).Append(Mth(start, start + k));
    }

    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
