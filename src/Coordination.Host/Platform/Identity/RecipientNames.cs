namespace Coordination.Host.Platform.Identity;

/// <summary>The names by which one recipient knows things: the same as <see cref="IdentifierMint.NameOf"/>, with a cipher that is set up
/// once.</summary>
public sealed class RecipientNames(byte[] key) : IDisposable
{
    private readonly Lock _one = new();
    private readonly byte[] _block = new byte[IdentifierMint.Size];
    private Aes? _cipher;
    private ICryptoTransform? _toNames;
    private ICryptoTransform? _toIdentifiers;

    /// <summary>The name by which the recipient knows a thing.</summary>
    public Guid NameOf(Guid identifier)
    {
        lock (_one)
            return Changed(identifier, _toNames ??= Cipher().CreateEncryptor());
    }

    /// <summary>The thing that the recipient knows by this name.</summary>
    public Guid IdentifierOf(Guid name)
    {
        lock (_one)
            return Changed(name, _toIdentifiers ??= Cipher().CreateDecryptor());
    }

    public void Dispose()
    {
        _toNames?.Dispose();
        _toIdentifiers?.Dispose();
        _cipher?.Dispose();
    }

    // One block by itself is a permutation of identifiers: there is nothing to chain and nothing to fill up.
    private Aes Cipher()
    {
        if (_cipher is null)
        {
            _cipher = Aes.Create();
            _cipher.Mode = CipherMode.ECB;
            _cipher.Padding = PaddingMode.None;
            _cipher.Key = key;
        }
        return _cipher;
    }

    private Guid Changed(Guid value, ICryptoTransform transform)
    {
        value.TryWriteBytes(_block, bigEndian: true, out _);
        transform.TransformBlock(_block, 0, _block.Length, _block, 0);
        return new Guid(_block, bigEndian: true);
    }
}
