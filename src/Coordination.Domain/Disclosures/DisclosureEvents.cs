using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Disclosures;

/// <summary>One act of sharing to one recipient, or the refusal of one: stream <c>disclosure-{id}</c>.</summary>
[JsonDerivedType(typeof(DisclosureRequested), "disclosure-requested.v1")]
[JsonDerivedType(typeof(DisclosureOffered), "disclosure-offered.v1")]
[JsonDerivedType(typeof(RequestMatched), "request-matched.v1")]
[JsonDerivedType(typeof(RequestUnmatched), "request-unmatched.v1")]
[JsonDerivedType(typeof(DisclosureAuthorized), "disclosure-authorized.v1")]
[JsonDerivedType(typeof(DisclosureRefused), "disclosure-refused.v1")]
[JsonDerivedType(typeof(DisclosureHeld), "disclosure-held.v1")]
[JsonDerivedType(typeof(DisclosureMade), "disclosure-made.v1")]
[JsonDerivedType(typeof(CopyHandedOver), "copy-handed-over.v1")]
[JsonDerivedType(typeof(DisclosureAcknowledged), "disclosure-acknowledged.v1")]
[JsonDerivedType(typeof(RecallNoticeSent), "recall-notice-sent.v1")]
[JsonDerivedType(typeof(RetractionNoticeSent), "retraction-notice-sent.v1")]
[JsonDerivedType(typeof(StandingNoticeSent), "standing-notice-sent.v1")]
[JsonDerivedType(typeof(ErrorNoticeSent), "error-notice-sent.v1")]
[JsonDerivedType(typeof(RecallLetterSent), "recall-letter-sent.v1")]
[JsonDerivedType(typeof(RecallAcknowledged), "recall-acknowledged.v1")]
[JsonDerivedType(typeof(RecallOverdue), "recall-overdue.v1")]
[JsonDerivedType(typeof(AccountingSuspended), "accounting-suspended.v1")]
[JsonDerivedType(typeof(AccountingResumed), "accounting-resumed.v1")]
public abstract record DisclosureEvent : DomainEvent
{
    private protected DisclosureEvent() { }

    private protected static string Letter(DateTimeOffset? until) => until is { } by ? $" until {Moment(by)}" : "";
}

/// <summary>An agency asked. It describes the person in its own words, and gets the same answer whether or not we know them.</summary>
public sealed record DisclosureRequested(DisclosureId Disclosure, AgencyId Discloser, GateRecipient Requester, Purpose Purpose,
    IReadOnlyList<InformationCategory> Categories, Sensitive<string> About, ClaimedBasis Basis) : DisclosureEvent
{
    internal override string Summary =>
        $"{Text(Requester)} asked {Discloser} for {Names(Categories)}, {Purpose.Named()}, basis {Basis.Named()}";
}

/// <summary>Nobody asked: the survivor wants somebody to have something, or a legal process demands it, and her advocate prepares
/// it.</summary>
public sealed record DisclosureOffered(DisclosureId Disclosure, AgencyId Discloser, GateRecipient Recipient, Purpose Purpose,
    SurvivorId Survivor, CaseId Case) : DisclosureEvent
{
    /// <summary>The legal process that demands it; null when she wants it, and under the statute of a team.</summary>
    public ProcessBasis? Under { get; init; }

    /// <summary>On what it rests without a process: the statute of a team (CG-42); null when she wants it, and where a process says
    /// so.</summary>
    public ClaimedBasis? Basis { get; init; }

    internal override string Summary =>
        $"{Discloser} prepares for {Text(Recipient)}, {Purpose.Named()}, survivor {Survivor}, case " +
        $"{Case}{(Basis is { } basis ? $", by {basis.Named()}" : "")}";
}

/// <summary>A legal process on which a disclosure is to rest, and what it is.</summary>
public sealed record ProcessBasis(ProcessId Process, ClaimedBasis Basis);

/// <summary>The custodian looked, and found whom the request is about.</summary>
public sealed record RequestMatched(SurvivorId Survivor, CaseId Case, PersonId By) : DisclosureEvent
{
    internal override string Summary => $"matched to survivor {Survivor}, case {Case} by {By}";
}

/// <summary>The custodian looked, and found nobody. The requester never learns which.</summary>
public sealed record RequestUnmatched(PersonId By) : DisclosureEvent
{
    internal override string Summary => $"matched to nobody by {By}";
}

/// <summary>The gate permits, all or part.</summary>
public sealed record DisclosureAuthorized(SurvivorId Survivor, CaseId Case, Verdict Verdict, PersonId By) : DisclosureEvent
{
    /// <summary>For a report or a warning that was made already, by telephone or in person: how and when. Null where it goes out by this
    /// system first.</summary>
    public ReportMade? Reported { get; init; }

