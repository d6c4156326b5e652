using System.Runtime.Intrinsics;

namespace Coordination.Domain.TransparencyLog;

/// <summary>The SHA-256 hash of a subtree of the Merkle tree; a leaf's hash is the smallest of them.</summary>
public readonly struct NodeHash : IEquatable<NodeHash>
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 32;

    private readonly Vector256<byte> _bytes;

    /// <summary>From exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are more, or fewer.</exception>
    public NodeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));
        _bytes = Vector256.Create(bytes);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => _bytes.CopyTo(destination);

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>In base64, as notes and proofs write it.</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    public override string ToString() => Convert.ToHexStringLower(ToArray());

    /// <inheritdoc/>
    public bool Equals(NodeHash other) => _bytes == other._bytes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.AsInt32().GetElement(0);

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(NodeHash left, NodeHash right) => left.Equals(right);

    public static bool operator !=(NodeHash left, NodeHash right) => !left.Equals(right);
}

/// <summary>The hash of one entry of the log.</summary>
public readonly record struct LeafHash(NodeHash Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>The hash over a whole tree of a given size.</summary>
public readonly record struct RootHash(NodeHash Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
