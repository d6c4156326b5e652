using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>A copy in the hands of its recipient, and what became of each item.</summary>
public sealed record Delivery
{
    /// <summary>The items of the copy.</summary>
    public required ImmutableList<HeldCopy> Copies { get; init; }

    public required IReadOnlyList<Obligation> Obligations { get; init; }

    /// <summary>The notice that the copy carries.</summary>
    public required string RedisclosureNotice { get; init; }

    /// <summary>What was consented to, where the copy has to say so (42 CFR 2.32(b)); else null.</summary>
    public string? ConsentExplained { get; init; }

    /// <summary>The gate's answer at the act of sharing.</summary>
    public required Verdict Verdict { get; init; }

    public required PersonId MadeBy { get; init; }

    /// <summary>Who authorised it; null where nobody did by a question of their own.</summary>
    public PersonId? AuthorisedBy { get; init; }

    /// <summary>The statements for which nobody accounts to her for a time, oldest first.</summary>
    public ImmutableList<AccountingSuspension> Suspensions { get; init; } = [];

    /// <summary>Whether counsel found that she may be told in spite of an order that forbade it.</summary>
    public bool OrderLifted { get; init; }

    /// <summary>Until when the copy is to be handed over; null where it is read here.</summary>
    public DateTimeOffset? HandOverBy { get; init; }

    /// <summary>How it was handed over; null while it was not.</summary>
    public CopyHandedOver? HandedOver { get; init; }

    /// <summary>Who acknowledged it; null while nobody did.</summary>
    public PersonId? AcknowledgedBy { get; init; }

    public ImmutableList<Recall> Recalls { get; init; } = [];

    /// <summary>Whether it goes by hand, and nobody handed it over nor acknowledged it here: it never left the agency that made
    /// it.</summary>
    public bool NeverLeft => HandOverBy is not null && HandedOver is null && AcknowledgedBy is null;

    /// <summary>Whether it has still to be handed over: what was asked back has not.</summary>
    public bool ToHandOver => NeverLeft && Outstanding.Any();

    /// <summary>Whether it came to its recipient on paper, so that it is asked back by a letter.</summary>
    public bool IsOnPaper => HandOverBy is not null && AcknowledgedBy is null;

    /// <summary>Whether a recall waits for its answer.</summary>
    public bool RecallPending => Recalls.Exists(recall => recall.Answer is null);

    /// <summary>Whether a recall that is asked by a letter waits for its answer.</summary>
    public bool LetterPending => Recalls.Exists(recall => recall is { ByLetter: true, Answer: null });

    /// <summary>Whether every item was recalled and answered for.</summary>
    public bool EverythingRecalled => Copies.TrueForAll(copy => copy.Standing is CopyStanding.GivenBack or CopyStanding.CannotBeRecalled);

    /// <summary>The items that the recipient still holds in good right.</summary>
    public IEnumerable<HeldCopy> Outstanding => Copies.Where(copy => copy.Standing == CopyStanding.Outstanding);

    internal static Delivery Of(DisclosureMade made)
    {
        var copies = made.Items.Select(item => HeldCopy.Of(item, made.Verdict.Lines.FirstOrDefault(line => line.Item == item.Item)));
        return new()
        {
            Copies = [.. copies],
            Obligations = made.Obligations,
            RedisclosureNotice = made.RedisclosureNotice,
            ConsentExplained = made.ConsentExplained,
            Verdict = made.Verdict,
            MadeBy = made.By,
            HandOverBy = made.HandOverBy
        };
    }

