using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Coordination.Host.Signing;

/// <summary>Ed25519 of RFC 8032, which the class library does not have: computed by OpenSSL, which .NET needs on Linux anyway.</summary>
public static class Ed25519
{
    public const int SeedBytes = 32, PublicKeyBytes = 32, SignatureBytes = 64;
    private const int Ed25519Id = 1087;

    /// <summary>The public key that belongs to a private one.</summary>
    public static byte[] PublicKeyOf(byte[] seed) => WithPrivate(seed, static key =>
    {
        var bytes = new byte[PublicKeyBytes];
        var length = (nuint)bytes.Length;
        Must(LibCrypto.EVP_PKEY_get_raw_public_key(key, ref bytes[0], ref length));
        return bytes;
    });

    /// <summary>Signs. The same message under the same key always gives the same signature.</summary>
    public static byte[] Sign(byte[] seed, byte[] message) => WithPrivate(seed, key => WithContext(context =>
    {
        var signature = new byte[SignatureBytes];
        var length = (nuint)signature.Length;
        Must(LibCrypto.EVP_DigestSignInit(context, 0, 0, 0, key));
        Must(LibCrypto.EVP_DigestSign(context, ref signature[0], ref length, in MemoryMarshal.GetArrayDataReference(message), (nuint)message.Length));
        return signature;
    }));

    /// <summary>Whether a signature is right. A key or a signature that is none is simply wrong.</summary>
    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        if (publicKey.Length != PublicKeyBytes || signature.Length != SignatureBytes)
            return false;
        return LibCrypto.Use(() =>
        {
            var key = LibCrypto.EVP_PKEY_new_raw_public_key(Ed25519Id, 0, in publicKey[0], PublicKeyBytes);
            if (key == 0)
                return false;
            try
            {
                return WithContext(context => LibCrypto.EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1
                    && LibCrypto.EVP_DigestVerify(context, in signature[0], SignatureBytes, in MemoryMarshal.GetArrayDataReference(message), (nuint)message.Length) == 1);
            }
            finally
            {
                LibCrypto.EVP_PKEY_free(key);
            }
        });
    }

    private static T WithPrivate<T>(byte[] seed, Func<nint, T> work) => LibCrypto.Use(() =>
    {
        if (seed.Length != SeedBytes)
            throw new CryptographicException("A private key of Ed25519 has 32 bytes.");
        var key = LibCrypto.EVP_PKEY_new_raw_private_key(Ed25519Id, 0, in seed[0], SeedBytes);
        if (key == 0)
            throw new CryptographicException("OpenSSL did not take the private key: does this build of it have Ed25519?");
        try
        {
            return work(key);
        }
        finally
        {
            LibCrypto.EVP_PKEY_free(key);
        }
    });

    private static T WithContext<T>(Func<nint, T> work)
    {
        var context = LibCrypto.EVP_MD_CTX_new();
        if (context == 0)
            throw new CryptographicException("OpenSSL has no memory left.");
        try
        {
            return work(context);
        }
        finally
        {
            LibCrypto.EVP_MD_CTX_free(context);
        }
    }

    private static void Must(int answer)
    {
        if (answer != 1)
            throw new CryptographicException("OpenSSL refused an operation of Ed25519.");
    }
}
