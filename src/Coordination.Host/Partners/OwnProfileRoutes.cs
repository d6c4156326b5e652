using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Partners;

/// <summary>Which bodies of law bind the caller's own agency: its people see what the office recorded, also for later, and its counsel or administrator says what is right.</summary>
internal static class OwnProfileRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/v1/me/profiles").WithTags("Me").RequireAuthorization(Policies.Staff).OpenTo(AgencyStanding.Left);
        staff.MapGet("/", Get).WithSummary("Which bodies of law bind your agency as it is recorded: now, before, and from a later date on.");
        var own = routes.MapGroup("/v1/me/profiles").WithTags("Me").RequireAuthorization(Policies.OwnLaw);
        own.MapPost("/", Set).AsCommand().WithSummary("Says which bodies of law bind your agency, from now or a later instant on. Whoever says it for the agency also drops one at once.");
    }

    private static Task<IResult> Set(ProfilesRequest body, CommandCall call) => call.Run(async work =>
    {
        var agency = work.Actor.Agency;
        var state = await work.Load(PartnerStream.Definition, agency);
        var command = new SetProfiles(body.Profiles, body.EffectiveFrom, work.Now) { FoundBy = PartnerRoutes.FindingOf(body.FoundBy, call), SaidByItself = true };
        work.Record(PartnerStream.Definition, agency, PartnerDecider.Decide(command, state));
        return work.Changed(PartnerStream.Definition, agency);
    });

    private static async Task<Results<Reply<OwnProfilesAnswer>, ProblemResult>> Get(Caller caller, StateReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(PartnerStream.Definition, caller.Agency, cancellation);
        if ((state as PartnerPosition.Partner ?? (state as PartnerPosition.Former)?.Was) is not { } partner)
            return Problems.NotFound.With();
        var now = time.GetUtcNow();
        return Reply.Revealing(
            new OwnProfilesAnswer(partner.Agency, partner.Kind, partner.BoundBy(now), partner.ProfilesAt(now).AreKnown, partner.ProfilesAt(now).List(), PartnerRoutes.HistoryOf(partner), partner.ProfilesChangeAfter(now)), version);
    }
}
