namespace Coordination.Host.TransparencyLog;

/// <summary>What is stored beside the events, and relied on with them: the version of each stream, and the answer to each
/// command.</summary>
public interface ISideRecords
{
    /// <summary>Compares the version of every stream with its events, all as of one moment.</summary>
    /// <param name="most">How many that differ are told, those with the lowest positions first.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<ComparedStreams> CompareStreams(int most, CancellationToken cancellation);

    /// <summary>Compares every kept answer with what the log says of it, all as of one moment.</summary>
    /// <param name="most">How many that differ are told, those with the lowest positions first.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<ComparedAnswers> CompareAnswers(int most, CancellationToken cancellation);
}

/// <summary>What came of comparing streams.</summary>
/// <param name="Compared">How many streams.</param>
/// <param name="Differing">Those that are not as their events say.</param>
public sealed record ComparedStreams(long Compared, IReadOnlyList<DifferingStream> Differing);

/// <summary>A stream that is not as its events say.</summary>
/// <param name="First">The position of its first event; null when it has none.</param>
/// <param name="Kept">The version that is kept of it; null when none is.</param>
/// <param name="Last">The version of its last event; null when it has none.</param>
/// <param name="Events">How many events it has.</param>
public sealed record DifferingStream(long? First, long? Kept, long? Last, long Events);

/// <summary>What came of comparing answers.</summary>
/// <param name="Compared">How many answers an event names.</param>
/// <param name="FromBefore">How many were kept before the first event that names one: nothing in the log says what they were.</param>
/// <param name="OfNothingRecorded">How many were kept since and are named by no event: those of commands that recorded nothing.</param>
/// <param name="Differing">Those that are not kept as they were given.</param>
public sealed record ComparedAnswers(long Compared, long FromBefore, long OfNothingRecorded, IReadOnlyList<DifferingAnswer> Differing);

/// <summary>An answer that is not kept as it was given.</summary>
/// <param name="Position">The position of the first event of its command.</param>
/// <param name="IsKept">Whether its text is kept, and only when and where it was given was changed.</param>
public sealed record DifferingAnswer(long Position, bool IsKept);
