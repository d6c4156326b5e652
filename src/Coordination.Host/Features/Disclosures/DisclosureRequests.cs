using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Disclosures;

/// <summary>A request to another agency for information about somebody, described in the asker's own words.</summary>
public sealed record AskRequest(AgencyId Discloser, Purpose Purpose, IReadOnlyList<InformationCategory> Categories, Sensitive<string> About,
    ClaimedBasis Basis = ClaimedBasis.Release);

/// <summary>A disclosure that nobody asked for.</summary>
/// <param name="Case">The case.</param>
/// <param name="Agency">The agency that would receive.</param>
/// <param name="Person">The person there.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Basis">On what it rests: her release, or <c>teamStatute</c>, a statute that lets the members of a team share. Everything
/// else answers a process.</param>
public sealed record OfferRequest(CaseId Case, AgencyId Agency, PersonId Person, Purpose Purpose,
    ClaimedBasis Basis = ClaimedBasis.Release);

/// <summary>A disclosure that answers a legal process.</summary>
public sealed record AnswerProcessRequest(ProcessId Process, Purpose Purpose);

/// <summary>Whom a request is about.</summary>
public sealed record MatchRequestBody(CaseId Case);

/// <summary>What the gate is asked about.</summary>
/// <param name="Items">The items, each with a way of sharing; none means every item of the categories that were requested, or that the
/// process names.</param>
/// <param name="Mode">The way of sharing for those; the widest where none is named. The gate narrows it to what she signed.</param>
/// <param name="Process">The legal process on which it rests; not needed for a disclosure that was begun to answer one.</param>
public sealed record AuthoriseRequest(IReadOnlyList<ItemToShare>? Items, SharingMode? Mode, ProcessId? Process);

/// <summary>What became of what was asked back.</summary>
/// <param name="Answer">What became of everything, but what <paramref name="Copies"/> names.</param>
/// <param name="WhyNot">Why it cannot be recalled.</param>
/// <param name="Copies">Copies of which something else became, each with its own reason.</param>
public sealed record RecallAnswerRequest(RecallAnswer Answer, Sensitive<string>? WhyNot, IReadOnlyList<CopyRecalled>? Copies = null);

/// <summary>An official's statement that an accounting to her would be reasonably likely to impede what they do (45 CFR
/// 164.528(a)(2)).</summary>
/// <param name="Form">Whether it was given in writing.</param>
/// <param name="Official">Who gave it: the agency, and the official.</param>
/// <param name="Reason">What they said.</param>
/// <param name="GivenAt">When they gave it; without it, now.</param>
/// <param name="Until">Until just before when. A written statement has it; an oral one without it suspends for 30 days.</param>
public sealed record SuspensionRequest(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason,
    DateTimeOffset? GivenAt = null, DateTimeOffset? Until = null);

/// <summary>She may be told again.</summary>
/// <param name="Why">Why: the statement was taken back, a court lifted its order, or one of them was recorded in error.</param>
public sealed record ResumptionRequest(Sensitive<string> Why);

/// <summary>A copy was handed over that nobody there can read here.</summary>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means: inPerson, letter or email.</param>
/// <param name="HandedBy">Who of your agency handed it over, or sent it; without it, you.</param>
/// <param name="HandedAt">When; without it, now.</param>
public sealed record HandOverRequest(Sensitive<string> To, Channel Through, PersonId? HandedBy, DateTimeOffset? HandedAt);

/// <summary>The letter was sent; without <paramref name="SentAt"/>, now.</summary>
public sealed record LetterSentRequest(DateTimeOffset? SentAt);

/// <summary>The letter that asks copies back from somebody outside the task force.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="To">Name and postal address of the person; left out where none was recorded.</param>
/// <param name="Office">The office of the person; left out where none was recorded.</param>
/// <param name="From">The agency that gave it, and asks.</param>
/// <param name="Items">What is asked back, by its number in the copy. What it says is not in the letter.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="FoundWrong">Whether some of it was found wrong. Nothing else is said of why it is asked back.</param>
/// <param name="SentAt">When the letter was sent; left out while it was not.</param>
/// <param name="Text">The words, a paragraph each.</param>
public sealed record LetterAnswer(
    DisclosureId Disclosure, Sensitive<string>? To, string? Office, string From, IReadOnlyList<LetterItemAnswer> Items, DateTimeOffset Due,
    bool FoundWrong, DateTimeOffset? SentAt, IReadOnlyList<string> Text);

