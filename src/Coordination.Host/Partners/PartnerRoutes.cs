using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Partners;

/// <summary>Partner agencies, for those who run the task force. Joining and leaving changes the membership in the same append.</summary>
public static class PartnerRoutes
{
    public static IServiceCollection AddPartners(this IServiceCollection services) => services
        .AddSingleton<ConcernTurns>()
        .AddFeatureJson(PartnersJson.Default).AddFeatureJson(ConcernsJson.Default);

    public static IEndpointRouteBuilder MapPartners(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/agencies").WithTags("Agencies").RequireAuthorization(Policies.Office);
        group.MapPost("/", Join).AsCreation().WithSummary("An agency joins the task force and becomes a member.");
        group.MapGet("/{agency}", Get).WithSummary("An agency: its kind, standing, agreements and trained people.");
        group.MapPost("/{agency}/profiles", SetProfiles).AsCommand().WithSummary("Sets which bodies of law bind the agency, from now or a later instant on.");
        group.MapPost("/{agency}/agreements", SignAgreement).AsCommand().WithSummary("The agency signs the agreement.");
        group.MapPost("/{agency}/agreements/end", EndAgreement).AsCommand().WithSummary("Ends an agreement before its time.");
        group.MapPost("/{agency}/trainings", RecordTraining).AsCommand().WithSummary("A person of the agency completed the confidentiality training.");
        group.MapPost("/{agency}/suspend", Suspend).AsCommand().WithSummary("Suspends the agency's standing: nothing goes to it or comes from it.");
        group.MapPost("/{agency}/restore", Restore).AsCommand().WithSummary("Restores the agency's standing.");
        group.MapPost("/{agency}/leave", Leave).AsCommand().WithSummary("The agency leaves the task force.");
        ConcernRoutes.Map(routes);
        return routes;
    }

    private static Task<IResult> Join(JoinRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(PartnerStream.Definition, body.Agency);
        var taskForce = await work.Load(TaskForceStream.Definition);
        work.Record(PartnerStream.Definition, body.Agency, PartnerDecider.Decide(new JoinTaskForce(body.Agency, body.Name, body.Kind, body.Profiles), state));
        work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new AddMemberAgency(body.Agency), taskForce));
        return work.Created(PartnerStream.Definition, body.Agency, $"/v1/agencies/{body.Agency}");
    });

    private static Task<IResult> SetProfiles(AgencyId agency, ProfilesRequest body, CommandCall call) =>
        Change(call, agency, (state, now) => PartnerDecider.Decide(new SetProfiles(body.Profiles, body.EffectiveFrom, now) { FoundBy = FindingOf(body.FoundBy, call) }, state));

    private static ProfileFinding? FindingOf(ProfileFindingRequest? found, CommandCall call) =>
        found is null ? null : new ProfileFinding(call.Caller.Actor.Person, found.Advice, found.LookAgainAt);

    private static Task<IResult> SignAgreement(AgencyId agency, AgreementRequest body, CommandCall call) =>
        Change(call, agency, (state, now) => PartnerDecider.Decide(new SignAgreement(body.Reference, body.Starts ?? now, body.Ends), state));

    private static Task<IResult> EndAgreement(AgencyId agency, AgreementEndRequest body, CommandCall call) =>
        Change(call, agency, (state, _) => PartnerDecider.Decide(new EndAgreement(body.Reference, body.Reason), state));

    private static Task<IResult> RecordTraining(AgencyId agency, TrainingRequest body, CommandCall call) =>
        Change(call, agency, (state, now) => PartnerDecider.Decide(new RecordTraining(body.Person, body.CompletedAt ?? now, body.ValidUntil, now), state));

    private static Task<IResult> Suspend(AgencyId agency, ReasonRequest body, CommandCall call) =>
        Change(call, agency, (state, _) => PartnerDecider.Decide(new SuspendStanding(body.Reason), state));

    private static Task<IResult> Restore(AgencyId agency, ReasonRequest body, CommandCall call) =>
        Change(call, agency, (state, _) => PartnerDecider.Decide(new RestoreStanding(body.Reason), state));

    private static Task<IResult> Leave(AgencyId agency, ReasonRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(PartnerStream.Definition, agency);
        var taskForce = await work.Load(TaskForceStream.Definition);
        work.Record(PartnerStream.Definition, agency, PartnerDecider.Decide(new LeaveTaskForce(body.Reason), state));
        work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new RemoveMemberAgency(agency), taskForce));
        return work.Changed(PartnerStream.Definition, agency);
    });

    private static Task<IResult> Change(CommandCall call, AgencyId agency, Func<PartnerPosition, DateTimeOffset, Decision<PartnerEvent>> decide) => call.Run(async work =>
    {
        var state = await work.Load(PartnerStream.Definition, agency);
        work.Record(PartnerStream.Definition, agency, decide(state, work.Now));
        return work.Changed(PartnerStream.Definition, agency);
    });

    private static async Task<Results<Reply<AgencyAnswer>, ProblemResult>> Get(AgencyId agency, StateReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(PartnerStream.Definition, agency, cancellation);
        var now = time.GetUtcNow();
        return state switch
        {
            PartnerPosition.Partner partner => Reply.Revealing(AnswerOf(partner, partner.IsInStanding(agency, now), hasLeft: false, now), version),
            PartnerPosition.Former former => Reply.Revealing(AnswerOf(former.Was, inStanding: false, hasLeft: true, now), version),
            _ => Problems.NotFound.With(),
        };
    }

    private static AgencyAnswer AnswerOf(PartnerPosition.Partner partner, bool inStanding, bool hasLeft, DateTimeOffset now) => new(
        partner.Agency, partner.Name, partner.Kind, partner.BoundBy(now), partner.ProfilesAt(now).AreKnown, partner.ProfilesAt(now).List(),
        [new(null, partner.ProfilesAtJoining, null), .. partner.ProfileSettings.Select(set => new ProfilesAnswer(set.EffectiveFrom, set.Profiles, set.FoundBy))],
        inStanding, hasLeft, partner.SuspendedBecause, partner.Agreements,
        [.. partner.Trainings.OrderBy(t => t.Key.Value, StringComparer.Ordinal).Select(t => new TrainingAnswer(t.Key, t.Value.CompletedAt, t.Value.ValidUntil))]);
}