    internal Delivery With(DisclosureEvent @event) => @event switch
    {
        DisclosureMade e => Of(e),
        DisclosureAcknowledged e => this with { AcknowledgedBy = e.By },
        CopyHandedOver e => this with { HandedOver = e },
        IAskedBack e => Mark(copy => e.Copies.Contains(copy.Item.Copy), CopyStanding.UnderRecall) with
        {
            Recalls = Recalls.Add(new Recall(e.EndedRelease, e.Cause, e.Copies, e.Due, Overdue: false,
                Answer: null)
            { ByLetter = e.GoesByLetter, LetterBy = e.LetterBy }),
        },
        RecallAcknowledged e => Answered(e),
        RecallLetterSent e => this
            with
        { Recalls = [.. Recalls.Select(recall => recall.WaitsForLetter ? recall with { LetterSentAt = e.SentAt } : recall)] },
        AccountingSuspended e => this with { Suspensions = Suspensions.Add(AccountingSuspension.Of(e)) },
        AccountingResumed => this with
        {
            OrderLifted = true,
            Suspensions = [.. Suspensions.Select(suspension => suspension with { TakenBack = true })]
        },
        RecallOverdue e =>
            this with
            {
                Recalls = [.. Recalls.Select(recall =>
                recall.Due == e.Due && recall.Answer is null ? recall with { Overdue = true } : recall)]
            },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    // One answer answers for everything that was asked back and not yet answered, copy by copy where they differ.
    private Delivery Answered(RecallAcknowledged e) => this with
    {
        Copies = [.. Copies.Select(copy => copy.Standing == CopyStanding.UnderRecall ? copy.With(e.Of(copy.Item.Copy)) : copy)],
        Recalls = [.. Recalls.Select(recall => recall.Answer is null ? recall with { Answer = e.Answer, WhyNot = e.WhyNot } : recall)],
    };

    private Delivery Mark(Func<HeldCopy, bool> these, CopyStanding standing) =>
        this with { Copies = [.. Copies.Select(copy => these(copy) ? copy with { Standing = standing } : copy)] };
}

/// <summary>One item of a copy.</summary>
/// <param name="Item">What was given.</param>
/// <param name="Release">The release on which it rests; null where none was needed.</param>
/// <param name="Standing">What became of it.</param>
public sealed record HeldCopy(DisclosedItem Item, ReleaseId? Release, CopyStanding Standing)
{
    /// <summary>The other releases on which it rests: of those whom it names (CG-39), and of records merged with hers (CG-33).</summary>
    public IReadOnlyList<ReleaseId> ReleasesOfOthers { get; init; } = [];

    /// <summary>Why it could not be recalled, in the recipient's words.</summary>
    public Sensitive<string>? WhyNot { get; init; }

    internal HeldCopy With(CopyRecalled recalled) => this with
    {
        Standing = recalled.Answer == RecallAnswer.CannotBeRecalled ? CopyStanding.CannotBeRecalled : CopyStanding.GivenBack,
        WhyNot = recalled.WhyNot,
    };

    /// <summary>Whether it rests on one of these releases, by itself or among others.</summary>
    public bool RestsOn(IReadOnlyCollection<ReleaseId> releases) =>
        (Release is { } release && releases.Contains(release)) || ReleasesOfOthers.Any(releases.Contains);

    internal static HeldCopy Of(DisclosedItem item, VerdictLine? line) =>
        new(item, line?.Release, CopyStanding.Outstanding) { ReleasesOfOthers = line?.ReleasesOfOthers ?? [] };
}

/// <summary>What became of an item that was given.</summary>
[JsonConverter(typeof(NameConverter<CopyStanding>))]
public enum CopyStanding
{
    Outstanding,
    /// <summary>The recipient was asked to give it back.</summary>
    UnderRecall,
    /// <summary>It was returned or destroyed.</summary>
    GivenBack,
    /// <summary>It could not be recalled.</summary>
    CannotBeRecalled,
}

/// <summary>One recall.</summary>
/// <param name="Release">The release that ended or shrank; null where the item was found wrong.</param>
/// <param name="Cause">Why. The recipient is told no more than <see cref="FoundWrong"/>.</param>
/// <param name="Copies">What is asked back.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="Overdue">Whether that time passed without an answer.</param>
/// <param name="Answer">The recipient's answer; null while there is none.</param>
public sealed record Recall(ReleaseId? Release, RecallCause Cause, IReadOnlyList<CopyId> Copies, DateTimeOffset Due, bool Overdue,
    RecallAnswer? Answer)
{
    /// <summary>Whether it is asked by a letter, because nobody there has a part in the task force.</summary>
    public bool ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; null where there is none, and in records from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    /// <summary>When the letter was sent; null while it was not.</summary>
    public DateTimeOffset? LetterSentAt { get; init; }

    /// <summary>Whether somebody has still to send the letter.</summary>
    public bool WaitsForLetter => ByLetter && LetterSentAt is null && Answer is null;

    /// <summary>Why it cannot be recalled; null where it was, or where there is no answer.</summary>
    public Sensitive<string>? WhyNot { get; init; }

    /// <summary>Whether its subject was found wrong, so that no copy of it can be relied on.</summary>
    public bool FoundWrong => Cause is RecallCause.Retracted or RecallCause.Corrected;

    /// <summary>Whether an answer is missing at this instant. It does not wait until somebody records that.</summary>
    public bool IsOverdueAt(DateTimeOffset at) => Answer is null && Due <= at;
}
