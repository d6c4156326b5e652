using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Disclosures;

/// <summary>Where one act of sharing stands.</summary>
public abstract record DisclosureState
{
    private protected DisclosureState() { }

    /// <summary>Nobody asked and nobody offered.</summary>
    public sealed record NotBegun : DisclosureState;

    /// <summary>Something was asked for or offered.</summary>
    public abstract record Begun(DisclosureTerms Terms) : DisclosureState
    {
        /// <summary>What a concern that names this disclosure has to know of it.</summary>
        public NamedDisclosure InConcern => new(Terms.Discloser, this is Delivered ? Terms.Recipient.Agency : null);
    }

    /// <summary>An agency asked, and nobody has looked yet.</summary>
    public sealed record Requested(DisclosureTerms Terms) : Begun(Terms);

    /// <summary>The custodian looked, and found nobody.</summary>
    public sealed record Unmatched(DisclosureTerms Terms) : Begun(Terms);

    /// <summary>It is known whom it is about; nothing was shared.</summary>
    public abstract record Prepared(DisclosureTerms Terms, DisclosureSubject Subject) : Begun(Terms);

    /// <summary>Her advocate prepares it, because she wants it shared.</summary>
    public sealed record Offered(DisclosureTerms Terms, DisclosureSubject Subject) : Prepared(Terms, Subject);

    /// <summary>The custodian found whom the request is about.</summary>
    public sealed record Matched(DisclosureTerms Terms, DisclosureSubject Subject) : Prepared(Terms, Subject);

    /// <summary>The gate permitted it, all or part; <paramref name="By"/> asked the gate.</summary>
    public sealed record Authorised(DisclosureTerms Terms, DisclosureSubject Subject, Verdict Verdict, PersonId By, ReportMade? Reported)
        : Prepared(Terms, Subject);

    /// <summary>The gate refused. It may be asked again: the survivor may have signed since.</summary>
    public sealed record Refused(DisclosureTerms Terms, DisclosureSubject Subject, Verdict Verdict) : Prepared(Terms, Subject);

    /// <summary>The gate holds it for somebody. It may be asked again.</summary>
    public sealed record Held(DisclosureTerms Terms, DisclosureSubject Subject, Verdict Verdict) : Prepared(Terms, Subject);

    /// <summary>The copy was made: it is the recipient's.</summary>
    public abstract record Delivered(DisclosureTerms Terms, DisclosureSubject Subject, Delivery Delivery) : Begun(Terms);

    /// <summary>The copy was made, and the recipient has not answered.</summary>
    public sealed record Made(DisclosureTerms Terms, DisclosureSubject Subject, Delivery Delivery) : Delivered(Terms, Subject, Delivery);

    /// <summary>The recipient has it and accepted the obligations.</summary>
    public sealed record Acknowledged(DisclosureTerms Terms, DisclosureSubject Subject, Delivery Delivery)
        : Delivered(Terms, Subject, Delivery);

    /// <summary>The recipient was asked to give something back, and has not answered.</summary>
    public sealed record RecallPending(DisclosureTerms Terms, DisclosureSubject Subject, Delivery Delivery)
        : Delivered(Terms, Subject, Delivery);

    /// <summary>Every item was recalled and answered for; what became of each is in its standing.</summary>
    public sealed record Recalled(DisclosureTerms Terms, DisclosureSubject Subject, Delivery Delivery)
        : Delivered(Terms, Subject, Delivery);

    /// <summary>The state of a stream that does not exist.</summary>
    public static DisclosureState Initial { get; } = new NotBegun();