    internal override string Summary => $"authorised by {By}: {Verdict.On()}";
}

/// <summary>The gate refuses. The verdict is evidence.</summary>
public sealed record DisclosureRefused(SurvivorId Survivor, CaseId Case, Verdict Verdict, PersonId By) : DisclosureEvent
{
    internal override string Summary => $"refused, asked by {By}: {Verdict.On()}";
}

/// <summary>The gate holds it for somebody.</summary>
public sealed record DisclosureHeld(SurvivorId Survivor, CaseId Case, Verdict Verdict, PersonId By) : DisclosureEvent
{
    internal override string Summary => $"held, asked by {By}: {Verdict.On()}";
}

/// <summary>The copy was made and addressed. From now on it is the recipient's to read, and to give back.</summary>
public sealed record DisclosureMade(GateRecipient Recipient, Purpose Purpose, IReadOnlyList<DisclosedItem> Items,
    IReadOnlyList<Obligation> Obligations, string RedisclosureNotice, Verdict Verdict, PersonId By) : DisclosureEvent
{
    /// <summary>What was consented to, for a copy of substance-use records that goes under a release (42 CFR 2.32(b)); else null.</summary>
    public string? ConsentExplained { get; init; }

    /// <summary>For a copy that nobody there could read here when it was made: until when it is to be handed over. Null where it is read
    /// here, and in records from before this was kept.</summary>
    public DateTimeOffset? HandOverBy { get; init; }

    internal override string Summary =>
        $"made for {Text(Recipient)} by {By}, {Purpose.Named()}: {Listed(Items, i => $"{i.Category.Named()} {i.Mode.Named()}")}; " +
        $"obligations {Names(Obligations)}; {Verdict.On()}{(HandOverBy is { } until ? $"; to be handed over until {Moment(until)}" : "")}";
}

/// <summary>Somebody of the custodian handed over a copy that nobody there can read here.</summary>
/// <param name="HandedBy">Who handed it over, or sent it.</param>
/// <param name="HandedAt">When.</param>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means.</param>
/// <param name="By">Who recorded it.</param>
public sealed record CopyHandedOver(PersonId HandedBy, DateTimeOffset HandedAt, Sensitive<string> To, Channel Through,
    PersonId By) : DisclosureEvent
{
    /// <summary>The legal process under which it went; null where it went under none.</summary>
    public ProcessId? Process { get; init; }

    internal override string Summary =>
        $"handed over {Through.Named()} {Moment(HandedAt)} by {HandedBy}{(Process is { } process ? $" under process {process}" : "")}, " +
        $"recorded by {By}";
}

/// <summary>One item of a copy, under an identifier of its own.</summary>
/// <param name="Copy">Minted for this recipient: two agencies cannot join on it.</param>
/// <param name="Item">The custodian's item. It is not shown to the recipient.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Mode">How it was shared.</param>
/// <param name="Text">The text for this mode; null for modes that carry none.</param>
public sealed record DisclosedItem(CopyId Copy, RecordItemId Item, InformationCategory Category, SharingMode Mode, Sensitive<string>? Text);

/// <summary>The recipient has it and accepts the obligations.</summary>
public sealed record DisclosureAcknowledged(PersonId By) : DisclosureEvent
{
    /// <summary>For a copy that had to be handed over, and could be read here before that: the legal process under which it went. Null for
    /// every other.</summary>
    public ProcessId? Process { get; init; }

    internal override string Summary =>
        $"acknowledged by {By}{(Process is { } process ? $", before it was handed over, under process {process}" : "")}";
}

/// <summary>Copies were asked back from their recipient, who answers until a date.</summary>
public interface IAskedBack
{
    /// <summary>The release that ended or shrank; null where it was not about consent.</summary>
    ReleaseId? EndedRelease { get; }

    /// <summary>Why.</summary>
    RecallCause Cause { get; }

    /// <summary>What is asked back.</summary>
    IReadOnlyList<CopyId> Copies { get; }

    /// <summary>Until when an answer is expected.</summary>
    DateTimeOffset Due { get; }

    /// <summary>Whether nobody there can be asked here, so that the custodian asks them by a letter.</summary>
    bool GoesByLetter => false;

    /// <summary>Until when the letter is to be sent; null where there is none, and in records from before this was kept.</summary>
    DateTimeOffset? LetterBy => null;
}

