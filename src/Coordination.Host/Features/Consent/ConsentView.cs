using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;

namespace Coordination.Host.Features.Consent;

/// <summary>Shows a consent record to those who hold it.</summary>
internal static class ConsentView
{
    public static ConsentAnswer Of(SurvivorId survivor, ConsentPosition state, TaskForceState taskForce,
        IReadOnlyDictionary<ReleaseId, ReleaseNow> standing, DateTimeOffset now) => new(
        survivor,
        [.. state.Releases.Select(release => Of(release, state, taskForce, standing[release.Id], now))],
        [.. state.Notices.Select(notice => notice.Given)],
        [.. state.Declinations.Select(declination => declination.Said)],
        Of(state.Minority, taskForce, now),
        state.LegallyIncapacitated,
        [.. state.Guardians.OrderBy(g => g.Key.Value)
            .Select(g => new GuardianAnswer(g.Key, g.Value.Capacity, g.Value.IsDisqualified, g.Value.Agencies, g.Value.MayConsent,
                g.Value.Appointment))],
        state.ReleasesContinueAfterDeath,
        state.DiedAt,
        state.Waivers,
        state.ShelterAuthorisations,
        state.TrialPending,
        state.Merger?.With ?? [],
        state.ServedWithoutGuardian,
        state.MinorCapacity,
        state.ProtectionWaiver,
        [.. state.RepresentedTogetherBy.OrderBy(agency => agency.Value, StringComparer.Ordinal)],
        [.. state.AdvisedAlone.OrderBy(advice => advice.Key.Value, StringComparer.Ordinal)
            .Select(advice => new AdviceAnswer(advice.Key, advice.Value))]);

    private static MinorityAnswer Of(Minority age, TaskForceState taskForce, DateTimeOffset now) => new(
        AgeOfMajority.IsUnderEighteen(age.UnderEighteen, age.EighteenFrom, now), age.Emancipated, age.MayReceiveServiceAlone, age.Services,
        age.EighteenFrom, age.IsMinorAt(now, taskForce));

    private static ReleaseAnswer Of(Release release, ConsentPosition state, TaskForceState taskForce,
        ReleaseNow standing, DateTimeOffset now)
    {
        var lacks = release.IsOpenAt(now) && release.LacksSecondSignatureAt(now, state, taskForce);
        var inForce = standing.Holds;
        return new ReleaseAnswer(
            release.Id,
            StandingOf(release, now),
            inForce,
            inForce ? (int)(release.EndsAt!.Value - now).TotalDays : null,
            release.Terms,
            release.Signatures,
            release.WarningsAcknowledged,
            release.Renews)
        {
            KeepsBeside = release.KeepsBeside is { Count: > 0 } kept ? kept : null,
            LacksSecondSignature = lacks ? true : null,
            Obstacles = standing.Obstacles is { Count: > 0 } obstacles ? obstacles : null,
            ToldFirst = standing.ToldFirst,
        };
    }

    private static ReleaseStanding StandingOf(Release release, DateTimeOffset now) => release.State switch
    {
        ReleaseState.Active => now >= release.Terms.Expires ? ReleaseStanding.Expired : ReleaseStanding.Active,
        ReleaseState.Revoked => ReleaseStanding.Revoked,
        ReleaseState.Expired => ReleaseStanding.Expired,
        ReleaseState.Void => ReleaseStanding.Void,
        ReleaseState.Superseded => ReleaseStanding.Superseded,
        _ => throw new UnreachableException(),
    };
}

/// <summary>A survivor's consent, for the agency that serves her.</summary>
public sealed record ConsentAnswer(
    SurvivorId Survivor,
    IReadOnlyList<ReleaseAnswer> Releases,
    IReadOnlyList<NoticeGiven> Notices,
    IReadOnlyList<ConsentDeclined> Refusals,
    MinorityAnswer Minority,
    bool LegallyIncapacitated,
    IReadOnlyList<GuardianAnswer> Guardians,
    bool? ReleasesContinueAfterDeath,
    DateTimeOffset? DiedAt,
    IReadOnlyList<PrivilegeWaived> PrivilegeWaivers,
    IReadOnlyList<ShelterLocationAuthorised> ShelterAuthorisations,
    bool? TrialPending,
    IReadOnlyList<SurvivorId> MergedWith,
    bool ServedWithoutGuardian,
    MinorCapacityFound? MinorCapacity,
    ProtectionWaived? ProtectionWaiver,
    IReadOnlyList<AgencyId> RepresentedTogetherBy,
    IReadOnlyList<AdviceAnswer> AdvisedAlone);

/// <summary>When she was first advised alone about releases to or from an agency.</summary>
public sealed record AdviceAnswer(AgencyId Agency, DateTimeOffset AdvisedAt);

/// <summary>The words of notices in one language.</summary>
public sealed record NoticeWordsAnswer(NoticeLanguage Language, IReadOnlyList<RecipientWordsAnswer> Recipients);

/// <summary>What is said before a release to an agency of this kind, in order.</summary>
public sealed record RecipientWordsAnswer(AgencyKind Recipient, IReadOnlyList<NoticeSaying> Sayings);

/// <summary>What of her age matters for signatures, at the moment of asking.</summary>
public sealed record MinorityAnswer(
    bool UnderEighteen, bool Emancipated, bool MayReceiveServiceAlone, IReadOnlyList<GoalKind>? Services, DateTimeOffset? EighteenFrom,
    bool IsUnemancipatedMinor);

