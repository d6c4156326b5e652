using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Encryption;
using Wolverine.Attributes;

namespace Coordination.Host.Features.Erasure;

/// <summary>When a survivor is erased, revokes every release, so that copies are recalled and nothing more is disclosed. It then destroys
/// her keys, and records since when, and which copies could not be recalled. Each step may be done again.</summary>
public sealed class ErasureReaction(ErasureLookups lookups, KeyRing ring, StateReader reader, InternalCommands commands) : IReaction
{
    private static readonly PersonId Self = new("erasure");

    /// <summary>The events that concern it.</summary>
    public static IReadOnlyList<Type> Events { get; } = [typeof(SurvivorErased), typeof(ReviewClosed), typeof(ReviewCalledOff)];

    public async ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation)
    {
        if (recorded.Event is ReviewClosed or ReviewCalledOff
            && await lookups.SubjectOfClosed(recorded.Meta.Stream, cancellation) is { } meeting)
            await ring.Destroy(meeting, cancellation);
        if (recorded.Event is not SurvivorErased
            || !SurvivorId.TryParse(SurvivorStream.Definition.SubjectOf(recorded.Meta.Stream), out var survivor))
            return;
        await TakeBackReleases(survivor, recorded.Meta, cancellation);
        var subjects = await lookups.SubjectsOf(survivor, cancellation);
        foreach (var subject in subjects)
            await ring.Destroy(subject, cancellation);
        var destroyed = await ring.Destroy(KeySubject.Of(survivor), cancellation);
        var command = new RecordErasureCarriedOut(By(recorded.Meta), destroyed, subjects.Count, await OutOfReach(survivor, cancellation),
            await lookups.CasesOf(survivor, cancellation), await lookups.DisclosuresAbout(survivor, cancellation));
        await commands.Run(command.By, $"{recorded.Meta.EventId}:carried-out", recorded.Meta, async work =>
        {
            var state = await work.Load(SurvivorStream.Definition, survivor);
            work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(command, state));
            return work.Changed(SurvivorStream.Definition, survivor);
        }, cancellation);
    }

    private static Actor By(EventMeta cause) => new(Self, cause.Actor.Agency);

    private ValueTask TakeBackReleases(SurvivorId survivor, EventMeta cause, CancellationToken cancellation) =>
        commands.Run(By(cause), $"{cause.EventId}:releases", cause, async work =>
        {
            var consent = await work.Load(ConsentStream.Definition, survivor);
            if (consent.IsOpen)
                work.Record(ConsentStream.Definition, survivor,
                    ReleaseDecider.Decide(new RevokeEveryRelease(Self, Channel.ThroughAdvocate), consent));
            return work.Changed(ConsentStream.Definition, survivor);
        }, cancellation);

    private async ValueTask<IReadOnlyList<CopyOutOfReach>> OutOfReach(SurvivorId survivor, CancellationToken cancellation)
    {
        List<CopyOutOfReach> copies = [];
        foreach (var copy in await lookups.CopiesAbout(survivor, cancellation))
        {
            var (state, _) = await reader.Read(DisclosureStream.Definition, copy.Disclosure, cancellation);
            var items = state is DisclosureState.Delivered delivered
                ? delivered.Delivery.Copies.Count(item => item.Standing != CopyStanding.GivenBack)
                : 0;
            if (items > 0)
                copies.Add(new(copy.Disclosure, copy.Recipient, copy.MadeAt, items));
        }
        return copies;
    }
}

/// <summary>Carries out an erasure, or destroys the keys of a meeting that is over.</summary>
[MessageIdentity("carry-out-erasure.v1")]
public sealed record CarryOutErasure(EventReference Cause) : IReactionMessage;

/// <summary>
/// At each start, destroys again what was destroyed: a backup of the keys that was put back since brings nobody back.
/// </summary>
public sealed class ErasureKeeper(ErasureLookups lookups, KeyRing ring, ILogger<ErasureKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DestroyAgain(stoppingToken);
                return;
            }
            // an event that cannot be read must not end the host
            catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
            {
                logger.NotYetVerified(fault);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DestroyAgain(CancellationToken cancellation)
    {
        HashSet<KeySubject> destroyed = [];
        foreach (var survivor in await lookups.Erased(cancellation))
            foreach (var subject in (await lookups.SubjectsOf(survivor, cancellation)).Where(destroyed.Add))
                await ring.Destroy(subject, cancellation);
    }
}

internal static partial class ErasureLog
{
    [LoggerMessage(80, LogLevel.Warning, "It could not be verified yet that the keys of erased survivors are destroyed")]
    public static partial void NotYetVerified(this ILogger logger, Exception fault);
}
