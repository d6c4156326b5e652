using System.Buffers.Binary;

namespace Coordination.Domain.TransparencyLog;

/// <summary>What is signed, for each type of signature, and where its time is kept.</summary>
public static class NoteMessages
{
    private const int TimeBytes = 8;

    /// <summary>Whether signatures of this type carry the time at which they were made.</summary>
    public static bool HasTime(SignatureType type) => type is not SignatureType.Ed25519;

    /// <summary>The message that a key signs for a note; null when the type cannot sign such a text.</summary>
    /// <param name="key">The name and type of the signer.</param>
    /// <param name="text">The note's text.</param>
    /// <param name="unixTime">Seconds since 1970; without meaning for a type that has no time.</param>
    public static byte[]? Of(VerifierKey key, string text, long unixTime) => key.Type switch
    {
        SignatureType.Ed25519 => StrictText.Bytes(text),
        SignatureType.Ed25519Cosignature =>
            StrictText.Bytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {unixTime}\n{text}")),
        SignatureType.MlDsa44 => Subtree(key.Name.Name, text, unixTime),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The signature under a note, made of the time, where the type has one, and the signature itself.</summary>
    public static NoteSignature Signature(VerifierKey key, ReadOnlySpan<byte> signature, long unixTime)
    {
        if (!HasTime(key.Type))
            return new(key.Name, signature.ToArray());
        Span<byte> time = stackalloc byte[TimeBytes];
        BinaryPrimitives.WriteInt64BigEndian(time, unixTime);
        return new(key.Name, (byte[])[.. time, .. signature]);
    }

    /// <summary>Takes the bytes under a note apart; false when they are too short, or the time is negative.</summary>
    public static bool TrySplit(SignatureType type, ReadOnlySpan<byte> bytes, out long unixTime, out ReadOnlySpan<byte> signature)
    {
        unixTime = 0;
        signature = bytes;
        if (!HasTime(type))
            return true;
        if (bytes.Length < TimeBytes)
            return false;
        unixTime = BinaryPrimitives.ReadInt64BigEndian(bytes);
        signature = bytes[TimeBytes..];
        return unixTime >= 0;
    }

    /// <summary>The structure <c>cosigned_message</c> of C2SP tlog-cosignature: it says origin, size and root, and no more lines.</summary>
    private static byte[]? Subtree(string name, string text, long unixTime)
    {
        if (!Checkpoint.Parse(text).IsValid(out var checkpoint) || checkpoint.Extensions.Count > 0)
            return null;
        var (signer, origin) = (StrictText.Bytes(name), StrictText.Bytes(checkpoint.Origin));
        if (signer.Length > byte.MaxValue || origin.Length > byte.MaxValue)
            return null;
        return
        [
            .. "subtree/v1\n\0"u8, (byte)signer.Length, .. signer, .. BigEndian(unixTime), (byte)origin.Length, .. origin,
            .. BigEndian(0), .. BigEndian(checkpoint.Size), .. checkpoint.Root.Value.ToArray(),
        ];
    }

    private static byte[] BigEndian(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
