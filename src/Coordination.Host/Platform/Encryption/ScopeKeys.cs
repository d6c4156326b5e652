namespace Coordination.Host.Platform.Encryption;

/// <summary>The keys of one scope, in memory: every version, oldest first. Cleared when their time is over.</summary>
public sealed class ScopeKeys(KeyScope scope, IReadOnlyList<byte[]> versions)
{
    /// <summary>The length of every key, in bytes.</summary>
    public const int KeyBytes = 32;

    private readonly Lock _lock = new();
    private readonly IncrementalHash?[] _expanding = new IncrementalHash?[versions.Count];
    private bool _cleared;

    /// <summary>The version for what is sealed now; versions are counted from 1.</summary>
    public int Newest => versions.Count;

    /// <summary>
    /// The data key of one event, derived (HKDF-Expand of RFC 5869, to one block) from a version of the scope's key: it need not be
    /// kept, and goes when the scope's key goes.
    /// </summary>
    /// <exception cref="KeyNotLoadedException">They were cleared.</exception>
    /// <exception cref="CryptographicException">There is no such version.</exception>
    public void DeriveEventKey(int version, Guid eventId, Span<byte> key)
    {
        Span<byte> info = stackalloc byte[Label.Length + 16 + 1];
        Label.CopyTo(info);
        eventId.TryWriteBytes(info[Label.Length..], bigEndian: true, out _);
        info[^1] = 1; // HKDF-Expand numbers its blocks; a key is the first
        lock (_lock)
        {
            if (_cleared)
                throw new KeyNotLoadedException(scope);
            if (version < 1 || version > versions.Count)
                throw new CryptographicException("There is no such version of the key.");
            var expanding = _expanding[version - 1] ??= IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, versions[version - 1]);
            expanding.AppendData(info);
            expanding.GetHashAndReset(key);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _cleared = true;
            foreach (var expanding in _expanding)
                expanding?.Dispose();
            foreach (var version in versions)
                CryptographicOperations.ZeroMemory(version);
        }
    }

    private static ReadOnlySpan<byte> Label => "coordination/event-key/v1/"u8;
}