/// <summary>A release was revoked, narrowed or ended: the recipient is asked to give back these items until
/// <paramref name="Due"/>.</summary>
public sealed record RecallNoticeSent(ReleaseId Release, RecallCause Cause, IReadOnlyList<CopyId> Copies, DateTimeOffset Due)
    : DisclosureEvent, IAskedBack
{
    /// <summary>Whether the recipient has no part in the task force and is asked by a letter; null in records from before there were such
    /// recipients, and means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; null where there is none, and in records from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    ReleaseId? IAskedBack.EndedRelease => Release;

    bool IAskedBack.GoesByLetter => ByLetter == true;

    internal override string Summary =>
        $"{Quantity.Of(Copies.Count, "copy", "copies")} recalled, release {Release} {Cause.Named()}, due " +
        $"{Day(Due)}{Said(ByLetter, ", by a letter", ", not by a letter")}{Letter(LetterBy)}";
}

/// <summary>
/// Something in the copy was found wrong: the recipient is told that, and nothing more, and asked to give back these items until
/// <paramref name="Due"/>. What they could not give back before is among them: it is what is still relied on.
/// </summary>
/// <param name="Item">The custodian's item. It is not shown to the recipient.</param>
/// <param name="Cause">Whether it was only taken out of the record, or entered again. The recipient is not told.</param>
/// <param name="Copies">What is asked back.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record RetractionNoticeSent(RecordItemId Item, RecallCause Cause, IReadOnlyList<CopyId> Copies, DateTimeOffset Due)
    : DisclosureEvent, IAskedBack
{
    /// <summary>Whether the recipient has no part in the task force and is told by a letter; null in records from before there were such
    /// recipients, and means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; null where there is none, and in records from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    ReleaseId? IAskedBack.EndedRelease => null;

    bool IAskedBack.GoesByLetter => ByLetter == true;

    internal override string Summary =>
        $"{Quantity.Of(Copies.Count, "copy", "copies")} recalled, item {Item} {Cause.Named()}, due " +
        $"{Day(Due)}{Said(ByLetter, ", by a letter", ", not by a letter")}{Letter(LetterBy)}";
}

/// <summary>
/// The recipient's agency lost its standing in the task force: it is asked to give back these items until <paramref name="Due"/>. A
/// standing that is restored later does not take the request back.
/// </summary>
/// <param name="Cause">How it lost it.</param>
/// <param name="Copies">What is asked back.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record StandingNoticeSent(RecallCause Cause, IReadOnlyList<CopyId> Copies, DateTimeOffset Due) : DisclosureEvent, IAskedBack
{
    ReleaseId? IAskedBack.EndedRelease => null;

    internal override string Summary => $"{Quantity.Of(Copies.Count, "copy", "copies")} recalled, {Cause.Named()}, due {Day(Due)}";
}

/// <summary>
/// The process on which it went was recorded in error, or the death on which that rested: nothing of what went by it alone should have. The
/// recipient is asked to give it back until <paramref name="Due"/>.
/// </summary>
/// <param name="Process">The process.</param>
/// <param name="Copies">What is asked back.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record ErrorNoticeSent(ProcessId Process, IReadOnlyList<CopyId> Copies, DateTimeOffset Due) : DisclosureEvent, IAskedBack
{
    /// <summary>What was recorded in error, where that is not the process itself; null where it is.</summary>
    public RecallCause? Cause { get; init; }

    /// <summary>Whether nobody there reads here, so that it is asked by a letter; null means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; null where there is none, and in records from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    ReleaseId? IAskedBack.EndedRelease => null;

    RecallCause IAskedBack.Cause => Cause ?? RecallCause.RecordedInError;

    bool IAskedBack.GoesByLetter => ByLetter == true;

    internal override string Summary =>
        $"{Quantity.Of(Copies.Count, "copy", "copies")} recalled, process {Process} " +
        $"{(Cause is { } cause ? cause.Named() : "recorded in error")}, due " +
        $"{Day(Due)}{Said(ByLetter, ", by a letter", ", not by a letter")}{Letter(LetterBy)}";
}

/// <summary>The custodian sent the letter that asks copies back from somebody who has no part in the task force.</summary>
/// <param name="Copies">What it asks back.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="By">Who sent it.</param>
public sealed record RecallLetterSent(IReadOnlyList<CopyId> Copies, DateTimeOffset SentAt, PersonId By) : DisclosureEvent
{
    internal override string Summary =>
        $"letter that asks {Quantity.Of(Copies.Count, "copy", "copies")} back sent {Moment(SentAt)} by {By}";
}

