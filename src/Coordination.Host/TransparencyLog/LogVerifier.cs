using Coordination.Domain.TransparencyLog;
using Coordination.Host.Execution.Transparency;

namespace Coordination.Host.TransparencyLog;

/// <summary>
/// Recomputes everything from the stored events, in one pass and in constant memory: each leaf, each tile, the root at each
/// checkpoint, each signature. It trusts nothing that is stored, and goes on after what it finds.
/// </summary>
public sealed class LogVerifier(IEntrySource entries, ITreeStore store, TimeProvider time)
{
    private const int PageSize = 4_096;

    /// <summary>Verifies the log.</summary>
    /// <param name="trusted">Whose signatures count.</param>
    /// <param name="kept">A checkpoint that the auditor kept; the log must have grown out of it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VerificationReport> Verify(TrustedLog trusted, SignedCheckpoint? kept, IProgress<LogProgress>? progress, CancellationToken cancellation)
    {
        // What is signed first, then what is there: a checkpoint that is signed meanwhile must not look as if events were missing.
        var (size, newest) = (await store.Size(cancellation), await store.Newest(0, 0, cancellation));
        var head = await entries.Head(cancellation);
        var run = new VerificationRun(trusted, store, kept, size, newest?.Size ?? 0);
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
                run.Found(new("entry", refused.Position, $"The event at position {refused.Position} cannot be an entry of the log: {refused.Why}."));
            }

            await run.Compare(cancellation);
            progress?.Report(new(run.Position, head));
            failed |= page == 0 || run.Position >= head;
        }

        await run.End(newest, head, time.GetUtcNow(), cancellation);
        return run.Report(head);
    }
}
