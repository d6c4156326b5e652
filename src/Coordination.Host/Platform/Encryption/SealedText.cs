namespace Coordination.Host.Platform.Encryption;

/// <summary>A text as it lies in the log: ciphertext, with what it takes to open it and where it was recorded.</summary>
public sealed class SealedText : Seal<string>
{
    private readonly KeyRing? _ring;
    private readonly byte[] _bytes;
    private bool _isElsewhere;

    /// <param name="ring">The keys; null for a reader who has none.</param>
    /// <param name="bytes">The ciphertext, in the form of <see cref="SealFormat"/>.</param>
    /// <param name="origin">The event in which it was recorded.</param>
    /// <param name="isElsewhere">Whether it was found in another field than the one that it was sealed for.</param>
    public SealedText(KeyRing? ring, byte[] bytes, SealOrigin origin, bool isElsewhere = false) =>
        (_ring, _bytes, Origin, _isElsewhere) = (ring, bytes, origin, isElsewhere);

    public SealOrigin Origin { get; }

    /// <summary>Whether it was found in another field than the one that it was sealed for: then it does not open.</summary>
    public bool IsElsewhere => _isElsewhere;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The key that it takes; null where the ciphertext is damaged.</summary>
    public KeyScope? Scope
    {
        get
        {
            try
            {
                return SealFormat.Parse(_bytes).Scope;
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }

    /// <summary>Remembers that it stands in this field: where it was sealed for another, it does not open.</summary>
    internal void StandsAt(string path) => _isElsewhere |= !SealFormat.IsFor(_bytes, path);

    /// <inheritdoc/>
    public override bool MayBe(string value)
    {
        try
        {
            return SealFormat.Parse(_bytes).TextBytes == Encoding.UTF8.GetByteCount(value);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="KeyNotLoadedException">The key has to be fetched first.</exception>
    public override string Open()
    {
        var opened = TryOpen();
        if (opened.Wanted is { } scope)
            throw new KeyNotLoadedException(scope);
        return opened.Text ?? throw new UnreadableException(opened.Why, opened.Since);
    }

    /// <summary>The text, the key that has to be fetched for it, or why it cannot be read.</summary>
    public Opened TryOpen()
    {
        if (_ring is null)
            return new() { Why = WhyUnreadable.KeyMissing };
        if (_isElsewhere)
            return new() { Why = WhyUnreadable.Damaged };
        try
        {
            var format = SealFormat.Parse(_bytes);
            return _ring.Find(format.Scope) switch
            {
                null => new() { Wanted = format.Scope },
                KeyState.Ready(var keys) => Decrypt(format, keys),
                KeyState.Destroyed(var at) => new() { Why = WhyUnreadable.KeyDestroyed, Since = at },
                KeyState.Missing => new() { Why = WhyUnreadable.KeyMissing },
                KeyState.Damaged => new() { Why = WhyUnreadable.Damaged },
                KeyState.Unavailable => new() { Why = WhyUnreadable.KeyServiceUnavailable },
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (CryptographicException)
        {
            return new() { Why = WhyUnreadable.Damaged };
        }
    }

    private Opened Decrypt(SealFormat format, ScopeKeys keys)
    {
        Span<byte> key = stackalloc byte[ScopeKeys.KeyBytes];
        try
        {
            keys.DeriveEventKey(format.KeyVersion, Origin.EventId, key);
            return new() { Text = format.Open(Origin, key) };
        }
        catch (KeyNotLoadedException)
        {
            return new() { Wanted = format.Scope };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

public readonly record struct Opened
{
    /// <summary>The text; null when it was not opened.</summary>
    public string? Text { get; init; }

    /// <summary>The key that has to be fetched first; null when that would not help.</summary>
    public KeyScope? Wanted { get; init; }

    /// <summary>Why it cannot be read, where there is neither a text nor a key to fetch.</summary>
    public WhyUnreadable Why { get; init; }

    /// <summary>Since when, where that is known.</summary>
    public DateTimeOffset? Since { get; init; }
}