/// <summary>A release as it stands.</summary>
/// <param name="Release">Its id.</param>
/// <param name="State">What became of it.</param>
/// <param name="InForce">Whether something would go under it at this instant, to one of its agencies at least: the gate is asked. Where
/// not, the obstacles say why.</param>
/// <param name="DaysLeft">Whole days until it ends; null when it does not hold.</param>
/// <param name="Terms">What it permits, after all narrowing.</param>
/// <param name="Signatures">Who signed.</param>
/// <param name="WarningsAcknowledged">What was acknowledged.</param>
/// <param name="Renews">The release from which it goes on.</param>
public sealed record ReleaseAnswer(
    ReleaseId Release,
    ReleaseStanding State,
    bool InForce,
    int? DaysLeft,
    ReleaseTerms Terms,
    IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged,
    ReleaseId? Renews)
{
    /// <summary>Older releases of which she said that they go on beside this one; left out where there are none.</summary>
    public IReadOnlyList<ReleaseId>? KeepsBeside { get; init; }

    /// <summary>
    /// True where she is a minor who does not lawfully receive these services alone, or may be one as far as anybody recorded, and nobody
    /// who may sign with her has: nothing goes under it until it is signed again with that signature (CG-09). Left out otherwise. A table
    /// of the law that is loaded later can make it so.
    /// </summary>
    public bool? LacksSecondSignature { get; init; }

    /// <summary>Why nothing goes under it now, or nothing to one of its agencies, and what can be done; left out where there is no such
    /// thing.</summary>
    public IReadOnlyList<ReleaseObstacle>? Obstacles { get; init; }

    /// <summary>That she is told of each disclosure first, as she asked; left out otherwise.</summary>
    public string? ToldFirst { get; init; }
}

/// <summary>What became of a release.</summary>
[JsonConverter(typeof(NameConverter<ReleaseStanding>))]
public enum ReleaseStanding
{
    Active,
    Revoked,
    Expired,
    /// <summary>It never was valid.</summary>
    Void,
    Superseded,
}

/// <summary>A parent or guardian, or somebody else who may sign for her.</summary>
public sealed record GuardianAnswer(GuardianId Guardian, SignerCapacity Capacity, bool Disqualified, IReadOnlyList<AgencyId> Agencies,
    bool MayConsent, Appointment? Appointment = null);

/// <summary>What a release that is not yet signed would open.</summary>
/// <param name="Refusal">Why it could not be captured as it is; null when it could.</param>
/// <param name="Opens">Agency by agency and purpose by purpose: what the gate would say.</param>
/// <param name="CannotBeCalledBack">Recipients whose files may reach others in ways that no recall undoes.</param>
public sealed record PreviewAnswer(PreviewRefusal? Refusal, IReadOnlyList<OpeningAnswer> Opens, IReadOnlyList<AgencyId> CannotBeCalledBack)
{
    /// <summary>Older releases that give the same agency more. She has to say what becomes of them: they go on beside this one, or are
    /// taken back with it.</summary>
    public required IReadOnlyList<ReleaseId> Older { get; init; }
}

/// <summary>Why a release could not be captured.</summary>
public sealed record PreviewRefusal(RefusalReason Reason, string Message, string? Field);

/// <summary>What would open for one agency, for one purpose.</summary>
public sealed record OpeningAnswer(AgencyId Agency, PersonId? Person, Purpose Purpose, DateTimeOffset From, DateTimeOffset? Until,
    Outcome Outcome, IReadOnlyList<OpeningLine> Lines, IReadOnlyList<Obligation> Obligations);

/// <summary>One category, or one item of it.</summary>
/// <param name="Category">The category.</param>
/// <param name="Item">The item; null for the category as a whole.</param>
/// <param name="Outcome">What the gate would say.</param>
/// <param name="Mode">In which mode it would go.</param>
/// <param name="Findings">The rules that would decide.</param>
/// <param name="LeftOut">Whose part would be left out, by their places in the item; null for nobody, and where no case was named
/// (CG-39).</param>
public sealed record OpeningLine(InformationCategory Category, RecordItemId? Item, Outcome Outcome, SharingMode? Mode,
    IReadOnlyList<RuleFinding> Findings, IReadOnlyList<int>? LeftOut);

[JsonSerializable(typeof(NoticeRequest))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(NarrowRequest))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(VoidRequest))]
[JsonSerializable(typeof(DeclineRequest))]
[JsonSerializable(typeof(MinorityRequest))]
[JsonSerializable(typeof(CapacityRequest))]
[JsonSerializable(typeof(MinorCapacityRequest))]
[JsonSerializable(typeof(GuardianRequest))]
[JsonSerializable(typeof(DeathInstructionRequest))]
[JsonSerializable(typeof(DeathRequest))]
[JsonSerializable(typeof(DeathWithdrawalRequest))]
[JsonSerializable(typeof(PrivilegeWaiverRequest))]
[JsonSerializable(typeof(PrivilegeWithdrawalRequest))]
[JsonSerializable(typeof(ProtectionWaiverRequest))]
[JsonSerializable(typeof(ProtectionWithdrawalRequest))]
[JsonSerializable(typeof(JointRepresentationRequest))]
[JsonSerializable(typeof(IndependentAdviceRequest))]
[JsonSerializable(typeof(ShelterAuthorisationRequest))]
[JsonSerializable(typeof(ToldRequest))]
[JsonSerializable(typeof(TrialStatusRequest))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(SeparateRequest))]
[JsonSerializable(typeof(MergePreviewAnswer))]
[JsonSerializable(typeof(ConsentAnswer))]
[JsonSerializable(typeof(NoticeWordsAnswer))]
[JsonSerializable(typeof(PreviewAnswer))]
[JsonSerializable(typeof(ComparisonAnswer))]
internal sealed partial class ConsentJson : JsonSerializerContext;
