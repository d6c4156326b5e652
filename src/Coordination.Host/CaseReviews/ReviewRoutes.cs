using Coordination.Domain;
using Coordination.Host.Http;
using Coordination.Host.Security;

namespace Coordination.Host.CaseReviews;

/// <summary>Case reviews: calling, agenda, room, items, decisions, actions, minutes.</summary>
public static class ReviewRoutes
{
    public static IServiceCollection AddCaseReviews(this IServiceCollection services) => services
        .AddSingleton<CaseReviewIndex>().AddSingleton<PriorActionReader>().AddSingleton<ReviewReader>().AddSingleton<PacketQuery>().AddSingleton<MinutesQuery>()
        .AddFeatureJson(ReviewsJson.Default);

    public static IEndpointRouteBuilder MapCaseReviews(this IEndpointRouteBuilder routes)
    {
        MapFrame(routes.MapGroup("/v1/reviews").WithTags("Case reviews").RequireAuthorization(Policies.Coordinators));
        MapAgenda(routes.MapGroup("/v1/reviews/{review:guid}").WithTags("Case reviews").RequireAuthorization(Policies.Advocates));
        var team = routes.MapGroup("/v1/reviews/{review:guid}").WithTags("Case reviews").RequireAuthorization(Policies.Team);
        team.MapGet("/", ReviewQuery.Get).WithSummary("The review, as far as it is yours to know.");
        MapPapers(team);
        MapRoom(team);
        MapItems(team);
        MapOutcomes(team);
        return routes;
    }

    private static void MapFrame(RouteGroupBuilder group)
    {
        group.Making("/", FrameRoutes.Call, "Calls a meeting.");
        group.Changing("/{review:guid}/agenda", FrameRoutes.Publish, "Sends the agenda out: each invitee is told of what they are covered for.");
        group.Changing("/{review:guid}/order", FrameRoutes.Order, "Sets the order of all items that are still to be discussed.");
        group.Changing("/{review:guid}/items/{item:guid}/time", FrameRoutes.SetTime, "Gives an item a time of its own, in minutes.");
        group.Changing("/{review:guid}/replacements", FrameRoutes.Replace, "Invites a colleague of the same agency instead of a member.");
        group.Changing("/{review:guid}/move", FrameRoutes.Move, "Puts the meeting to another time or place, before it is opened. Whoever is invited finds that in their inbox.");
        group.Changing("/{review:guid}/call-off", FrameRoutes.CallOff, "Calls the meeting off, before it is opened.");
        group.Changing("/{review:guid}/open", FrameRoutes.Open, "Opens the meeting.");
        group.Changing("/{review:guid}/next", FrameRoutes.Next, "Sets when the team meets again.");
        group.Changing("/{review:guid}/close", FrameRoutes.Close, "Closes the meeting, when every item is closed and the minutes are agreed.");
    }

    private static void MapAgenda(RouteGroupBuilder group)
    {
        group.Making("/items", AgendaRoutes.Propose, "Brings a case of your agency, with a release that covers its review.");
        group.Changing("/items/{item:guid}/withdrawal", AgendaRoutes.Withdraw, "Takes an item of your agency off the agenda. Whoever was told of it is told that.");
        group.Changing("/items/{item:guid}/survivor-view", AgendaRoutes.StateView, "States the survivor's view, or that she chose not to give one.");
        group.Changing("/decisions/{decision:guid}/objection", OutcomeRoutes.Object, "Objects, for the survivor whom your agency serves, that a decision opposes her view and is not marked so. During the meeting, or after it.");
    }

    private static void MapPapers(RouteGroupBuilder group)
    {
        group.MapGet("/packet", (ReviewId review, Caller caller, PacketQuery papers, CancellationToken cancellation) => papers.Get(review, caller, cancellation)).WithSummary("What you may know before the meeting.");
        group.MapGet("/packet/page", (ReviewId review, Caller caller, PacketQuery papers, CancellationToken cancellation, string? zone = null) => papers.GetPage(review, caller, zone, cancellation)).WithSummary("The same, for paper: one HTML document without scripts, in the times of a zone; without one, of that of the task force.");
        group.MapGet("/minutes", (ReviewId review, Caller caller, MinutesQuery papers, CancellationToken cancellation) => papers.Get(review, caller, cancellation)).WithSummary("Minutes and actions for the files of your agency: of what it was covered for.");
        group.MapGet("/minutes/page", (ReviewId review, Caller caller, MinutesQuery papers, CancellationToken cancellation, string? zone = null) => papers.GetPage(review, caller, zone, cancellation)).WithSummary("The same, for paper: one HTML document without scripts, in the times of a zone; without one, of that of the task force.");
    }

