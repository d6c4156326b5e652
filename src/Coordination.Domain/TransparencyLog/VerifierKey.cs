using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Coordination.Domain.TransparencyLog;

/// <summary>How a key signs. The number is the one that is hashed into key ids (C2SP signed-note).</summary>
public enum SignatureType
{
    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over a time and the note's text: what a witness signs.</summary>
    Ed25519Cosignature = 0x04,

    /// <summary>ML-DSA-44 over origin, size, root and time, for logs and witnesses.</summary>
    MlDsa44 = 0x06,
}

/// <summary>
/// Whether a signature over a message is one of this public key. The algorithms are not in the base class library, so
/// that who knows them brings them along.
/// </summary>
/// <param name="type">Which algorithm.</param>
/// <param name="publicKey">The key.</param>
/// <param name="message">What was signed.</param>
/// <param name="signature">The signature.</param>
public delegate bool SignatureCheck(SignatureType type, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message,
    ReadOnlySpan<byte> signature);

/// <summary>The name and id of a key, which together say who signed.</summary>
/// <param name="Name">Usually an address without its scheme.</param>
/// <param name="Id">Four bytes of a hash over name, type and key.</param>
public readonly record struct KeyName(string Name, uint Id)
{
    /// <summary>Both, as a vkey writes them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}");
}

/// <summary>A public key with its name: what a verifier is given (a <c>vkey</c>).</summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private readonly byte[] _publicKey;

    /// <summary>Of a name, a type and a public key.</summary>
    /// <exception cref="ArgumentException">The name is not one, or the key has not the length of its type.</exception>
    public VerifierKey(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        if (!StrictText.IsKeyName(name))
            throw new ArgumentException("The name of a key is not empty and has neither spaces nor a plus.", nameof(name));
        if (publicKey.Length != LengthOf(type))
            throw new ArgumentException($"A public key of type {type} has {LengthOf(type)} bytes.", nameof(publicKey));
        (Name, Type, _publicKey) = (new(name, IdOf(name, type, publicKey)), type, publicKey.ToArray());
    }

    public KeyName Name { get; }

    public SignatureType Type { get; }

    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Reads <c>name+hex(key id)+base64(type ‖ public key)</c>.</summary>
    public static Parsed<VerifierKey> Parse(string text)
    {
        var parts = text.Split('+', 3);
        if (parts.Length < 3 || !StrictText.IsKeyName(parts[0]))
            return Parsed.Malformed<VerifierKey>("A key is written name+id+key.");
        if (parts[1].Length != 8 || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return Parsed.Malformed<VerifierKey>("The id of a key has eight hexadecimal digits.");
        if (!StrictBase64.TryDecode(parts[2], out var bytes) || bytes.Length == 0)
            return Parsed.Malformed<VerifierKey>("A key is written in base64.");
        var type = (SignatureType)bytes[0];
        if (!Enum.IsDefined(type))
            return Parsed.Malformed<VerifierKey>($"The signature type {bytes[0]:x2} is not known.");
        if (bytes.Length - 1 != LengthOf(type))
            return Parsed.Malformed<VerifierKey>($"A key of type {type} has {LengthOf(type)} bytes.");
        var key = new VerifierKey(parts[0], type, bytes.AsSpan(1));
        return key.Name.Id == id ? Parsed.Of(key) : Parsed.Malformed<VerifierKey>("The id does not belong to the key.");
    }

    /// <summary>Writes it as it is read.</summary>
    public override string ToString() => $"{Name}+{Convert.ToBase64String([(byte)Type, .. _publicKey])}";

    /// <summary>Whether both wrap the same key, whatever they are called.</summary>
    public bool HasKeyOf(VerifierKey other) => PublicKey.SequenceEqual(other.PublicKey);

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name && Type == other.Type && HasKeyOf(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    private static int LengthOf(SignatureType type) => type is SignatureType.MlDsa44 ? 1312 : 32;

    private static uint IdOf(string name, SignatureType type, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. StrictText.Bytes(name), (byte)'\n', (byte)type, .. publicKey]));
}
