using System.Security.Cryptography;
using Coordination.Domain.TransparencyLog;

namespace Coordination.Domain.Tests.TransparencyLog;

/// <summary>
/// Signers for tests of formats and rules, which do not care how a signature is computed: here a digest over the public key and
/// the message. The real algorithms are tested where they are bound.
/// </summary>
internal static class Keys
{
    public static VerifierKey Of(string name, SignatureType type = SignatureType.Ed25519) =>
        new(name, type, type == SignatureType.MlDsa44 ? new byte[1312] : SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(name), (byte)type]));

    public static NoteSignature Sign(this VerifierKey key, string text, long time = 0) =>
        NoteMessages.Signature(key, Digest(key.PublicKey, NoteMessages.Of(key, text, time)!), time);

    public static bool Check(SignatureType type, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.SequenceEqual(Digest(publicKey, message));

    private static byte[] Digest(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message) => SHA512.HashData([.. publicKey, .. message]);
}
