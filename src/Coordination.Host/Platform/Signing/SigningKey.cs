using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.Platform.Signing;

/// <summary>A private key that signs notes. It never prints itself.</summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] _seed;

    private SigningKey(VerifierKey @public, byte[] seed) => (Public, _seed) = (@public, seed);

    public VerifierKey Public { get; }

    public static SigningKey Generate(string name, SignatureType type)
    {
        var seed = RandomNumberGenerator.GetBytes(type is SignatureType.MlDsa44 ? PostQuantum.SeedBytes : Ed25519.SeedBytes);
        return Of(name, type, seed);
    }

    public static SigningKey Of(string name, SignatureType type, byte[] seed) =>
        new(new(name, type, type is SignatureType.MlDsa44 ? PostQuantum.PublicKeyOf(seed) : Ed25519.PublicKeyOf(seed)), seed);

    /// <summary>Reads <c>PRIVATE+KEY+name+id+base64(type ‖ seed)</c>, as golang.org/x/mod/sumdb/note writes it. The problem never quotes
    /// the line.</summary>
    public static Parsed<SigningKey> Parse(string line)
    {
        var parts = line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..].Split('+', 3) : [];
        var bytes = new byte[64];
        if (parts.Length != 3 || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length != 1 + Ed25519.SeedBytes
            || !Enum.IsDefined((SignatureType)bytes[0]))
            return Parsed.Malformed<SigningKey>("This is not a private key.");
        var key = Of(parts[0], (SignatureType)bytes[0], bytes[1..length]);
        return parts[1] == key.Public.Name.Id.ToString("x8", CultureInfo.InvariantCulture)
            ? Parsed.Of(key)
            : Parsed.Malformed<SigningKey>("The id does not belong to the private key.");
    }

    /// <summary>Signs the text of a note.</summary>
    /// <exception cref="InvalidOperationException">This type of key cannot sign such a text.</exception>
    public NoteSignature Sign(string text, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds();
        var message = NoteMessages.Of(Public, text, time)
            ?? throw new InvalidOperationException("A key of this type signs checkpoints only.");
        var signature = Public.Type switch
        {
            SignatureType.Ed25519 or SignatureType.Ed25519Cosignature => Ed25519.Sign(_seed, message),
            SignatureType.MlDsa44 => PostQuantum.Sign(_seed, message),
            _ => throw new UnreachableException(),
        };
        return NoteMessages.Signature(Public, signature, time);
    }

    /// <summary>The line for a key file. Only who writes that file asks for it.</summary>
    internal string PrivateLine() => $"{Prefix}{Public.Name}+{Convert.ToBase64String([(byte)Public.Type, .. _seed])}";

    public override string ToString() => Public.ToString();
}

/// <summary>Checks signatures of every type that is known.</summary>
public static class Signatures
{
    public static bool Check(SignatureType type, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        type switch
        {
            SignatureType.Ed25519 or SignatureType.Ed25519Cosignature =>
                Ed25519.Verify(publicKey.ToArray(), message.ToArray(), signature.ToArray()),
            SignatureType.MlDsa44 => PostQuantum.Verify(publicKey.ToArray(), message.ToArray(), signature.ToArray()),
            _ => throw new UnreachableException(),
        };
}
