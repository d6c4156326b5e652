namespace Coordination.Host.Platform.Http;

/// <summary>
/// Read marks: what every command answers in a header, for its caller to wait until a view has what the command recorded. A mark names the
/// caller's own Idempotency-Key and nothing of the log, sealed for this person of this agency. So it is the same each time the command is
/// answered, nothing is kept for it, and it tells nobody anything.
/// </summary>
public sealed class ReadMarks(IdentifierMint mint, IEventStore store)
{
    public const string Header = "Read-Mark";

    // No command has it: what is no mark of the caller's takes the same way as one whose command is not stored.
    private const string NoKey = "";

    /// <summary>The mark of the caller's command under this key.</summary>
    public string Of(Caller caller, string key) => mint.Seal(RecipientOf(caller), key);

    /// <summary>
    /// The position of the log that has what the caller's command recorded; null for whatever is no mark of theirs. A caller must not be
    /// able to tell this from a mark that a view has not reached yet.
    /// </summary>
    public async ValueTask<long?> PositionOf(Caller caller, string mark, CancellationToken cancellation)
    {
        var key = mint.Unseal(RecipientOf(caller), mark) ?? NoKey;
        return await store.FindAnswer(CommandCall.KeyOf(caller, key), cancellation) is { } answer
            ? answer.Position ?? await store.Head(cancellation) // kept before positions were
            : null;
    }

    private static string RecipientOf(Caller caller) => $"read-mark/{caller.Agency}/{caller.Person}";
}
