using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Projections.SurvivorLedger;

/// <summary>What a survivor reads of what is hers: what she signed, and what was given to whom under it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LedgerRelease), LedgerKinds.Release)]
[JsonDerivedType(typeof(LedgerDisclosure), LedgerKinds.Disclosure)]
[JsonDerivedType(typeof(LedgerMandate), LedgerKinds.Mandate)]
[JsonDerivedType(typeof(LedgerReview), LedgerKinds.Review)]
[JsonDerivedType(typeof(LedgerReading), LedgerKinds.Reading)]
public abstract record LedgerRow : View, IHasRowSubjects
{
    private protected LedgerRow() { }

    public required SurvivorId Survivor { get; init; }

    /// <summary>The agency that serves her.</summary>
    public required AgencyId Agency { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public abstract RowSubjects? RowSubjects { get; }
}

public static class LedgerKinds
{
    /// <summary>A release that she signed.</summary>
    public const string Release = "release";
    public const string Disclosure = "disclosure";
    /// <summary>What a court or a probation office requires of her.</summary>
    public const string Mandate = "mandate";
    /// <summary>What a meeting of the team decided about her.</summary>
    public const string Review = "review";
    /// <summary>Somebody of the agency that serves her read what is kept about her.</summary>
    public const string Reading = "reading";
}

/// <summary>A release, with its signatures, as it stands.</summary>
public sealed record LedgerRelease : LedgerRow
{
    /// <summary>The release.</summary>
    public required ReleaseId Release { get; init; }
    /// <summary>What it permits, as last narrowed.</summary>
    public required ReleaseTerms Terms { get; init; }
    /// <summary>Who signed, in which capacity, how and when.</summary>
    public required IReadOnlyList<Signature> Signatures { get; init; }
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
    /// <summary>What became of it.</summary>
    public ReleaseStanding Standing { get; init; }
    /// <summary>When its end was recorded; null while it stands.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Through which channel it was taken back; null where it was not.</summary>
    public Channel? TakenBackThrough { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.OfSurvivor(Survivor), RecordedAt.Sortable(), Standing.Named(),
            Standing == ReleaseStanding.Active ? Terms.Expires : null);
}

/// <summary>A disclosure about her: to whom, what, why, when, on which releases, and what came back.</summary>
public sealed record LedgerDisclosure : LedgerRow
{
    /// <summary>The disclosure.</summary>
    public required DisclosureId Disclosure { get; init; }
    /// <summary>The agency and person that have it; null until it was made.</summary>
    public GateRecipient? Recipient { get; init; }
    /// <summary>Why.</summary>
    public Purpose? Purpose { get; init; }
    /// <summary>What the gate answered last; null in rows from before this was kept.</summary>
    public Outcome? Outcome { get; init; }
    public DateTimeOffset? MadeAt { get; init; }
    /// <summary>Whether nobody there could read the copy here, so that it is handed over; null means no.</summary>
    public bool? ByHand { get; init; }
    /// <summary>When it was handed over, or acknowledged here after all; null while nobody recorded that.</summary>
    public DateTimeOffset? HandedOverAt { get; init; }
    /// <summary>Whether the agency acknowledged it here after all, and nobody had handed it over; null means no.</summary>
    public bool? AcknowledgedHere { get; init; }
    /// <summary>Whether it was given under a legal process; null until something was given, and in rows from before this was
    /// kept.</summary>
    public bool? UnderProcess { get; init; }
    /// <summary>What was given, sorted.</summary>
    public IReadOnlyList<LedgerCopy> Given { get; init; } = [];
    /// <summary>The releases on which it stood; empty where it stood on none, as with an order of a court.</summary>
    public IReadOnlyList<ReleaseId> Releases { get; init; } = [];
    /// <summary>What was asked back, in order.</summary>
    public IReadOnlyList<LedgerRecall> Recalls { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => UnderProcess == false ? null : RowSubjects.One(Disclosure);

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.OfSurvivor(Survivor), MadeAt?.Sortable() ?? "", StatusOf(),
            Recalls.Where(r => r.Answer is null).Min(r => (DateTimeOffset?)r.Due))
        { Party = Recipient?.Agency, Purpose = Purpose?.Named() };

    private string StatusOf() => this switch
    {
        { MadeAt: null, Outcome: Domain.Gate.Outcome.Deny } => "refused",
        { MadeAt: null, Outcome: Domain.Gate.Outcome.Hold } => "held",
        { MadeAt: null } => "prepared",
        { Recalls.Count: 0, ByHand: true, HandedOverAt: null } => "notHandedOver",
        { Recalls.Count: 0 } => "given",
        _ when Recalls.Any(r => r.Answer is null) => "askedBack",
        _ when Recalls.Any(r => r.Answer == RecallAnswer.CannotBeRecalled) => "couldNotBeRecalled",
        _ => "cameBack",
    };
}

/// <summary>One item that was given.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Mode">How it was shared.</param>
public sealed record LedgerCopy(CopyId Copy, InformationCategory Category, SharingMode Mode);

/// <summary>What was asked back.</summary>
/// <param name="Cause">Because of what.</param>
/// <param name="SentAt">When.</param>
/// <param name="Due">Until when an answer is due.</param>
/// <param name="Copies">How many copies.</param>
/// <param name="Answer">What became of them; null while nobody answered.</param>
/// <param name="WhyNot">Why they cannot be called back.</param>
public sealed record LedgerRecall(RecallCause Cause, DateTimeOffset SentAt, DateTimeOffset Due, int Copies, RecallAnswer? Answer = null,
    Sensitive<string>? WhyNot = null);