/// <summary>The recipient answered the recall, or the custodian recorded what came back from somebody who was asked by a letter.</summary>
/// <param name="Answer">What became of it; where that differs from copy to copy, the least of it.</param>
/// <param name="WhyNot">Why it cannot be recalled.</param>
/// <param name="By">Who answered.</param>
public sealed record RecallAcknowledged(RecallAnswer Answer, Sensitive<string>? WhyNot, PersonId By) : DisclosureEvent
{
    /// <summary>What became of single copies, where it differs; null where it is the same for all.</summary>
    public IReadOnlyList<CopyRecalled>? Copies { get; init; }

    /// <summary>What became of one copy that was asked back.</summary>
    public CopyRecalled Of(CopyId copy) =>
        Copies?.FirstOrDefault(recalled => recalled.Copy == copy) ?? new CopyRecalled(copy, Answer, WhyNot);

    internal override string Summary =>
        $"recall answered by {By}: {Answer.Named()}" +
        $"{(Copies is { Count: > 0 } others ? $"; otherwise {Listed(others, copy => $"{copy.Copy} {copy.Answer.Named()}")}" : "")}";
}

/// <summary>What became of one copy that was asked back.</summary>
public sealed record CopyRecalled(CopyId Copy, RecallAnswer Answer, Sensitive<string>? WhyNot);

/// <summary>The recipient did not answer in time.</summary>
public sealed record RecallOverdue(DateTimeOffset Due) : DisclosureEvent
{
    /// <summary>The agency that did not answer; null in records from before this was kept.</summary>
    public AgencyId? Recipient { get; init; }

    internal override string Summary => $"recall overdue since {Day(Due)}{(Recipient is { } recipient ? $" at {recipient}" : "")}";
}

/// <summary>
/// An official who was told said that an accounting to her would be reasonably likely to impede what they do: until the time that they
/// gave, nobody accounts to her for this disclosure (45 CFR 164.528(a)(2)).
/// </summary>
/// <param name="Form">Whether they said so in writing.</param>
/// <param name="Official">Who said so: the agency and the official, who has to be documented.</param>
/// <param name="Reason">What they said.</param>
/// <param name="GivenAt">When they said so.</param>
/// <param name="Until">Until just before when.</param>
/// <param name="By">Who recorded it.</param>
public sealed record AccountingSuspended(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason, DateTimeOffset GivenAt,
    DateTimeOffset Until, PersonId By) : DisclosureEvent
{
    internal override string Summary =>
        $"accounting to her suspended until {Moment(Until)}, {Form.Named()} statement of {Moment(GivenAt)}, recorded by {By}";
}

/// <summary>She may be told of it again before that time: the statement was taken back, a court lifted its order, or one of them was
/// recorded in error.</summary>
/// <param name="Why">Why.</param>
/// <param name="By">Who of counsel found so.</param>
public sealed record AccountingResumed(Sensitive<string> Why, PersonId By) : DisclosureEvent
{
    internal override string Summary => $"accounting to her goes on, found by {By}";
}

/// <summary>How an official asked that nobody account to her.</summary>
[JsonConverter(typeof(NameConverter<StatementForm>))]
public enum StatementForm
{
    /// <summary>In writing, with the time for which it is needed.</summary>
    Written,
    /// <summary>Orally: for 30 days at most.</summary>
    Oral,
}

/// <summary>Why something is recalled. The recipient is told whether it was found wrong, because they may have relied on it, and nothing
/// else.</summary>
[JsonConverter(typeof(NameConverter<RecallCause>))]
public enum RecallCause
{
    /// <summary>Revoked.</summary>
    Revoked,
    /// <summary>Narrowed.</summary>
    Narrowed,
    /// <summary>Found void.</summary>
    Voided,
    /// <summary>The record item was found wrong, and taken out of the record.</summary>
    Retracted,
    /// <summary>The record item was found wrong, and entered again as it should be.</summary>
    Corrected,
    /// <summary>The recipient's agency was suspended.</summary>
    AgencySuspended,
    /// <summary>The recipient's agency left the task force.</summary>
    AgencyLeft,
    /// <summary>The agreement of the recipient's agency was ended, and no other is in force.</summary>
    AgreementEnded,
    /// <summary>The process on which it went was recorded in error.</summary>
    RecordedInError,
    /// <summary>That she died was recorded by mistake: it went because of that.</summary>
    DeathWithdrawn,
}

/// <summary>What became of the copy.</summary>
[JsonConverter(typeof(NameConverter<RecallAnswer>))]
public enum RecallAnswer
{
    /// <summary>Returned.</summary>
    Returned,
    /// <summary>Destroyed.</summary>
    Destroyed,
    /// <summary>Cannot be recalled, or is kept because a law says so; the reason is required, with what is kept.</summary>
    CannotBeRecalled,
}
