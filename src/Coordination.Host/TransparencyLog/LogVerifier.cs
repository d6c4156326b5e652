using Coordination.Domain.TransparencyLog;
using static System.FormattableString;

namespace Coordination.Host.TransparencyLog;

/// <summary>Recomputes everything from the stored events, in one pass and in constant memory: each leaf, each tile, the root at each
/// checkpoint, each signature. It also compares the records beside the events with them. It trusts nothing that is stored, and goes on
/// after what it finds.</summary>
/// <param name="entries">The events.</param>
/// <param name="store">The tree, and what was signed.</param>
/// <param name="time">When it is verified.</param>
/// <param name="beside">What is kept beside the events; null where that is not there, as in an export.</param>
public sealed class LogVerifier(IEntrySource entries, ITreeStore store, TimeProvider time, ISideRecords? beside = null)
{
    private const int PageSize = 4_096, MostFindings = 100;

    /// <summary>Verifies the log.</summary>
    /// <param name="trusted">The keys whose signatures count.</param>
    /// <param name="kept">A checkpoint that the auditor kept; the log must have grown out of it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VerificationReport> Verify(TrustedLog trusted, SignedCheckpoint? kept, IProgress<LogProgress>? progress,
        CancellationToken cancellation)
    {
        // What is signed first, then what is there: a checkpoint that is signed meanwhile must not look as if events were missing.
        var (size, newest) = (await store.Size(cancellation), await store.Newest(0, 0, cancellation));
        var head = await entries.Head(cancellation);
        var run = new LogVerification(trusted, store, kept, size, newest?.Size ?? 0);
        run.Begin();
        var failed = false;
        while (!failed)
        {
            var page = 0;
            await run.Ahead(PageSize, cancellation);
            try
            {
                page = await entries.Read(run.Position, (int)Math.Min(PageSize, head - run.Position), run.Take, cancellation);
            }
            catch (EntryRefusedException refused)
            {
                (page, failed) = (run.Taken, true);
                run.Found(new("entry", refused.Position,
                    $"The event at position {refused.Position} cannot be an entry of the log: {refused.Why}."));
            }

            await run.Compare(cancellation);
            progress?.Report(new(run.Position, head));
            failed |= page == 0 || run.Position >= head;
        }

        await run.End(newest, head, time.GetUtcNow(), cancellation);
        var report = run.Report(head);
        return beside is null ? report : await WithSideRecords(report, beside, cancellation);
    }

    private static async Task<VerificationReport> WithSideRecords(VerificationReport report, ISideRecords beside,
        CancellationToken cancellation)
    {
        var streams = await beside.CompareStreams(MostFindings, cancellation);
        var answers = await beside.CompareAnswers(MostFindings, cancellation);
        return report with
        {
            Streams = streams.Compared,
            Answers = new(answers.Compared, answers.FromBefore, answers.OfNothingRecorded),
            Findings = [.. report.Findings, .. streams.Differing.Select(stream => new Finding("stream", stream.First, Said(stream))),
                .. answers.Differing.Select(answer => new Finding("answer", answer.Position, Said(answer)))],
        };
    }

    private static string Said(DifferingStream stream) => stream switch
    {
        { First: null } => Invariant($"A stream is kept at version {stream.Kept} that has no events."),
        { Kept: null } =>
            Invariant($"The stream that begins at position {stream.First} has {Quantity.Of(stream.Events, "event")} and is not kept."),
        _ when stream.Kept != stream.Last =>
            Invariant($"The stream that begins at position {stream.First} ends at version {stream.Last} and is kept at {stream.Kept}."),
        _ when stream.Events != stream.Last =>
            Invariant(
                $"The stream that begins at position {stream.First} ends at version {stream.Last} and has {Quantity.Of(stream.Events,
                    "event")}."),
        _ => Invariant($"The stream that begins at position {stream.First} is kept as archived, or as another tenant's."),
    };

    private static string Said(DifferingAnswer answer) => string.Create(CultureInfo.InvariantCulture,
        $"The answer to the command whose first event is at position {answer.Position} is ") + (answer.IsKept
            ? "kept with another time or place in the log than it was given at."
            : "not kept as it was given: it, its key or what it answers was changed, or it was removed.");
}