    public static DisclosureState Evolve(DisclosureState state, DisclosureEvent @event) => (state, @event) switch
    {
        (_, DisclosureRequested e) =>
            new Requested(new DisclosureTerms(e.Disclosure, e.Discloser, e.Requester, e.Purpose, e.Basis,
                new Request(e.Categories, e.About))),
        (_, DisclosureOffered e) =>
            new Offered(new DisclosureTerms(e.Disclosure, e.Discloser, e.Recipient, e.Purpose,
                e.Under?.Basis ?? e.Basis ?? ClaimedBasis.Release, null)
            { Process = e.Under?.Process }, new(e.Survivor, e.Case)),
        (NotBegun, _) => state,
        (Begun s, RequestMatched e) => new Matched(s.Terms, new(e.Survivor, e.Case)),
        (Begun s, RequestUnmatched) => new Unmatched(s.Terms),
        (Begun s, DisclosureAuthorized e) => new Authorised(s.Terms, new(e.Survivor, e.Case), e.Verdict, e.By, e.Reported),
        (Begun s, DisclosureRefused e) => new Refused(s.Terms, new(e.Survivor, e.Case), e.Verdict),
        (Begun s, DisclosureHeld e) => new Held(s.Terms, new(e.Survivor, e.Case), e.Verdict),
        (Prepared s, DisclosureMade e) => new Made(s.Terms, s.Subject, Delivery.Of(e) with { AuthorisedBy = (s as Authorised)?.By }),
        (Delivered s, _) => EvolveDelivered(s, @event),
        (Begun, DisclosureMade or DisclosureAcknowledged or RecallNoticeSent or RetractionNoticeSent or StandingNoticeSent
            or ErrorNoticeSent or RecallLetterSent or RecallAcknowledged or RecallOverdue or AccountingSuspended or AccountingResumed
            or CopyHandedOver) => state,
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private static Delivered EvolveDelivered(Delivered state, DisclosureEvent @event)
    {
        var delivery = state.Delivery.With(@event);
        return @event switch
        {
            DisclosureMade => new Made(state.Terms, state.Subject, delivery),
            AccountingSuspended or AccountingResumed or CopyHandedOver => state with { Delivery = delivery },
            DisclosureAcknowledged or RecallNoticeSent or RetractionNoticeSent or StandingNoticeSent or ErrorNoticeSent or RecallLetterSent
                or RecallAcknowledged or RecallOverdue => Standing(state, delivery),
            _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
        };
    }

    private static Delivered Standing(Delivered state, Delivery delivery) => delivery switch
    {
        { RecallPending: true } => new RecallPending(state.Terms, state.Subject, delivery),
        { EverythingRecalled: true } => new Recalled(state.Terms, state.Subject, delivery),
        _ => new Acknowledged(state.Terms, state.Subject, delivery),
    };
}

/// <summary>Who would give what to whom, and why.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Discloser">The custodian that is asked, or that offers.</param>
/// <param name="Recipient">Who asked, or to whom it is offered.</param>
/// <param name="Purpose">Why the recipient wants it.</param>
/// <param name="Basis">On what the requester says that the request rests.</param>
/// <param name="Request">What was asked for; null for an offer.</param>
public sealed record DisclosureTerms(DisclosureId Disclosure, AgencyId Discloser, GateRecipient Recipient, Purpose Purpose,
    ClaimedBasis Basis, Request? Request)
{
    /// <summary>The legal process that it answers; null for what she wants, and for a request until one is named when the gate is
    /// asked.</summary>
    public ProcessId? Process { get; init; }

    /// <summary>Whether this person is the one to whom it is addressed. Where a person is named, colleagues are not.</summary>
    public bool IsAddressedTo(Actor actor) =>
        Recipient.Agency == actor.Agency && (Recipient.Person is null || Recipient.Person == actor.Person);
}

/// <summary>What an agency asked for.</summary>
/// <param name="Categories">The categories asked for: the answer never holds others.</param>
/// <param name="About">The person, as the requester describes them.</param>
public sealed record Request(IReadOnlyList<InformationCategory> Categories, Sensitive<string> About);

/// <summary>Whom it is about. It is never shown to the recipient.</summary>
public sealed record DisclosureSubject(SurvivorId Survivor, CaseId Case);

/// <summary>How the stream <c>disclosure-{id}</c> is named and folded.</summary>
public static class DisclosureStream
{
    public static StreamDefinition<DisclosureState, DisclosureEvent> Definition { get; } = new("disclosure", DisclosureState.Initial,
        DisclosureState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, state, @event) => Protect(state, @event),
    };

    /// <summary>
    /// A copy is sealed for its addressee, who never needs the custodian's key. What a requester says of somebody stays the
    /// requester's own, whomever it turns out to be about: that her erasure reached it would tell them that she was known. So does
    /// the reason why a recipient gives nothing back, which is still owed after an erasure.
    /// </summary>
    private static Protection Protect(DisclosureState state, DisclosureEvent @event) => (state, @event) switch
    {
        (DisclosureState.Delivered s, DisclosureMade made) => new Protection(KeySubject.Of(s.Subject.Survivor), made.Recipient.Agency),
        (_, DisclosureRequested or RecallAcknowledged) => Protection.OfAgency,
        (DisclosureState.Delivered s, _) => Protection.Of(s.Subject.Survivor),
        (DisclosureState.Prepared s, _) => Protection.Of(s.Subject.Survivor),
        _ => Protection.OfAgency,
    };
}
