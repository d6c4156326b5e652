using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;

namespace Coordination.Host.Platform.Identity;

/// <summary>
/// Identifiers as one recipient knows them. The log's own identifier of a thing is encrypted, one AES block, under a key of the
/// recipient's: each agency knows every thing by another name, no two can join their names, and none can be guessed or kept
/// by another. It is a permutation, so nothing is stored, and a name that was made up is a thing that does not exist.
/// </summary>
public sealed class IdentifierMint(IdentifierKey key)
{
    /// <summary>The bytes of an identifier.</summary>
    public const int Size = 16;

    private readonly ConcurrentDictionary<string, byte[]> _names = [];
    private readonly ConcurrentDictionary<string, byte[]> _seals = [];
    private readonly ConcurrentDictionary<string, byte[]> _marks = [];

    /// <summary>The name by which a recipient knows a thing.</summary>
    public Guid NameOf(string recipient, Guid identifier) => One(recipient, identifier, ToNames);

    /// <summary>The thing that a recipient knows by this name.</summary>
    public Guid IdentifierOf(string recipient, Guid name) => One(recipient, name, ToIdentifiers);

    /// <summary>The names of one recipient, for as long as a request takes: cheaper where there are many.</summary>
    public RecipientNames For(string recipient) => new(KeyFor(recipient));

    /// <summary>Replaces identifiers, one behind the other, by the recipient's names.</summary>
    public void ToNames(string recipient, Span<byte> identifiers)
    {
        using var cipher = CipherFor(recipient);
        cipher.EncryptEcb(identifiers, identifiers, PaddingMode.None);
    }

    /// <summary>Replaces a recipient's names, one behind the other, by identifiers.</summary>
    public void ToIdentifiers(string recipient, Span<byte> names)
    {
        using var cipher = CipherFor(recipient);
        cipher.DecryptEcb(names, names, PaddingMode.None);
    }

    /// <summary>
    /// New identifiers for what a command makes: the same ones whenever it is asked with the same key and the same payload, on
    /// whichever host, and not to be guessed without the key that is kept here.
    /// </summary>
    public IReadOnlyList<Guid> New(string subject, string idempotencyKey, ReadOnlySpan<byte> fingerprint, int first, int count)
    {
        using var cipher = Aes.Create();
        cipher.Key = key.Derive($"new\n{subject}\n{idempotencyKey}\n{Convert.ToHexString(fingerprint)}");
        var blocks = new byte[count * Size];
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteInt32BigEndian(blocks.AsSpan(i * Size), first + i);
        cipher.EncryptEcb(blocks, blocks, PaddingMode.None);
        return [.. Enumerable.Range(0, count).Select(i => Random(blocks.AsSpan(i * Size, Size)))];
    }

    /// <summary>A name for a text that is this recipient's own: the same text gives the same name, and nobody can tell the text or make one
    /// up.</summary>
    public string Mark(string recipient, string text) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_marks.GetOrAdd(recipient, name => key.Derive($"marks\n{name}")), Encoding.UTF8.GetBytes(text))
                .AsSpan(0, Size));

    /// <summary>A text that only this host can read, for the recipient to give back unchanged. The same text gives the same seal.</summary>
    public string Seal(string recipient, string text)
    {
        var sealing = SealFor(recipient);
        var bytes = new byte[(Encoding.UTF8.GetByteCount(text) + Size - 1) / Size * Size]; // filled up with U+0000, which no text here has
        Encoding.UTF8.GetBytes(text, bytes);
        var mark = HMACSHA256.HashData(sealing, bytes).AsSpan(0, Size);
        using var cipher = Aes.Create();
        cipher.Key = sealing;
        return Base64Url.EncodeToString([.. mark, .. cipher.EncryptCbc(bytes, mark, PaddingMode.None)]);
    }

    /// <summary>Reads a seal of this recipient's; null for anything else.</summary>
    public string? Unseal(string recipient, string seal)
    {
        if (!Base64Url.IsValid(seal) || Base64Url.DecodeFromChars(seal) is not { Length: >= 2 * Size } bytes || bytes.Length % Size != 0)
            return null;
        var sealing = SealFor(recipient);
        using var cipher = Aes.Create();
        cipher.Key = sealing;
        var text = cipher.DecryptCbc(bytes.AsSpan(Size), bytes.AsSpan(0, Size), PaddingMode.None);
        var genuine = CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(sealing, text).AsSpan(0, Size), bytes.AsSpan(0, Size));
        return genuine ? Encoding.UTF8.GetString(text).TrimEnd('\0') : null;
    }

    private delegate void Change(string recipient, Span<byte> blocks);

    private static Guid One(string recipient, Guid value, Change change)
    {
        Span<byte> block = stackalloc byte[Size];
        value.TryWriteBytes(block, bigEndian: true, out _);
        change(recipient, block);
        return new Guid(block, bigEndian: true);
    }

    // Marked as a random identifier, as RFC 9562 has it.
    private static Guid Random(Span<byte> block)
    {
        block[6] = (byte)((block[6] & 0x0f) | 0x40);
        block[8] = (byte)((block[8] & 0x3f) | 0x80);
        return new Guid(block, bigEndian: true);
    }

    private Aes CipherFor(string recipient)
    {
        var cipher = Aes.Create();
        cipher.Key = KeyFor(recipient);
        return cipher;
    }

    private byte[] KeyFor(string recipient) => _names.GetOrAdd(recipient, name => key.Derive($"names\n{name}"));

    private byte[] SealFor(string recipient) => _seals.GetOrAdd(recipient, name => key.Derive($"seals\n{name}"));
}
