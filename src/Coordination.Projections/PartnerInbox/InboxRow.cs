namespace Coordination.Projections.PartnerInbox;

/// <summary>
/// What is addressed to one partner agency, and nothing else: no survivor, no case, no item of the custodian's, no
/// position of the log. What is not in the row cannot leak from it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(InboxDisclosure), InboxKinds.Disclosure)]
[JsonDerivedType(typeof(InboxRequest), InboxKinds.Request)]
[JsonDerivedType(typeof(InboxAction), InboxKinds.Action)]
[JsonDerivedType(typeof(InboxReview), InboxKinds.Review)]
[JsonDerivedType(typeof(InboxReferral), InboxKinds.Referral)]
public abstract record InboxRow : View
{
    private protected InboxRow() { }
}

public static class InboxKinds
{
    /// <summary>A copy made for the agency.</summary>
    public const string Disclosure = "disclosure";
    /// <summary>A request of the agency's own.</summary>
    public const string Request = "request";
    /// <summary>An action that a review assigned to the agency.</summary>
    public const string Action = "action";
    /// <summary>A meeting to which somebody of the agency is invited.</summary>
    public const string Review = "review";
    /// <summary>A referral to the agency.</summary>
    public const string Referral = "referral";
}

/// <summary>A copy that was made for this agency.</summary>
public sealed record InboxDisclosure : InboxRow
{
    /// <summary>The disclosure. It has one recipient, so no two agencies know the same one.</summary>
    public required DisclosureId Disclosure { get; init; }
    /// <summary>The agency to which it is addressed.</summary>
    public required AgencyId Agency { get; init; }
    /// <summary>The person to whom it is addressed; null for everybody at the agency who needs to know.</summary>
    public PersonId? Person { get; init; }
    /// <summary>The agency that made it.</summary>
    public required AgencyId From { get; init; }
    /// <summary>Why.</summary>
    public required Purpose Purpose { get; init; }
    /// <summary>What it holds, in the order of the copies' identifiers.</summary>
    public required IReadOnlyList<InboxItem> Items { get; init; }
    public required IReadOnlyList<Obligation> Obligations { get; init; }
    /// <summary>The notice that goes with the copy.</summary>
    public required string RedisclosureNotice { get; init; }
    /// <summary>What was consented to, where Part 2 asks that it goes along (42 CFR 2.32(b)); null where nothing is to be explained, and in
    /// rows from before this was kept.</summary>
    public string? ConsentExplained { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>Who of the agency acknowledged it; null while nobody has.</summary>
    public PersonId? AcknowledgedBy { get; init; }
    /// <summary>What is to be given back, in the order in which it was asked for.</summary>
    public IReadOnlyList<InboxRecall> Recalls { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place
    {
        get
        {
            var open = Recalls.Where(r => r.Answer is null).ToList();
            var status = open.Count > 0 ? "recalled" : AcknowledgedBy is null ? "new" : "acknowledged";
            return new(Compartment.Of(Agency), MadeAt.Sortable(), status, open.Count > 0 ? open.Min(r => r.Due) : null,
                Person)
            { Party = From, Purpose = Purpose.Named() };
        }
    }
}

/// <summary>One item of a copy. A recalled item has lost its text.</summary>
/// <param name="Copy">Minted for this recipient.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Mode">How it was shared.</param>
/// <param name="Text">The text; null for modes that carry none, and after a recall.</param>
/// <param name="Recalled">Whether it was called back.</param>
public sealed record InboxItem(CopyId Copy, InformationCategory Category, SharingMode Mode, Sensitive<string>? Text, bool Recalled);

/// <summary>A recall. Why it was called back is the survivor's own business, but for that it was found wrong.</summary>
/// <param name="Copies">What is to be given back, sorted.</param>
/// <param name="Due">Until when.</param>
/// <param name="SentAt">When it was asked for.</param>
/// <param name="Answer">What the agency answered; null while it has not.</param>
/// <param name="WhyNot">Why it cannot be called back.</param>
/// <param name="Overdue">Whether the date passed without an answer, as recorded.</param>
public sealed record InboxRecall(IReadOnlyList<CopyId> Copies, DateTimeOffset Due, DateTimeOffset SentAt, RecallAnswer? Answer = null,
    Sensitive<string>? WhyNot = null, bool Overdue = false)
{
    /// <summary>Whether what is to be given back was found wrong: nobody is to rely on it any more.</summary>
    public bool FoundWrong { get; init; }
}

/// <summary>A request of the agency's own. It is <em>received</em> until a copy is made for it, whatever the custodian found or
/// decided.</summary>
public sealed record InboxRequest : InboxRow
{
    public required DisclosureId Disclosure { get; init; }
    public required AgencyId Agency { get; init; }
    public PersonId? Person { get; init; }
    public required AgencyId To { get; init; }
    /// <summary>Why.</summary>
    public required Purpose Purpose { get; init; }
    public required IReadOnlyList<InformationCategory> Categories { get; init; }
    /// <summary>About whom, in the requester's own words.</summary>
    public required Sensitive<string> About { get; init; }
    /// <summary>On what the requester said that it rests.</summary>
    public required ClaimedBasis Basis { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>Whether a copy was made for it.</summary>
    public bool Answered { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.Of(Agency), ReceivedAt.Sortable(), Answered ? "answered" : "received",
            Person: Person)
        { Party = To, Purpose = Purpose.Named() };
}

/// <summary>An action that a review assigned to somebody of this agency. That person was covered for it; a colleague may not be.</summary>
public sealed record InboxAction : InboxRow
{
    /// <summary>The action.</summary>
    public required ActionId Action { get; init; }
    /// <summary>The meeting that assigned it; null in rows from before this was kept.</summary>
    public ReviewId? Review { get; init; }
    /// <summary>The agenda item from which it came; null in rows from before this was kept.</summary>
    public AgendaItemId? Item { get; init; }
    /// <summary>The decision from which it follows; null where it follows from none.</summary>
    public DecisionId? Decision { get; init; }
    public required AgencyId Agency { get; init; }
    public required PersonId Person { get; init; }
    /// <summary>What is to be done.</summary>
    public required Sensitive<string> Task { get; init; }
    public required DateOnly Due { get; init; }
    /// <summary>When that day ends where the task force is; null in rows from before this was kept, where it ends in UTC.</summary>
    public DateTimeOffset? DueBy { get; init; }
    /// <summary>How far it is.</summary>
    public ActionProgress Progress { get; init; }
    /// <summary>Why it is unfinished.</summary>
    public Sensitive<string>? Reason { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.Of(Agency), Due.Sortable(), Progress.Named(), Progress == ActionProgress.Open ? EndsAt : null, Person);

    /// <summary>When the day on which it is due ends.</summary>
    [JsonIgnore]
    public DateTimeOffset EndsAt => DueBy ?? Due.EndOf();
}
