using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Asks another agency for information about somebody, whom the asker describes in their own words.</summary>
public sealed record RequestDisclosure(
    Actor By,
    DisclosureId Disclosure,
    AgencyId Discloser,
    Purpose Purpose,
    IReadOnlyList<InformationCategory> Categories,
    Sensitive<string> About,
    ClaimedBasis Basis);

/// <summary>Begins a disclosure that nobody asked for: the survivor wants it, or a statute lets the members of a team share it.</summary>
public sealed record OfferDisclosure(Actor By, DisclosureId Disclosure, GateRecipient Recipient, Purpose Purpose, CaseId Case)
{
    /// <summary>On what it rests: her release, or the statute of a team. Everything else answers a process.</summary>
    public ClaimedBasis Basis { get; init; } = ClaimedBasis.Release;
}

/// <summary>Begins a disclosure that answers a legal process: to the authority that it names.</summary>
public sealed record AnswerProcess(Actor By, DisclosureId Disclosure, Purpose Purpose);

public sealed record MatchRequest(Actor By, CaseId Case);

/// <summary>Says that a request is about nobody whom the agency serves.</summary>
public sealed record LeaveUnmatched(Actor By);

/// <summary>Puts the question to the gate.</summary>
/// <param name="By">Who asks; never the person who requested the disclosure.</param>
/// <param name="Items">The items, each with the way of sharing it; empty means every item of the categories that were requested, or that a
/// legal process names.</param>
/// <param name="WidestMode">The way of sharing for what <paramref name="Items"/> does not name.</param>
public sealed record AuthoriseDisclosure(Actor By, IReadOnlyList<ItemToShare> Items, SharingMode WidestMode)
{
    /// <summary>The facts on which the gate is asked: what stands when it does not go is said from them. Null where there is nothing to
    /// ask.</summary>
    public GateFacts? On { get; init; }
}

/// <summary>An item and the way of sharing it that is asked for; the gate may narrow it.</summary>
public sealed record ItemToShare(RecordItemId Item, SharingMode Mode);

/// <summary>Makes the copy, after the gate was asked again.</summary>
/// <param name="By">Who makes it.</param>
/// <param name="Copies">Fresh identifiers, at least one for each item that was authorised.</param>
public sealed record MakeDisclosure(Actor By, IReadOnlyList<CopyId> Copies)
{
    /// <summary>The facts on which the gate is asked: what the copy says of itself is written from them. Null where there is nothing to
    /// ask.</summary>
    public GateFacts? On { get; init; }

    /// <summary>Until when the process is to be answered on which it rests; null where nothing says so.</summary>
    public DateTimeOffset? AnswerDue { get; init; }
}

/// <summary>Says that a copy was handed over that nobody there can read here.</summary>
/// <param name="By">Who records it.</param>
/// <param name="HandedBy">Who of the agency handed it over, or sent it.</param>
/// <param name="HandedAt">When.</param>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means.</param>
/// <param name="Now">The instant of the command.</param>
public sealed record HandOverCopy(Actor By, PersonId HandedBy, DateTimeOffset HandedAt, Sensitive<string> To,
    Channel Through, DateTimeOffset Now)
{
    /// <summary>What the log knows of the agency that receives.</summary>
    public Partners.PartnerPosition RecipientIs { get; init; } = Partners.PartnerPosition.Initial;
}

/// <summary>Accepts the copy and its obligations.</summary>
public sealed record AcknowledgeDisclosure(Actor By);

/// <summary>Asks back what rests on a release that ended or shrank.</summary>
/// <param name="Release">The release.</param>
/// <param name="Cause">What became of it.</param>
/// <param name="Remaining">What remains of it; null where nothing does.</param>
/// <param name="Renewed">The releases that this one renewed: what rests on them is asked back with it.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record RecallDisclosure(ReleaseId Release, RecallCause Cause, ReleaseTerms? Remaining,
    IReadOnlyList<ReleaseId> Renewed, DateTimeOffset Due)
{
    /// <summary>Until when the letter is to be sent that asks it; null where it is asked here.</summary>
    public DateTimeOffset? LetterBy { get; init; }
}

/// <summary>Tells each holder of a copy that the record item was found wrong, and recalls the copy.</summary>
/// <param name="Item">The item.</param>
/// <param name="Cause">What became of it.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record TellOfRetraction(RecordItemId Item, RecallCause Cause, DateTimeOffset Due)
{
    /// <summary>Until when the letter is to be sent that tells it; null where the recipient is told here.</summary>
    public DateTimeOffset? LetterBy { get; init; }
}

/// <summary>Asks back what an agency holds that lost its standing.</summary>
/// <param name="Cause">How it lost it.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record RecallForStanding(RecallCause Cause, DateTimeOffset Due);

/// <summary>Asks back what rested on a fact that was recorded in error, and is taken back: a process, or that she died.</summary>
/// <param name="Cause">Which of the two.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="LetterBy">Until when the letter is to be sent that asks it; null where somebody there reads here.</param>
public sealed record RecallForError(RecallCause Cause, DateTimeOffset Due, DateTimeOffset? LetterBy)
{
    /// <summary>The process; null for a death, which every process of a review of deaths rested on.</summary>
    public ProcessId? Process { get; init; }

    /// <summary>The releases of which she had asked to be told first, and under which something of it went without that, because she could
    /// not be told any more (CG-37).</summary>
    public IReadOnlyList<ReleaseId> Untold { get; init; } = [];
}

/// <summary>Says what became of everything that was asked back.</summary>
public sealed record AnswerRecall(Actor By, RecallAnswer Answer, Sensitive<string>? WhyNot)
{
    /// <summary>Copies of which something else became.</summary>
    public IReadOnlyList<CopyRecalled> Except { get; init; } = [];
}

/// <summary>Says that the letter was sent that asks back what nobody can be asked for here.</summary>
public sealed record SendRecallLetter(Actor By, DateTimeOffset SentAt, DateTimeOffset Now);

/// <summary>Says what came back from somebody who was asked by a letter.</summary>
public sealed record RecordLetterAnswer(Actor By, RecallAnswer Answer, Sensitive<string>? WhyNot)
{
    /// <summary>Copies of which something else became.</summary>
    public IReadOnlyList<CopyRecalled> Except { get; init; } = [];
}

public sealed record NoteOverdueRecalls(DateTimeOffset Now);

/// <summary>Puts a question to the consent gate, on facts that the caller loaded and that are verified when the answer is
/// recorded.</summary>
public delegate Verdict AskGate(GateRequest request);