/// <summary>An item that is asked back.</summary>
public sealed record LetterItemAnswer(int Number, CopyId Copy, InformationCategory Category, SharingMode Mode);

/// <summary>What a requester learns until a copy was made: always this, whether or not the person is known.</summary>
public sealed record ReceivedAnswer(DisclosureId Id, string Status, string Message);

/// <summary>What the gate permitted, and what not.</summary>
public sealed record AuthorisedAnswer(DisclosureId Id, long Version, Outcome Outcome, IReadOnlyList<VerdictLine> Lines)
{
    /// <summary>How the copy gets there, where nobody there can read it here; else left out.</summary>
    public string? ByHand { get; init; }

    /// <summary>For the statute of a team, which lets go only what your agency made itself: where each item came from, in words; left out
    /// on any other basis.</summary>
    public string? Origins { get; init; }

    /// <summary>For items that wait while others go: what has to be done, who does it and where it is recorded, in words; left out where
    /// none waits.</summary>
    public IReadOnlyList<string>? NextSteps { get; init; }
}

/// <summary>The copy was made.</summary>
public sealed record MadeAnswer(DisclosureId Id, long Version)
{
    /// <summary>How it gets there, where nobody there can read it here; else left out.</summary>
    public string? ByHand { get; init; }

    /// <summary>Until when it is to be handed over, where nobody there can read it here; else left out.</summary>
    public DateTimeOffset? HandOverBy { get; init; }
}

/// <summary>What an addressee's own command came to. It carries no version: that would count what others did.</summary>
public sealed record StandingAnswer(DisclosureId Id, string Status);

/// <summary>A copy, as its addressee sees it: nothing but what was addressed to them.</summary>
public sealed record CopyAnswer(
    DisclosureId Id,
    string Status,
    AgencyId From,
    Purpose Purpose,
    IReadOnlyList<CopyItemAnswer> Items,
    string RedisclosureNotice,
    IReadOnlyList<Obligation> Obligations,
    IReadOnlyList<CopyRecallAnswer> Recalls,
    string? ConsentExplained)
{
    /// <summary>Name and postal address of whoever gets it on paper; left out for whoever reads it here.</summary>
    public Sensitive<string>? AddressedTo { get; init; }
}

/// <summary>One item of a copy. What was asked back is not shown again.</summary>
public sealed record CopyItemAnswer(CopyId Copy, InformationCategory Category, SharingMode Mode, Sensitive<string>? Text,
    CopyStanding Standing);

/// <summary>What was asked back, until when, the answer, whether it is missing by now, and whether it was found wrong: not to be relied on
/// any more, wherever it is.</summary>
public sealed record CopyRecallAnswer(IReadOnlyList<CopyId> Copies, DateTimeOffset Due, RecallAnswer? Answer,
    bool Overdue, bool FoundWrong);

/// <summary>A disclosure, as its custodian sees it.</summary>
public sealed record DisclosureAnswer(
    DisclosureId Id,
    string Status,
    GateRecipient Recipient,
    Purpose Purpose,
    ClaimedBasis Basis,
    IReadOnlyList<InformationCategory>? Categories,
    Sensitive<string>? About,
    SurvivorId? Survivor,
    CaseId? Case,
    Verdict? Verdict,
    IReadOnlyList<HeldCopyAnswer>? Items,
    IReadOnlyList<RecallStanding>? Recalls,
    IReadOnlyList<WaitsFor>? WaitsFor)
{
    /// <summary>For a copy that nobody there can read here: until when it is handed over, how it was, and what to do; left out for every
    /// other.</summary>
    public CopyHandOverAnswer? HandOver { get; init; }

    /// <summary>That she is not told of it now, and why; left out where she is.</summary>
    public NotToBeTold? NotToBeTold { get; init; }

    /// <summary>What has to be done so that it goes on, who does it and where it is recorded, in words; left out where the gate holds
    /// nothing.</summary>
    public IReadOnlyList<string>? NextSteps { get; init; }

    /// <summary>The statements of officials by which nobody accounts to her for it for a time, oldest first; left out where there are
    /// none.</summary>
    public IReadOnlyList<SuspensionAnswer>? Suspensions { get; init; }
}

