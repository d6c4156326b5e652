namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// The key under which requests are fingerprinted, so that the fingerprint beside an idempotency key cannot be tried against
/// guessed texts by whoever has the database. It lies with the other keys; taking it away makes every older fingerprint meaningless.
/// </summary>
public sealed class FingerprintKey(KeySettings settings)
{
    // what failed once is tried again
    private readonly Lazy<byte[]> _key = new(() => ReadOrMake(Path.Combine(settings.Folder, "fingerprints.key")),
        LazyThreadSafetyMode.PublicationOnly);

    /// <summary>HMAC-SHA256 over what a request consists of.</summary>
    /// <exception cref="KeyServiceUnavailableException">The key cannot be read.</exception>
    public byte[] Of(ReadOnlySpan<byte> heading, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Value);
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, heading.Length);
        hash.AppendData(length);
        hash.AppendData(heading);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static byte[] ReadOrMake(string path)
    {
        try
        {
            PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
            PrivateFiles.TryAdd(path, RandomNumberGenerator.GetBytes(ScopeKeys.KeyBytes));
            var key = PrivateFiles.Read(path) ?? throw new IOException();
            return key.Length == ScopeKeys.KeyBytes
                ? key
                : throw new KeyServiceUnavailableException("The key of fingerprints is cut off, or no key.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyServiceUnavailableException("The key of fingerprints cannot be read or made.", fault);
        }
    }
}
