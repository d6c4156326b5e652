using Coordination.Domain.Disclosures;

namespace Coordination.Host.Features.Disclosures;

/// <summary>
/// Requests for information. Nothing about any person is looked up, so a known and an unknown person get the same answer
/// by the same steps, at the same pace.
/// </summary>
internal static class RequesterRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/disclosure-requests").WithTags("Disclosures").RequireAuthorization(Policies.Team);
        group.MapPost("/", Ask).AsCommand<ReceivedAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Asks another agency for information about somebody. The answer is the same whether or not they know the person.");
    }

    private static Task<IResult> Ask(AskRequest body, CommandCall call)
    {
        var disclosure = new DisclosureId(call.NewId());
        return call.Run(async work =>
        {
            var discloser = await work.Load(PartnerStream.Definition, body.Discloser);
            var state = work.Begin(DisclosureStream.Definition, disclosure);
            if (discloser is PartnerPosition.Unknown)
                return new Refusal(RefusalReason.InvalidInput, "No agency of the task force has this name.", "discloser");
            var command = new RequestDisclosure(work.Actor, disclosure, body.Discloser, body.Purpose, body.Categories,
                body.About, body.Basis);
            work.Record(DisclosureStream.Definition, disclosure, RequestDecider.Decide(command, state));
            return Answer.Taken(DisclosureAnswers.Received(disclosure), DisclosuresJson.Default.ReceivedAnswer,
                $"/v1/disclosures/{disclosure}");
        });
    }
}