/// <summary>A statement of an official, as the agency that gave it sees it.</summary>
public sealed record SuspensionAnswer(StatementForm Form, Sensitive<string> Official, Sensitive<string> Reason, DateTimeOffset GivenAt,
    DateTimeOffset Until, PersonId By, bool TakenBack);

/// <summary>A copy that goes by hand, as the custodian sees it.</summary>
/// <param name="Due">Until when it is to be handed over; left out where somebody there could read it here when it was made.</param>
/// <param name="Overdue">Whether that has passed, and it is still to be handed over.</param>
/// <param name="HandedBy">Who handed it over.</param>
/// <param name="HandedAt">When.</param>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means.</param>
/// <param name="ToDo">What to do, in words; left out where nothing is.</param>
public sealed record CopyHandOverAnswer(DateTimeOffset? Due, bool Overdue, PersonId? HandedBy, DateTimeOffset? HandedAt,
    Sensitive<string>? To, Channel? Through, string? ToDo)
{
    internal static CopyHandOverAnswer? Of(Delivery delivery, DateTimeOffset now) =>
        delivery.HandOverBy is null && delivery.HandedOver is null ? null : new(
        delivery.HandOverBy, delivery.ToHandOver && delivery.HandOverBy <= now, delivery.HandedOver?.HandedBy,
        delivery.HandedOver?.HandedAt, delivery.HandedOver?.To, delivery.HandedOver?.Through,
        delivery.ToHandOver ? ByHand.ToDo
            : delivery is { NeverLeft: true, RecallPending: true }
            ? "It is asked back and was never handed over: do not hand it over. Destroy it, and record that (letter/answer)."
            : null);
}

/// <summary>A recall, as the custodian sees it: why, until when, the answer, and what could not be recalled and why.</summary>
public sealed record RecallStanding(ReleaseId? Release, RecallCause Cause, IReadOnlyList<CopyId> Copies, DateTimeOffset Due, bool Overdue,
    RecallAnswer? Answer, Sensitive<string>? WhyNot)
{
    /// <summary>Whether it is asked by a letter, because nobody there has a part in the task force; left out means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; left out where there is none, and in recalls from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    /// <summary>When the letter was sent; left out while it was not.</summary>
    public DateTimeOffset? LetterSentAt { get; init; }
}

/// <summary>One item that was given, as its custodian sees it.</summary>
public sealed record HeldCopyAnswer(CopyId Copy, RecordItemId Item, InformationCategory Category, SharingMode Mode, Sensitive<string>? Text,
    ReleaseId? Release, CopyStanding Standing, Sensitive<string>? WhyNot = null);

[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(OfferRequest))]
[JsonSerializable(typeof(AnswerProcessRequest))]
[JsonSerializable(typeof(MatchRequestBody))]
[JsonSerializable(typeof(AuthoriseRequest))]
[JsonSerializable(typeof(RecallAnswerRequest))]
[JsonSerializable(typeof(LetterSentRequest))]
[JsonSerializable(typeof(HandOverRequest))]
[JsonSerializable(typeof(SuspensionRequest))]
[JsonSerializable(typeof(ResumptionRequest))]
[JsonSerializable(typeof(LetterAnswer))]
[JsonSerializable(typeof(ReceivedAnswer))]
[JsonSerializable(typeof(AuthorisedAnswer))]
[JsonSerializable(typeof(MadeAnswer))]
[JsonSerializable(typeof(StandingAnswer))]
[JsonSerializable(typeof(CopyAnswer))]
[JsonSerializable(typeof(DisclosureAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountingAnswer))]
internal sealed partial class DisclosuresJson : JsonSerializerContext;
