namespace Coordination.Host.Platform.Encryption;

/// <summary>Seals the texts of one event, under the data key of that event.</summary>
internal sealed class EventSealer : IDisposable
{
    private readonly KeyRing _ring;
    private readonly SealOrigin _origin;
    private readonly KeyScope _scope;
    private AesGcm? _key;
    private int _version;

    public EventSealer(KeyRing ring, SealOrigin origin, KeyScope scope) => (_ring, _origin, _scope) = (ring, origin, scope);

    /// <summary>The sealed form of a text that stands at this path of the event.</summary>
    /// <exception cref="KeyNotLoadedException">The key has to be fetched first.</exception>
    /// <exception cref="UnreadableException">There is no key and there will be none: it was destroyed, or cannot be had.</exception>
    public byte[] Seal(string path, string text)
    {
        var key = _key ??= Begin();
        return SealFormat.Write(_origin, path, _scope, _version, key, text);
    }

    public void Dispose() => _key?.Dispose();

    private AesGcm Begin()
    {
        var keys = _ring.Find(_scope) switch
        {
            KeyState.Ready ready => ready.Keys,
            null or KeyState.Missing => throw new KeyNotLoadedException(_scope),
            KeyState.Destroyed destroyed => throw new UnreadableException(WhyUnreadable.KeyDestroyed, destroyed.At),
            KeyState.Damaged => throw new UnreadableException(WhyUnreadable.Damaged),
            KeyState.Unavailable => throw new UnreadableException(WhyUnreadable.KeyServiceUnavailable),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _version = keys.Newest;
        Span<byte> key = stackalloc byte[ScopeKeys.KeyBytes];
        keys.DeriveEventKey(_version, _origin.EventId, key);
        var aes = new AesGcm(key, 16);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}
