using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

/// <summary>Something that is not as it was signed, or not as what was signed says.</summary>
/// <param name="Kind">A word for machines: <c>event</c>, <c>tile</c>, <c>missing</c>, <c>entry</c>, <c>checkpoint</c>, <c>signature</c>,
/// <c>unsigned</c>, <c>fork</c>; beside the log, <c>stream</c>, <c>answer</c>.</param>
/// <param name="Position">The first position of the log that it concerns; null when it concerns none.</param>
/// <param name="What">A sentence for people, without anything of what is stored.</param>
public sealed record Finding(string Kind, long? Position, string What)
{
    /// <summary>Whether it is about what is stored beside the log: no event was changed.</summary>
    internal bool IsBesideTheLog => Kind is "stream" or "answer";
}

/// <summary>What came of recomputing the whole log.</summary>
public sealed record VerificationReport
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => Findings.Count == 0;

    /// <summary>Which log.</summary>
    public required string Origin { get; init; }

    /// <summary>How many events were read.</summary>
    public required long Events { get; init; }

    /// <summary>The root over all of them, in base64.</summary>
    public required string Root { get; init; }

    /// <summary>How many checkpoints were compared, and their signatures checked.</summary>
    public required long Checkpoints { get; init; }

    /// <summary>How many tiles were compared.</summary>
    public required long Tiles { get; init; }

    /// <summary>Events after the last checkpoint: the next one will cover them.</summary>
    public required long NotCovered { get; init; }

    /// <summary>How many streams were compared with their events; null where there is nothing to compare, as in an export.</summary>
    public long? Streams { get; init; }

    /// <summary>How many kept answers were compared with the log; null where there is nothing to compare, as in an export.</summary>
    public CheckedAnswers? Answers { get; init; }

    /// <summary>The size of the checkpoint that the auditor kept; null when none was given.</summary>
    public long? Since { get; init; }

    /// <summary>What is wrong, the lowest position first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>The kept answers: what the log says of them, and of how many it says nothing.</summary>
/// <param name="Compared">Named by the first event that their command recorded, and compared with it.</param>
/// <param name="FromBefore">Not checked: kept before the log named any.</param>
/// <param name="OfNothingRecorded">Not checked: their command recorded nothing, so that no event names them.</param>
public sealed record CheckedAnswers(long Compared, long FromBefore, long OfNothingRecorded);

/// <summary>How far a long run has come.</summary>
public sealed record LogProgress(long Position, long Head);

/// <summary>The keys whose signatures are trusted, and what else a checkpoint needs.</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Keys">The keys that it signs with, and signed with.</param>
/// <param name="Policy">Who must have witnessed the newest checkpoint; null when nobody must.</param>
public sealed record TrustedLog(string Origin, IReadOnlyList<VerifierKey> Keys, WitnessPolicy? Policy);
