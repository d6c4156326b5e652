using NSec.Cryptography;

namespace Coordination.Host.Platform.Signing;

/// <summary>Ed25519 of RFC 8032, by libsodium: the class library does not have it.</summary>
public static class Ed25519
{
    public const int SeedBytes = 32, PublicKeyBytes = 32, SignatureBytes = 64;

    /// <summary>The public key that belongs to a private one.</summary>
    /// <exception cref="FormatException">The private key has not <see cref="SeedBytes"/> bytes.</exception>
    public static byte[] PublicKeyOf(byte[] seed)
    {
        using var key = Import(seed);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>Signs. The same message under the same key always gives the same signature.</summary>
    /// <exception cref="FormatException">The private key has not <see cref="SeedBytes"/> bytes.</exception>
    public static byte[] Sign(byte[] seed, byte[] message)
    {
        using var key = Import(seed);
        return SignatureAlgorithm.Ed25519.Sign(key, message);
    }

    /// <summary>Whether a signature is right. A key or a signature that is none is simply wrong.</summary>
    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature) =>
        signature.Length == SignatureBytes
        && PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && SignatureAlgorithm.Ed25519.Verify(key!, message, signature);

    private static Key Import(byte[] seed) => Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
}