    private static void MapRoom(RouteGroupBuilder group)
    {
        group.Changing("/statement", RoomRoutes.Sign, "Signs the confidentiality statement of this meeting.");
        group.Changing("/apologies", RoomRoutes.Apologise, "Says that you cannot come, with what the others should have.");
        group.Changing("/attendance", RoomRoutes.Attend, "Records that a member came. For the chair and the coordinator.");
        group.Changing("/departures", RoomRoutes.Leave, "Records that a member left the room. For the chair and the coordinator.");
        group.Changing("/returns", RoomRoutes.Return, "Records that a member came back. For the chair and the coordinator.");
        group.Changing("/chair", RoomRoutes.HandOver, "Lets another member lead the meeting from here on: because the chair leaves, or takes no part in an item. For the chair and the coordinator.");
        group.Changing("/items/{item:guid}/information", ItemRoutes.SendInformation, "Sends in what you know about an item, for those who may hear it.");
        group.Changing("/items/{item:guid}/conflict", RoomRoutes.DeclareConflict, "Declares a conflict of interest of your own.");
        group.Changing("/items/{item:guid}/recusal", RoomRoutes.Recuse, "You take no part in this item.");
    }

    private static void MapItems(RouteGroupBuilder group)
    {
        group.Changing("/items/{item:guid}/open", ItemRoutes.Open, "Opens an item, if everybody in the room may hear it now.");
        group.Changing("/items/{item:guid}/prior-actions", ItemRoutes.ReviewPriorActions, "Goes through the actions of earlier reviews of the case: all that are still to be done.");
        group.MapGet("/items/{item:guid}/prior-actions", PriorActionQuery.Get).Produces<PageOf<PriorActionAnswer>>().WithSummary("The actions of earlier reviews of the case, as far as they are yours to know.");
        group.Changing("/items/{item:guid}/options", ItemRoutes.ProposeOption, "Proposes something that the team could do.");
        group.Changing("/items/{item:guid}/minutes", ItemRoutes.WriteMinutes, "Writes down the minutes of an item that you heard, or writes them anew while nobody agreed.");
        group.Changing("/items/{item:guid}/minutes/agreement", ItemRoutes.AgreeMinutes, "Agrees to the minutes of an item that you heard.");
        group.Changing("/items/{item:guid}/close", ItemRoutes.Close, "Closes an item, discussed or not.");
    }

    private static void MapOutcomes(RouteGroupBuilder group)
    {
        group.Making("/items/{item:guid}/decisions", OutcomeRoutes.Decide, "Records what came of a motion, with its votes, if consent still covers everybody in the room: carried, tied or failed. Whether it follows the survivor's view is answered each time that she stated one.");
        group.Making("/items/{item:guid}/actions", OutcomeRoutes.Assign, "Asks a member to do something until a date.");
        group.Changing("/decisions/{decision:guid}/dissent", OutcomeRoutes.Dissent, "Records your dissent, in your own words.");
        group.Changing("/decisions/{decision:guid}/survivors-view", OutcomeRoutes.CorrectSurvivorsView, "Corrects whether a decision follows the survivor's view. What was recorded before stays in the record.");
        group.Changing("/decisions/{decision:guid}/superseded", OutcomeRoutes.Supersede, "Replaces a decision by a later one on the same item.");
        group.Changing("/decisions/{decision:guid}/supersedes", OutcomeRoutes.SupersedeEarlier, "This decision replaces one of an earlier review of the same case.");
        group.Changing("/actions/{action:guid}/completed", OutcomeRoutes.Complete, "The action was done.");
        group.Changing("/actions/{action:guid}/not-undertaken", OutcomeRoutes.NotUndertaken, "Nobody undertook the action.");
        group.Changing("/actions/{action:guid}/not-possible", OutcomeRoutes.NotPossible, "The action was overtaken by events.");
        group.Changing("/minutes", OutcomeRoutes.AgreeMinutes, "Records the minutes and who agreed to them; again, with the same minutes, who else did.");
    }

    private static void Making(this RouteGroupBuilder group, string pattern, Delegate handler, string summary) =>
        group.MapCommand<ReviewChange>(pattern, handler, StatusCodes.Status201Created).WithSummary(summary);

    private static void Changing(this RouteGroupBuilder group, string pattern, Delegate handler, string summary) =>
        group.MapCommand<ReviewChange>(pattern, handler, StatusCodes.Status200OK).WithSummary(summary);
}
