using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Consent;

/// <summary>What a release permits: who may tell whom, what, why, how and for how long.</summary>
public sealed record ReleaseTerms
{
    /// <summary>The agency that may disclose. A release from A to B is none from B to A (CG-08).</summary>
    public required AgencyId Discloser { get; init; }

    /// <summary>Named agencies, each with optional named persons. "The task force" names nobody (CG-06).</summary>
    public required IReadOnlyList<ReleaseRecipient> Recipients { get; init; }

    /// <summary>The categories, each with its widest mode and, where she wants, single items only.</summary>
    public required IReadOnlyList<CategoryGrant> Grants { get; init; }

    /// <summary>The purposes (CG-07). Discussion in a review needs <see cref="Purpose.CaseReview"/> (CG-31).</summary>
    public required IReadOnlyList<Purpose> Purposes { get; init; }

    /// <summary>From this instant on.</summary>
    public required DateTimeOffset Starts { get; init; }

    /// <summary>Until just before this instant. Null denies: a release is always time-limited (CG-04).</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The survivor's own conditions (CG-37).</summary>
    public IReadOnlyList<ReleaseCondition> Conditions { get; init; } = [];

    internal string Summary =>
        $"{Discloser} to {Listed(Recipients, recipient => recipient.Summary)}; {Listed(Grants, grant => grant.Summary)}; for " +
        $"{Names(Purposes)}; "
        + $"{Moment(Starts)} to {(Expires is { } end ? Moment(end) : "no expiry")}" +
        $"{(Conditions.Count == 0 ? "" : $"; on condition {Names(Conditions)}")}";
}

/// <summary>A recipient that a release names.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Persons">Only these persons; empty means whoever of the agency has a need to know.</param>
public sealed record ReleaseRecipient(AgencyId Agency, IReadOnlyList<PersonId> Persons)
{
    /// <summary>None of these persons, whoever else of the agency has a need to know; null where she refuses nobody.</summary>
    public IReadOnlyList<PersonId>? Except { get; init; }

    internal string Summary =>
        $"{Agency}{(Persons.Count == 0 ? "" : $" (only {Ids(Persons)})")}" +
        $"{(Except is { Count: > 0 } except ? $" (never {Ids(except)})" : "")}";
}

/// <summary>What of one category may be shared, and how widely.</summary>
/// <param name="Category">The category.</param>
/// <param name="WidestMode">The widest mode (CG-38).</param>
/// <param name="OnlyItems">Only these items; null means every item of the category.</param>
public sealed record CategoryGrant(InformationCategory Category, SharingMode WidestMode, IReadOnlyList<RecordItemId>? OnlyItems = null)
{
    /// <summary>Whether it is for counseling notes of a substance-use program, which need a consent of their own (42 CFR 2.31(b)); null
    /// means no.</summary>
    public bool? CounselingNotes { get; init; }

    internal string Summary =>
        $"{Category.Named()}{Said(CounselingNotes, " (counseling notes)", " (no counseling notes)")} " +
        $"{WidestMode.Named()}{(OnlyItems is { } only ? $" (only items {Ids(only)})" : "")}";
}

/// <summary>A condition that the survivor sets.</summary>
[JsonConverter(typeof(NameConverter<ReleaseCondition>))]
public enum ReleaseCondition
{
    /// <summary>Tell me before each disclosure.</summary>
    TellMeFirst,
    /// <summary>My advocate is present.</summary>
    AdvocatePresent,
    /// <summary>Not while the trial is pending.</summary>
    NotWhileTrialPending,
}

/// <summary>Who signs.</summary>
[JsonConverter(typeof(NameConverter<SignerCapacity>))]
public enum SignerCapacity
{
    /// <summary>The survivor.</summary>
    Survivor,
    /// <summary>A parent of a minor.</summary>
    Parent,
    /// <summary>A guardian of a minor.</summary>
    Guardian,
    /// <summary>A guardian that a court appointed for a person without legal capacity.</summary>
    CourtAppointedGuardian,
    /// <summary>A guardian ad litem of a child, whom a court appointed.</summary>
    GuardianAdLitem,
    /// <summary>A lawyer of a child, whom a court appointed.</summary>
    ChildsAttorney,
    /// <summary>The agent under a health-care power of attorney of a person without capacity (45 CFR 164.502(g)(2)).</summary>
    HealthCareAgent,
    /// <summary>The personal representative of somebody who died (42 CFR 2.15(b)(2)).</summary>
    PersonalRepresentative,
}

/// <summary>How it was signed. A grant may not be oral (CG-02, CG-15); a revocation may.</summary>
[JsonConverter(typeof(NameConverter<SignatureMethod>))]
public enum SignatureMethod
{
    /// <summary>Ink on paper.</summary>
    Ink,
    /// <summary>An electronic signature.</summary>
    Electronic,
    /// <summary>Spoken only.</summary>
    Oral,
}

/// <summary>A signature.</summary>
/// <param name="Capacity">In which capacity.</param>
/// <param name="Method">How.</param>
/// <param name="SignedAt">When; null is undated (CG-02).</param>
/// <param name="Guardian">Which parent or guardian; null for the survivor.</param>
public sealed record Signature(SignerCapacity Capacity, SignatureMethod Method, DateTimeOffset? SignedAt, GuardianId? Guardian = null)
{
    /// <summary>The accommodation by which somebody consented whose disability prevents a signature (45 CFR 1370.4(b)); null where it was
    /// signed.</summary>
    public Accommodation? Accommodation { get; init; }

    internal string Summary =>
        $"by {Capacity.Named()}{(Guardian is { } guardian ? $" {guardian}" : "")} " +
        $"{Method.Named()}{(Accommodation is { } accommodation ? $" with an accommodation, witnessed by {accommodation.Witness}," : "")} " +
        $"{(SignedAt is { } at ? Moment(at) : "without a date")}";
}

/// <summary>How consent was given by somebody whose disability prevents a signature. It counts as written when it was witnessed.</summary>
/// <param name="How">What was done instead: spoken and recorded, by an interpreter, by a mark.</param>
/// <param name="Witness">Who saw it, and did not capture the release.</param>
public sealed record Accommodation(Sensitive<string> How, PersonId Witness);

/// <summary>A warning that was given and acknowledged before signing.</summary>
[JsonConverter(typeof(NameConverter<ReleaseWarning>))]
public enum ReleaseWarning
{
    /// <summary>What a prosecution gets may reach the defense (CG-28).</summary>
    MayReachDefense,
    /// <summary>What is disclosed may be passed on by the recipient.</summary>
    MayBeRedisclosed,
    /// <summary>What was disclosed cannot always be called back.</summary>
    CannotAlwaysBeRecalled,
    /// <summary>She may revoke the release, and how (42 CFR 2.31(a)(6); CG-22).</summary>
    MayBeRevoked,
    /// <summary>Care, services and benefits do not depend on signing (45 CFR 164.508(c)(2)(ii)).</summary>
    NotACondition,
    /// <summary>What follows when she does not sign (42 CFR 2.31(a)(10)).</summary>
    ConsequencesOfRefusing,
}
