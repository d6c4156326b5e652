using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Http;
using Coordination.Host.Security;

namespace Coordination.Host.Consent;

/// <summary>What a release alone does not give: a waiver of privilege, a shelter operator's authorisation, conditions that are met.</summary>
internal static class PermissionRoutes
{
    public static void MapPermissions(this IEndpointRouteBuilder group)
    {
        group.MapPost("/privilege-waivers", Waive).AsCommand().WithSummary("She waives her privilege herself, in writing, for these items (CG-27). It opens nothing without a release.");
        group.MapPost("/privilege-waivers/withdraw", Withdraw).AsCommand().WithSummary("She takes a waiver back, in any form.").OpenTo(AgencyStanding.Left);
        group.MapPost("/shelter-authorisations", Authorise).AsCommand().WithSummary("The written authorisation of a shelter's operator (CG-36). It opens nothing without a release.");
        group.MapPost("/told-beforehand", Tell).AsCommand().WithSummary("She was told of a disclosure before it is made (CG-37).");
        group.MapPost("/trial-status", RecordTrial).AsCommand().WithSummary("Whether a trial is pending (CG-37).");
    }

    private static Task<IResult> Waive(SurvivorId survivor, PrivilegeWaiverRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new WaivePrivilege(body.Recipients, body.Items, body.Signature.Signature(work.Now), work.Actor.Person, work.Now), state));

    private static Task<IResult> Withdraw(SurvivorId survivor, PrivilegeWithdrawalRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(new WithdrawPrivilegeWaiver(body.Items, work.Actor.Person, body.Through), state));

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
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new TellBeforehand(body.Disclosure, work.Actor.Person, body.Through, body.ToldAt ?? work.Now, work.Now), state), body.ToldAt);

    private static Task<IResult> RecordTrial(SurvivorId survivor, TrialStatusRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => PermissionDecider.Decide(
            new RecordTrialStatus(body.Pending, work.Actor.Person, body.AsOf ?? work.Now, work.Now), state), body.AsOf);
}
