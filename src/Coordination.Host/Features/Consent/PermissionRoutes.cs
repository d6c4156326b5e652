using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;

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
