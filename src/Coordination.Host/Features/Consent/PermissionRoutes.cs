using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Services;

namespace Coordination.Host.Features.Consent;

/// <summary>What a release alone does not give: waivers, a shelter operator's authorisation, advice of her own, conditions that are
/// met.</summary>
internal static class PermissionRoutes
{
    public static void MapPermissions(this IEndpointRouteBuilder group)
    {
        group.MapPost("/privilege-waivers", Waive).AsCommand()
            .WithSummary("She waives her privilege herself, in writing, for these items (CG-27). It opens nothing without a release.");
        group.MapPost("/privilege-waivers/withdraw", Withdraw).AsCommand().WithSummary("She takes a waiver back, in any form.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/protection-waiver", WaiveProtection).AsCommand()
            .WithSummary("She waives herself, in writing and as an adult, what 8 USC 1367 protects her by (CG-29). It opens nothing " +
                "without a release.");
        group.MapPost("/protection-waiver/withdraw", WithdrawProtection).AsCommand().WithSummary("She takes that waiver back, in any form.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/joint-representation", RecordJoint).AsCommand()
            .WithSummary("Whether an agency represents her together with somebody else: then she is advised alone before she signs a " +
                "release to or from it (CG-47).");
        group.MapPost("/independent-advice", Advise).AsCommand()
            .WithSummary("Somebody who represents nobody else in the matter advised her alone (CG-47).");
        group.MapPost("/shelter-authorisations", Authorise).AsCommand()
            .WithSummary("The written authorisation of a shelter's operator (CG-36). It opens nothing without a release.");
        group.MapPost("/told-beforehand", Tell).AsCommand().WithSummary("She was told of a disclosure before it is made (CG-37).");
        group.MapPost("/trial-status", RecordTrial).AsCommand().WithSummary("Whether a trial is pending (CG-37).");
    }

    private static Task<IResult> Waive(SurvivorId survivor, PrivilegeWaiverRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new WaivePrivilege(body.Recipients, body.Items, body.Signature.Signature(work.Now), work.Actor.Person, work.Now), state));

    private static Task<IResult> Withdraw(SurvivorId survivor, PrivilegeWithdrawalRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) =>
            PermissionDecider.Decide(new WithdrawPrivilegeWaiver(body.Items, work.Actor.Person, body.Through), state));

    private static Task<IResult> WaiveProtection(SurvivorId survivor, ProtectionWaiverRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new WaiveProtection(body.Signature.Signature(work.Now), body.EverybodyConcernedWaived, work.Actor.Person, work.Now), state));

    private static Task<IResult> WithdrawProtection(SurvivorId survivor, ProtectionWithdrawalRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) =>
            PermissionDecider.Decide(new WithdrawProtectionWaiver(work.Actor.Person, body.Through), state));

    private static Task<IResult> RecordJoint(SurvivorId survivor, JointRepresentationRequest body, CommandCall call) =>
        call.Change(survivor, async (work, state) => await work.FirstUnknown([body.Agency], "agency") is { } unknown
            ? unknown with { Field = "agency" }
            : PermissionDecider.Decide(new RecordJointRepresentation(body.Agency, body.Together, work.Actor.Person), state));

    private static Task<IResult> Advise(SurvivorId survivor, IndependentAdviceRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new RecordIndependentAdvice(body.Agency, body.AdvisedAt ?? work.Now, work.Actor.Person, work.Now), state), body.AdvisedAt);

    private static Task<IResult> Authorise(SurvivorId survivor, ShelterAuthorisationRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(new AuthoriseShelterLocation
        {
            Operator = body.Operator,
            Recipients = body.Recipients,
            SignedAt = body.SignedAt,
            Expires = body.Expires,
            CapturedBy = work.Actor.Person,
            At = work.Now,
        }, state));

    private static Task<IResult> Tell(SurvivorId survivor, ToldRequest body, CommandCall call) =>
        call.Change(survivor, async (work, state) =>
            Telling.Refused((await call.LoadOwn(work, body.Disclosure)).Matter, body.ToldAt ?? work.Now, "toldAt") is { } forbidden
            ? forbidden
            : PermissionDecider.Decide(new TellBeforehand(body.Disclosure, work.Actor.Person, body.Through, body.ToldAt ?? work.Now,
                work.Now), state), body.ToldAt);

    private static Task<IResult> RecordTrial(SurvivorId survivor, TrialStatusRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new RecordTrialStatus(body.Pending, work.Actor.Person, body.AsOf ?? work.Now, work.Now), state), body.AsOf);
}

/// <summary>Her own waiver of her privilege, in writing, for these items towards these agencies.</summary>
public sealed record PrivilegeWaiverRequest(IReadOnlyList<AgencyId> Recipients, IReadOnlyList<RecordItemId> Items,
    SignatureRequest Signature);

/// <summary>She takes a waiver back, through any channel.</summary>
public sealed record PrivilegeWithdrawalRequest(IReadOnlyList<RecordItemId> Items, Channel Through);

/// <summary>Her own waiver, in writing, of what 8 USC 1367 protects her by, and whether every other adult whom it concerns waived it,
/// too.</summary>
public sealed record ProtectionWaiverRequest(SignatureRequest Signature, bool EverybodyConcernedWaived);

/// <summary>She takes that waiver back, through any channel.</summary>
public sealed record ProtectionWithdrawalRequest(Channel Through);

/// <summary>Whether an agency represents or serves her together with somebody else in the matter.</summary>
public sealed record JointRepresentationRequest(AgencyId Agency, bool Together);

/// <summary>Somebody who represents nobody else in the matter advised her alone about releases to or from this agency. Without
/// <paramref name="AdvisedAt"/>: now.</summary>
public sealed record IndependentAdviceRequest(AgencyId Agency, DateTimeOffset? AdvisedAt);

/// <summary>The written authorisation of a shelter's operator. A newer one about the same agency replaces it.</summary>
public sealed record ShelterAuthorisationRequest(AgencyId Operator, IReadOnlyList<AgencyId> Recipients, DateTimeOffset SignedAt,
    DateTimeOffset Expires);

/// <summary>She was told of this disclosure before it is made. Without <paramref name="ToldAt"/>: now.</summary>
public sealed record ToldRequest(DisclosureId Disclosure, Channel Through, DateTimeOffset? ToldAt);

/// <summary>Whether a trial is pending. Without <paramref name="AsOf"/>: now.</summary>
public sealed record TrialStatusRequest(bool Pending, DateTimeOffset? AsOf);

/// <summary>
/// A signature. One in ink carries its date; an electronic one without a date is made now. Where a disability prevents one, the method is
/// oral, it carries its date, and <paramref name="Accommodation"/> says what was done instead: only where the rules in force go by what
/// binds each agency.
/// </summary>
public sealed record SignatureRequest(SignerCapacity Capacity, SignatureMethod Method, DateTimeOffset? SignedAt, GuardianId? Guardian,
    AccommodationRequest? Accommodation = null);

/// <summary>What was done instead of a signature, and who saw it: somebody else than who sends this.</summary>
public sealed record AccommodationRequest(Sensitive<string> How, PersonId Witness);
