namespace Coordination.Projections.AdvocateCaseload;

/// <summary>How far a disclosure is, as the custodian sees it.</summary>
[JsonConverter(typeof(NameConverter<DisclosureProgress>))]
public enum DisclosureProgress
{
    /// <summary>Somebody asked, and nobody looked yet.</summary>
    Requested,
    /// <summary>The advocate prepares it on the survivor's wish.</summary>
    Offered,
    /// <summary>The person was found; the survivor's answer is awaited.</summary>
    Matched,
    Unmatched,
    /// <summary>The gate permits it, all or part.</summary>
    Authorized,
    Refused,
    /// <summary>The gate holds it for somebody.</summary>
    Held,
    /// <summary>The copy was made.</summary>
    Made,
    Acknowledged,
    /// <summary>Something of it was called back, and the recipient has not answered.</summary>
    Recalled,
    /// <summary>Something of it was called back from somebody outside the task force, and the letter that asks for it was not
    /// sent.</summary>
    LetterDue,
    /// <summary>The recipient answered the recall.</summary>
    RecallAnswered,
    /// <summary>The copy was made, nobody there can read it here, and it has still to be handed over.</summary>
    HandOverDue,
    /// <summary>The copy was handed over.</summary>
    HandedOver,
}

/// <summary>A disclosure by this agency, from the request to the recall.</summary>
public sealed record CaseloadDisclosure : CaseloadRow
{
    /// <summary>The disclosure.</summary>
    public required DisclosureId Disclosure { get; init; }
    /// <summary>The agency that would disclose: this one.</summary>
    public required AgencyId Discloser { get; init; }
    public required GateRecipient Recipient { get; init; }
    /// <summary>Why.</summary>
    public required Purpose Purpose { get; init; }
    /// <summary>When it was asked for or offered.</summary>
    public required DateTimeOffset BegunAt { get; init; }
    /// <summary>How far it is.</summary>
    public required DisclosureProgress Progress { get; init; }
    /// <summary>What was asked for; empty for an offer.</summary>
    public IReadOnlyList<InformationCategory> Categories { get; init; } = [];
    /// <summary>About whom, in the requester's words; null for an offer.</summary>
    public Sensitive<string>? About { get; init; }
    /// <summary>On what the requester said that it rests; null for an offer.</summary>
    public ClaimedBasis? Basis { get; init; }
    public SurvivorId? Survivor { get; init; }
    public CaseId? Case { get; init; }
    /// <summary>The gate's last answer.</summary>
    public Outcome? Outcome { get; init; }
    /// <summary>The reasons of the gate's last answer, sorted: <c>CG-04 expired</c>.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
    /// <summary>What was copied, in the order of the copies' identifiers.</summary>
    public IReadOnlyList<CaseloadCopy> Copies { get; init; } = [];
    /// <summary>When the copy was made.</summary>
    public DateTimeOffset? MadeAt { get; init; }
    /// <summary>Until when the copy is to be handed over; null where somebody there reads it here, and in rows from before this was
    /// kept.</summary>
    public DateTimeOffset? HandOverBy { get; init; }
    /// <summary>When it was handed over; null while it was not.</summary>
    public DateTimeOffset? HandedOverAt { get; init; }
    /// <summary>Whether somebody there read it here although it was to be handed over; null means no.</summary>
    public bool? ReadAfterAll { get; init; }
    /// <summary>Whether it rests on a legal process; null in rows from before this was kept.</summary>
    public bool? UnderProcess { get; init; }
    /// <summary>Why she is not told of it. It depends on when somebody looks, so it is set then, and not kept.</summary>
    [JsonIgnore]
    public NotToBeTold? NotToBeTold { get; init; }
    /// <summary>What was called back, in the order in which it was.</summary>
    public IReadOnlyList<CaseloadRecall> Recalls { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => UnderProcess == false ? null : RowSubjects.One(Disclosure);

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    public override CaseloadRow? AfterErasure() => MadeAt is null ? null : this with { About = null, Basis = null };

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.Of(Discloser), BegunAt.Sortable(), Progress.Named(),
            Progress == DisclosureProgress.HandOverDue
                ? HandOverBy
                : OpenRecalls().Min(r => (DateTimeOffset?)r.NextDue))
        { Party = Recipient.Agency, Purpose = Purpose.Named() };

    /// <summary>Whether the copy was to be handed over, and nobody handed it over nor read it here.</summary>
    [JsonIgnore]
    public bool NeverLeft => HandOverBy is not null && HandedOverAt is null && ReadAfterAll is null;

    /// <summary>Whether it has still to be handed over, all or a part that was not asked back.</summary>
    [JsonIgnore]
    public bool ToHandOver => NeverLeft && Copies.Any(copy => !copy.Recalled);

    private IEnumerable<CaseloadRecall> OpenRecalls() => Recalls.Where(r => r.Answer is null);
}

/// <summary>One item that was copied.</summary>
public sealed record CaseloadCopy(CopyId Copy, RecordItemId Item, InformationCategory Category, SharingMode Mode, bool Recalled);

/// <summary>A recall.</summary>
/// <param name="Release">The release that ended.</param>
/// <param name="Cause">How.</param>
/// <param name="Due">Until when the recipient has to answer.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Answer">The answer; null while there is none.</param>
/// <param name="WhyNot">Why it cannot be called back.</param>
public sealed record CaseloadRecall(ReleaseId? Release, RecallCause Cause, DateTimeOffset Due, DateTimeOffset SentAt,
    RecallAnswer? Answer = null, Sensitive<string>? WhyNot = null)
{
    /// <summary>Whether it is asked by a letter; null means no.</summary>
    public bool? ByLetter { get; init; }

    /// <summary>Until when the letter is to be sent; null where there is none, and in rows from before this was kept.</summary>
    public DateTimeOffset? LetterBy { get; init; }

    /// <summary>What is due next: the letter while it was not sent, else the answer.</summary>
    [JsonIgnore]
    public DateTimeOffset NextDue => ByLetter == true && LetterSentAt is null ? LetterBy ?? Usual : Due;

    // For recalls from before there was a time for letters.
    private DateTimeOffset Usual =>
        SentAt.AddDays(Domain.TaskForce.PolicySettings.UsualPaperDays) is var usual && usual < Due ? usual : Due;

    /// <summary>When the letter was sent; null while it was not.</summary>
    public DateTimeOffset? LetterSentAt { get; init; }
}
