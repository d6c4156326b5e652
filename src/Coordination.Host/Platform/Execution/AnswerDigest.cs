namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Binds the answer to a command to the log: the first event that the command records names this digest in its headers, and so it is part
/// of a leaf. SQL computes the same from what is kept, to compare.
/// </summary>
public static class AnswerDigest
{
    /// <summary>What it is called in the headers of an event.</summary>
    public const string Header = "answer";

    /// <summary>How long it is, in characters.</summary>
    public const int Length = 44;

    /// <summary>
    /// In base64: SHA-256 over the SHA-256 of the key's subject, of the key, of the fingerprint and of the answer. The fingerprint is a
    /// hash under a key that is not in the database, so nobody can try out answers against the digest.
    /// </summary>
    public static string Of(IdempotentAnswer answer)
    {
        Span<byte> parts = stackalloc byte[4 * SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(answer.Key.Subject), parts);
        SHA256.HashData(Encoding.UTF8.GetBytes(answer.Key.Key), parts[SHA256.HashSizeInBytes..]);
        SHA256.HashData(answer.Fingerprint.Span, parts[(2 * SHA256.HashSizeInBytes)..]);
        SHA256.HashData(answer.Body.Span, parts[(3 * SHA256.HashSizeInBytes)..]);
        return Convert.ToBase64String(SHA256.HashData(parts));
    }
}
