using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Wolverine.Attributes;

namespace Coordination.Host.Features.Disclosures.Recalls;

/// <summary>Recalls copies. When a release is revoked, narrowed or void, it recalls every copy that is no longer covered. When a record
/// item is found wrong, it tells everybody who holds a copy. When an agency loses its standing, it recalls what the agency holds. When a
/// process or her death was recorded in error, it recalls what was disclosed because of it. It comes after the fact: that nothing more goes
/// out is the gate's work, and holds from the instant of recording.</summary>
public sealed class RecallReaction(RecallLookups lookups, InternalCommands commands) : IReaction
{
    /// <summary>Days to answer a recall where the task force has set none.</summary>
    public const int DefaultRecallDays = 7;

    private static readonly PersonId Self = new("recall-notices");

    /// <summary>The events that concern it.</summary>
    public static IReadOnlyList<Type> Events { get; } =
    [
        typeof(ReleaseRevoked), typeof(ReleaseNarrowed), typeof(ReleaseVoided), typeof(RecordItemRetracted), typeof(StandingSuspended),
        typeof(AgencyLeft), typeof(AgreementEnded),
        typeof(ProcessClosed), typeof(DeathWithdrawn),
    ];

    public async ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation)
    {
        var upTo = recorded.Meta.Position;
        if (recorded.Event is RecordItemRetracted retracted)
        {
            var cause = retracted.ReplacedBy is null ? RecallCause.Retracted : RecallCause.Corrected;
            foreach (var disclosure in await lookups.Holding(retracted.Item, upTo, cancellation))
                await AskBack(disclosure, recorded.Meta,
                    (asked, state) => DeliveryDecider.Decide(
                        new TellOfRetraction(retracted.Item, cause, asked.Due) { LetterBy = asked.LetterBy }, state), cancellation);
        }
        if (LossOfStanding(recorded.Event) is { } loss && PartnerStream.Definition.Names(recorded.Meta.Stream))
        {
            var agency = new AgencyId(PartnerStream.Definition.SubjectOf(recorded.Meta.Stream));
            foreach (var disclosure in await lookups.HeldBy(agency, upTo, cancellation))
                await AskBack(disclosure, recorded.Meta,
                    (asked, state) => DeliveryDecider.Decide(new RecallForStanding(loss, asked.Due), state), cancellation,
                    unless: work => HasOtherAgreement(loss, agency, work));
        }
        if (recorded.Event is ProcessClosed { End: ProcessEnd.RecordedInError }
            && ProcessId.TryParse(ProcessStream.Definition.SubjectOf(recorded.Meta.Stream), out var process))
        {
            foreach (var disclosure in await lookups.Under(process, upTo, cancellation))
                await AskBack(disclosure, recorded.Meta,
                    (asked, state) => DeliveryDecider.Decide(new RecallForError(RecallCause.RecordedInError, asked.Due,
                        asked.LetterBy)
                    { Process = process }, state), cancellation);
        }
        if (recorded.Event is DeathWithdrawn && SurvivorId.TryParse(ConsentStream.Definition.SubjectOf(recorded.Meta.Stream), out var her))
        {
            foreach (var made in await lookups.AfterDeathOf(her, upTo, cancellation))
                await AskBack(made.Disclosure, recorded.Meta,
                    (asked, state) => DeliveryDecider.Decide(new RecallForError(RecallCause.DeathWithdrawn, asked.Due,
                        asked.LetterBy)
                    { Untold = made.Untold }, state), cancellation);
        }
        if (await TriggerIn(recorded.Event, cancellation) is not { } trigger)
            return;
        foreach (var disclosure in await lookups.RestingOn([trigger.Release, .. trigger.Renewed], upTo, cancellation))
            await AskBack(disclosure, recorded.Meta, (asked, state) => DeliveryDecider.Decide(trigger.Asked(asked), state), cancellation);
    }

    // Taking back a release that renewed another means what was given under the other, too; that it was void does not.
    private async ValueTask<Trigger?> TriggerIn(DomainEvent e, CancellationToken cancellation) => e switch
    {
        ReleaseRevoked revoked => new(revoked.Release, RecallCause.Revoked, null, await lookups.RenewedBy(revoked.Release, cancellation)),
        ReleaseNarrowed narrowed =>
            new(narrowed.Release, RecallCause.Narrowed, narrowed.Terms, await lookups.RenewedBy(narrowed.Release, cancellation)),
        ReleaseVoided voided => new(voided.Release, RecallCause.Voided, null, []),
        _ => null,
    };

    // An agreement that runs out is no event, and may be renewed late: until then texts are closed, and nothing is asked back.
    private static RecallCause? LossOfStanding(DomainEvent e) => e switch
    {
        StandingSuspended => RecallCause.AgencySuspended,
        AgencyLeft => RecallCause.AgencyLeft,
        AgreementEnded => RecallCause.AgreementEnded,
        _ => null,
    };

    private static async ValueTask<bool> HasOtherAgreement(RecallCause loss, AgencyId agency, CommandSession work) =>
        loss == RecallCause.AgreementEnded && (await work.Load(PartnerStream.Definition, agency)).HasAgreement(work.Now);

    private ValueTask AskBack(
        DisclosureId disclosure, EventMeta cause, Func<Asking, DisclosureState, Decision<DisclosureEvent>> decide,
        CancellationToken cancellation, Func<CommandSession, ValueTask<bool>>? unless = null) =>
        commands.Run(new Actor(Self, cause.Actor.Agency), $"{cause.EventId}:{disclosure}", cause, async work =>
        {
            var state = await work.Load(DisclosureStream.Definition, disclosure);
            var policy = await work.Load(TaskForceStream.Definition);
            var due = work.Now.AddDays(policy.PolicyAt(work.Now)?.RecallDays ?? DefaultRecallDays);
            if (unless is null || !await unless(work))
                work.Record(DisclosureStream.Definition, disclosure,
                    decide(new(due, await IsAskedByLetter(state, work) ? Earlier(ByHand.Within(policy, work.Now), due) : null), state));
            return work.Changed(DisclosureStream.Definition, disclosure);
        }, cancellation);

    // Where nobody can read a copy here, nobody can be relied on to read that it is asked back.
    // What came on paper is asked back on paper, also where its recipient reads here again.
    private static async ValueTask<bool> IsAskedByLetter(DisclosureState state, CommandSession work) =>
        state is DisclosureState.Delivered delivered
            && (delivered.Delivery.IsOnPaper
                || !(await work.Load(PartnerStream.Definition, delivered.Terms.Recipient.Agency)).ReadsHere(work.Now));

    // A letter that is sent after an answer is due asks for nothing.
    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private readonly record struct Asking(DateTimeOffset Due, DateTimeOffset? LetterBy);

    private sealed record Trigger(ReleaseId Release, RecallCause Cause, ReleaseTerms? Remaining, IReadOnlyList<ReleaseId> Renewed)
    {
        public RecallDisclosure Asked(Asking how) => new(Release, Cause, Remaining, Renewed, how.Due) { LetterBy = how.LetterBy };
    }
}

/// <summary>Asks back what may be held no longer because of an event.</summary>
[MessageIdentity("ask-copies-back.v1")]
public sealed record AskCopiesBack(EventReference Cause) : IReactionMessage;
