using System.Buffers.Binary;

namespace Coordination.Host.Platform.Encryption;

/// <summary>Which event a sealed text was recorded in. It is bound into the ciphertext: elsewhere it does not open.</summary>
public sealed record SealOrigin(Guid EventId, string Stream, string EventType);

/// <summary>
/// The bytes of a sealed text: format (1), length and text of the field's path, version of the key (2, big-endian), length and
/// name of the agency, length and kind of the subject, its id (16), nonce (12), tag (16), ciphertext of AES-256-GCM. The
/// associated data is everything before the nonce, and the origin.
/// </summary>
internal readonly ref struct SealFormat
{
    private const byte Format = 1;
    private const int NonceBytes = Nonces.Size;
    private const int TagBytes = 16;
    private const int MostOnStack = 1_024;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _body;

    private SealFormat(ReadOnlySpan<byte> bytes, KeyScope scope, int version, int body)
    {
        _bytes = bytes;
        Scope = scope;
        KeyVersion = version;
        _body = body;
    }

    public KeyScope Scope { get; }

    public int KeyVersion { get; }

    /// <summary>The length of the text, in bytes of UTF-8.</summary>
    public int TextBytes => _bytes.Length - _body - NonceBytes - TagBytes;

    /// <summary>Whether it was sealed for this field, without reading more of it than that.</summary>
    public static bool IsFor(ReadOnlySpan<byte> bytes, string path) =>
        bytes.Length > 2 && bytes[0] == Format && bytes.Length > 2 + bytes[1] && Ascii.Equals(bytes.Slice(2, bytes[1]), path);

    public static byte[] Write(SealOrigin origin, string path, KeyScope scope, int keyVersion, AesGcm key, string text)
    {
        var kind = scope.Subject.Kind;
        var header = 1 + 1 + path.Length + 2 + 1 + scope.Agency.Value.Length + 1 + kind.Length + 16;
        var bytes = new byte[header + NonceBytes + TagBytes + Encoding.UTF8.GetByteCount(text)];
        bytes[0] = Format;
        var at = Put(bytes, 1, path);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), checked((ushort)keyVersion));
        at = Put(bytes, Put(bytes, at + 2, scope.Agency.Value), kind);
        scope.Subject.Id.TryWriteBytes(bytes.AsSpan(at), bigEndian: true, out _);
        var nonce = bytes.AsSpan(header, NonceBytes);
        Nonces.Next(nonce);
        var cipher = bytes.AsSpan(header + NonceBytes + TagBytes);
        Encoding.UTF8.GetBytes(text, cipher);
        Span<byte> associated = stackalloc byte[MostOnStack];
        key.Encrypt(nonce, cipher, cipher, bytes.AsSpan(header + NonceBytes, TagBytes),
            AssociatedData(bytes.AsSpan(0, header), origin, associated));
        return bytes;
    }

    /// <exception cref="CryptographicException">It is not a sealed text.</exception>
    public static SealFormat Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes[0] != Format)
                throw new CryptographicException("It is not a sealed text of a format that is known.");
            var at = 2 + bytes[1];
            var version = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            at = Take(bytes, at + 2, out var agency);
            at = Take(bytes, at, out var kind);
            var id = new Guid(bytes.Slice(at, 16), bigEndian: true);
            _ = bytes[at + 16 + NonceBytes + TagBytes - 1];
            return new SealFormat(bytes, new KeyScope(new AgencyId(agency), new KeySubject(kind, id)), version, at + 16);
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException)
        {
            throw new CryptographicException("It is not a sealed text.", broken);
        }
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="CryptographicException">Something of it, or of where it stands, is not as it was.</exception>
    public string Open(SealOrigin origin, ReadOnlySpan<byte> key)
    {
        using var aes = new AesGcm(key, TagBytes);
        var cipher = _bytes[(_body + NonceBytes + TagBytes)..];
        Span<byte> associated = stackalloc byte[MostOnStack];
        Span<byte> text = cipher.Length <= MostOnStack ? stackalloc byte[cipher.Length] : new byte[cipher.Length];
        aes.Decrypt(_bytes.Slice(_body, NonceBytes), cipher, _bytes.Slice(_body + NonceBytes, TagBytes), text,
            AssociatedData(_bytes[.._body], origin, associated));
        var opened = Encoding.UTF8.GetString(text);
        CryptographicOperations.ZeroMemory(text);
        return opened;
    }

    // Lengths before texts, so that no two places give the same bytes. On the stack, where it fits.
    private static ReadOnlySpan<byte> AssociatedData(ReadOnlySpan<byte> header, SealOrigin origin, Span<byte> stack)
    {
        var most = header.Length + 16 + 4 + (origin.Stream.Length + origin.EventType.Length) * 3;
        var bytes = most <= stack.Length ? stack : new byte[most];
        header.CopyTo(bytes);
        origin.EventId.TryWriteBytes(bytes[header.Length..], bigEndian: true, out _);
        var at = PutLong(bytes, PutLong(bytes, header.Length + 16, origin.Stream), origin.EventType);
        return bytes[..at];
    }

    private static int PutLong(Span<byte> bytes, int at, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, bytes[(at + 2)..]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], checked((ushort)length));
        return at + 2 + length;
    }

    private static int Put(Span<byte> bytes, int at, string text)
    {
        bytes[at] = checked((byte)text.Length);
        return at + 1 + Encoding.ASCII.GetBytes(text, bytes[(at + 1)..]);
    }

    private static int Take(ReadOnlySpan<byte> bytes, int at, out string text)
    {
        text = Encoding.ASCII.GetString(bytes.Slice(at + 1, bytes[at]));
        return at + 1 + bytes[at];
    }
}
