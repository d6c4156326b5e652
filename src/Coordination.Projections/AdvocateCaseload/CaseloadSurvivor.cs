namespace Coordination.Projections.AdvocateCaseload;

/// <summary>A survivor with the releases, refusals and revocations that are hers.</summary>
public sealed record CaseloadSurvivor : CaseloadRow
{
    /// <summary>The survivor.</summary>
    public required SurvivorId Survivor { get; init; }
    /// <summary>The agency that serves her.</summary>
    public required AgencyId Custodian { get; init; }
    /// <summary>How she wants to be called.</summary>
    public Sensitive<string>? CalledBy { get; init; }
    /// <summary>The language that she speaks best.</summary>
    public Sensitive<string>? Language { get; init; }
    /// <summary>Her own words, in the order in which they were recorded. They are shown first.</summary>
    public IReadOnlyList<Sensitive<string>> OwnWords { get; init; } = [];
    /// <summary>How it is safe to reach her.</summary>
    public Sensitive<string>? SafeContact { get; init; }
    /// <summary>What makes reaching her dangerous.</summary>
    public Sensitive<string>? DangerNote { get; init; }
    /// <summary>Whether she was under eighteen when it was recorded; null while nobody recorded it.</summary>
    public bool? UnderEighteen { get; init; }
    /// <summary>The instant from which she is eighteen; null where it is not known.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }
    public bool Deceased { get; init; }
    /// <summary>Her releases, sorted by identifier.</summary>
    public IReadOnlyList<CaseloadRelease> Releases { get; init; } = [];
    /// <summary>What she declined, in order.</summary>
    public IReadOnlyList<CaseloadDeclination> Declinations { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Custodian), "", Due: FirstExpiry());

    /// <summary>Whether she is under eighteen then; null while nobody recorded it.</summary>
    public bool? IsUnderEighteenAt(DateTimeOffset at) =>
        UnderEighteen is { } recorded ? AgeOfMajority.IsUnderEighteen(recorded, EighteenFrom, at) : null;

    private DateTimeOffset? FirstExpiry() =>
        Releases.Where(r => r.Standing == ReleaseStanding.Active).Select(r => r.Terms.Expires).Where(e => e is not null).Min();
}

/// <summary>What became of a release. Whether a signed one is in force depends on the time at which somebody asks.</summary>
[JsonConverter(typeof(NameConverter<ReleaseStanding>))]
public enum ReleaseStanding
{
    /// <summary>Signed, and not ended by anything but time.</summary>
    Active,
    Revoked,
    /// <summary>Never was valid.</summary>
    Voided,
    Expired,
    Superseded,
}

/// <summary>Which standing gives way to which.</summary>
internal static class ReleaseStandings
{
    /// <summary>The same order as <see cref="ReleaseState.MayBecome"/>, which a test compares.</summary>
    public static bool MayBecome(this ReleaseStanding now, ReleaseStanding next) => next switch
    {
        ReleaseStanding.Voided => now is not ReleaseStanding.Voided,
        ReleaseStanding.Revoked => now is not (ReleaseStanding.Revoked or ReleaseStanding.Voided),
        ReleaseStanding.Expired => now is ReleaseStanding.Active or ReleaseStanding.Superseded,
        ReleaseStanding.Superseded => now is ReleaseStanding.Active,
        _ => false,
    };
}

/// <summary>A release.</summary>
/// <param name="Release">The release.</param>
/// <param name="Terms">What it permits, as last narrowed.</param>
/// <param name="Standing">What became of it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="EndedAt">When its end was recorded; null while it stands.</param>
/// <param name="Renews">The release that it renews.</param>
public sealed record CaseloadRelease(ReleaseId Release, ReleaseTerms Terms, ReleaseStanding Standing, DateTimeOffset RecordedAt,
    DateTimeOffset? EndedAt = null, ReleaseId? Renews = null);

/// <summary>What the survivor declined.</summary>
/// <param name="Declination">This refusal.</param>
/// <param name="Recipients">To these agencies; empty with no kinds means to every agency.</param>
/// <param name="RecipientKinds">To agencies of these kinds.</param>
/// <param name="Categories">These categories; empty means everything.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record CaseloadDeclination(DeclinationId Declination, IReadOnlyList<AgencyId> Recipients,
    IReadOnlyList<AgencyKind> RecipientKinds, IReadOnlyList<InformationCategory> Categories, DateTimeOffset RecordedAt);
