namespace Coordination.Domain.TransparencyLog;

/// <summary>A signature that was checked.</summary>
/// <param name="Key">Whose.</param>
/// <param name="UnixTime">When it says it was made; null for a type that does not say.</param>
public sealed record GoodSignature(VerifierKey Key, long? UnixTime);

/// <summary>What came of checking a note's signatures.</summary>
public abstract record NoteVerdict
{
    private NoteVerdict() { }

    /// <summary>At least one known key signed, and no signature of a known key is wrong.</summary>
    public sealed record Genuine(IReadOnlyList<GoodSignature> Signatures) : NoteVerdict
    {
        public bool IsSignedBy(VerifierKey key) => Signatures.Any(signature => signature.Key.Equals(key));
    }

    /// <summary>Nobody whom we know signed.</summary>
    public sealed record Unknown : NoteVerdict;

    /// <summary>A signature in the name of a known key is not its signature.</summary>
    public sealed record Forged(VerifierKey Key) : NoteVerdict;
}

/// <summary>Checks signatures of notes. Keys that are not known are ignored, even where they share a name or an id with one that
/// is.</summary>
public static class NoteVerification
{
    /// <summary>Checks a note against the keys that are trusted.</summary>
    public static NoteVerdict Verify(SignedNote note, IReadOnlyCollection<VerifierKey> keys, SignatureCheck check)
    {
        var good = new List<GoodSignature>();
        foreach (var signature in note.Signatures)
            foreach (var key in keys.Where(key => key.Name == signature.Key))
            {
                if (!IsRight(note.Text, signature, key, check, out var time))
                    return new NoteVerdict.Forged(key);
                if (!good.Any(known => known.Key.Equals(key)))
                    good.Add(new(key, time));
            }
        return good.Count > 0 ? new NoteVerdict.Genuine(good) : new NoteVerdict.Unknown();
    }

    private static bool IsRight(string text, NoteSignature signature, VerifierKey key, SignatureCheck check, out long? time)
    {
        time = null;
        if (!NoteMessages.TrySplit(key.Type, signature.Bytes.Span, out var unixTime, out var bytes))
            return false;
        if (NoteMessages.HasTime(key.Type))
            time = unixTime;
        return NoteMessages.Of(key, text, unixTime) is { } message && check(key.Type, key.PublicKey, message, bytes);
    }
}
