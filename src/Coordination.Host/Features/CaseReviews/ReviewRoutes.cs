namespace Coordination.Host.Features.CaseReviews;

/// <summary>Case reviews: calling, agenda, room, items, decisions, actions, minutes.</summary>
public static class ReviewRoutes
{
    public static IServiceCollection AddCaseReviews(this IServiceCollection services) => services
        .AddSingleton<PriorActionReader>().AddSingleton<ReviewReader>().AddSingleton<PacketQuery>().AddSingleton<MinutesQuery>()
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
        group.MapPost("/", MeetingRoutes.Call).Making("Calls a meeting.");
        group.MapPost("/{review:guid}/agenda", MeetingRoutes.Publish)
            .Changing("Sends the agenda out: each invitee is told of what they are covered for.");
        group.MapPost("/{review:guid}/order", MeetingRoutes.Order).Changing("Sets the order of all items that are still to be discussed.");
        group.MapPost("/{review:guid}/items/{item:guid}/time", MeetingRoutes.SetTime)
            .Changing("Gives an item a time of its own, in minutes.");
        group.MapPost("/{review:guid}/replacements", MeetingRoutes.Replace)
            .Changing("Invites a colleague of the same agency instead of a member.");
        group.MapPost("/{review:guid}/move", MeetingRoutes.Move)
            .Changing("Puts the meeting to another time or place, before it is opened. Whoever is invited finds that in their inbox.");
        group.MapPost("/{review:guid}/call-off", MeetingRoutes.CallOff).Changing("Calls the meeting off, before it is opened.");
        group.MapPost("/{review:guid}/open", MeetingRoutes.Open).Changing("Opens the meeting.");
        group.MapPost("/{review:guid}/next", MeetingRoutes.Next).Changing("Sets when the team meets again.");
        group.MapPost("/{review:guid}/close", MeetingRoutes.Close)
            .Changing("Closes the meeting, when every item is closed and the minutes are agreed.");
    }

    private static void MapAgenda(RouteGroupBuilder group)
    {
        group.MapPost("/items", AgendaRoutes.Propose).Making("Brings a case of your agency, with a release that covers its review.");
        group.MapPost("/items/{item:guid}/withdrawal", AgendaRoutes.Withdraw)
            .Changing("Takes an item of your agency off the agenda. Whoever was told of it is told that.");
        group.MapPost("/items/{item:guid}/survivor-view", AgendaRoutes.StateView)
            .Changing("States the survivor's view, or that she chose not to give one.");
        group.MapPost("/decisions/{decision:guid}/objection", OutcomeRoutes.Object)
            .Changing("Objects, for the survivor whom your agency serves, that a decision opposes her view and is not marked so. During " +
                "the meeting, or after it.");
    }

    private static void MapPapers(RouteGroupBuilder group)
    {
        group.MapGet("/packet", (ReviewId review, Caller caller, PacketQuery papers, CancellationToken cancellation) =>
            papers.Get(review, caller, cancellation)).WithSummary("What you may know before the meeting.");
        group.MapGet("/packet/page",
            (ReviewId review, Caller caller, PacketQuery papers, CancellationToken cancellation, string? zone = null) =>
                papers.GetPage(review, caller, zone, cancellation))
            .WithSummary("The same, for paper: one HTML document without scripts, in the times of a zone; without one, of that of the " +
                "task force.");
        group.MapGet("/minutes", (ReviewId review, Caller caller, MinutesQuery papers, CancellationToken cancellation) => papers.Get(review,
            caller, cancellation)).WithSummary("Minutes and actions for the files of your agency: of what it was covered for.");
        group.MapGet("/minutes/page",
            (ReviewId review, Caller caller, MinutesQuery papers, CancellationToken cancellation, string? zone = null) =>
                papers.GetPage(review, caller, zone, cancellation))
            .WithSummary("The same, for paper: one HTML document without scripts, in the times of a zone; without one, of that of the " +
                "task force.");
    }

    private static void MapRoom(RouteGroupBuilder group)
    {
        group.MapPost("/statement", RoomRoutes.Sign).Changing("Signs the confidentiality statement of this meeting.");
        group.MapPost("/apologies", RoomRoutes.Apologise).Changing("Says that you cannot come, with what the others should have.");
        group.MapPost("/attendance", RoomRoutes.Attend).Changing("Records that a member came. For the chair and the coordinator.");
        group.MapPost("/departures", RoomRoutes.Leave).Changing("Records that a member left the room. For the chair and the coordinator.");
        group.MapPost("/returns", RoomRoutes.Return).Changing("Records that a member came back. For the chair and the coordinator.");
        group.MapPost("/chair", RoomRoutes.HandOver)
            .Changing("Lets another member lead the meeting from here on: because the chair leaves, or takes no part in an item. For the " +
                "chair and the coordinator.");
        group.MapPost("/items/{item:guid}/information", ItemRoutes.SendInformation)
            .Changing("Sends in what you know about an item, for those who may hear it.");
        group.MapPost("/items/{item:guid}/conflict", RoomRoutes.DeclareConflict).Changing("Declares a conflict of interest of your own.");
        group.MapPost("/items/{item:guid}/recusal", RoomRoutes.Recuse).Changing("You take no part in this item.");
    }

    private static void MapItems(RouteGroupBuilder group)
    {
        group.MapPost("/items/{item:guid}/open", ItemRoutes.Open).Changing("Opens an item, if everybody in the room may hear it now.");
        group.MapPost("/items/{item:guid}/prior-actions", ItemRoutes.ReviewPriorActions)
            .Changing("Goes through the actions of earlier reviews of the case: all that are still to be done.");
        group.MapGet("/items/{item:guid}/prior-actions", PriorActionQuery.Get).Produces<PageOf<PriorActionAnswer>>()
            .WithSummary("The actions of earlier reviews of the case, as far as they are yours to know.");
        group.MapPost("/items/{item:guid}/options", ItemRoutes.ProposeOption).Changing("Proposes something that the team could do.");
        group.MapPost("/items/{item:guid}/minutes", ItemRoutes.WriteMinutes)
            .Changing("Writes down the minutes of an item that you heard, or writes them again while nobody agreed.");
        group.MapPost("/items/{item:guid}/minutes/agreement", ItemRoutes.AgreeMinutes)
            .Changing("Agrees to the minutes of an item that you heard.");
        group.MapPost("/items/{item:guid}/close", ItemRoutes.Close).Changing("Closes an item, discussed or not.");
    }

    private static void MapOutcomes(RouteGroupBuilder group)
    {
        group.MapPost("/items/{item:guid}/decisions", OutcomeRoutes.Decide)
            .Making("Records what came of a motion, with its votes, if consent still covers everybody in the room: carried, tied or " +
                "failed. Whether it follows the survivor's view is answered each time that she stated one.");
        group.MapPost("/items/{item:guid}/actions", OutcomeRoutes.Assign).Making("Asks a member to do something until a date.");
        group.MapPost("/decisions/{decision:guid}/dissent", OutcomeRoutes.Dissent).Changing("Records your dissent, in your own words.");
        group.MapPost("/decisions/{decision:guid}/survivors-view", OutcomeRoutes.CorrectSurvivorsView)
            .Changing("Corrects whether a decision follows the survivor's view. What was recorded before stays in the record.");
        group.MapPost("/decisions/{decision:guid}/superseded", OutcomeRoutes.Supersede)
            .Changing("Replaces a decision by a later one on the same item.");
        group.MapPost("/decisions/{decision:guid}/supersedes", OutcomeRoutes.SupersedeEarlier)
            .Changing("This decision replaces one of an earlier review of the same case.");
        group.MapPost("/actions/{action:guid}/completed", OutcomeRoutes.Complete).Changing("The action was done.");
        group.MapPost("/actions/{action:guid}/not-undertaken", OutcomeRoutes.NotUndertaken).Changing("Nobody undertook the action.");
        group.MapPost("/actions/{action:guid}/not-possible", OutcomeRoutes.NotPossible).Changing("The action was overtaken by events.");
        group.MapPost("/minutes", OutcomeRoutes.AgreeMinutes)
            .Changing("Records the minutes and who agreed to them; again, with the same minutes, who else did.");
    }

    private static void Making(this RouteHandlerBuilder route, string summary) =>
        route.AsCommand<ReviewChange>(StatusCodes.Status201Created).WithSummary(summary);

    private static void Changing(this RouteHandlerBuilder route, string summary) =>
        route.AsCommand<ReviewChange>(StatusCodes.Status200OK).WithSummary(summary);
}
