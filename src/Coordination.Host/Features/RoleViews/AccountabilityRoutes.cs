using Coordination.Domain.Readings;
using Coordination.Host.Platform.Http.Identifiers;
using Coordination.Projections.Accountability;

namespace Coordination.Host.Features.RoleViews;

/// <summary>What agencies answer for: for coordinators of the coordinating agency, and for auditors.</summary>
internal static class AccountabilityRoutes
{
    private const string Agencies = "Agencies by name: standing, concerns, refused conditions, signs of pressure, harm seen in its " +
        "operations. Status: outside, member, suspended, left.";
    private const string Recalls = "Copies that were asked back and not answered, the longest due first. dueBefore: those due before, " +
        "such as now for what is overdue.";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var office = routes.MapGroup("/v1/accountability").WithTags("Views").RequireAuthorization(Policies.Coordinators);
        office.MapGet("/agencies", OfAgencies).Produces<PageOf<AgencyAccountAnswer>>().WithSummary(Agencies);
        office.MapGet("/recalls", OfRecalls).Produces<PageOf<RecallAccountAnswer>>().WithSummary(Recalls);
        var auditors = routes.MapGroup("/v1/audit/accountability").WithTags("Audit").RequireAuthorization(Policies.Auditors)
            .WithMetadata(new LogsOwnIdentifiers()).RecordReadings();
        auditors.MapGet("/agencies", OfAgencies).Reads(ReadingKind.View).Produces<PageOf<AgencyAccountAnswer>>().WithSummary(Agencies);
        auditors.MapGet("/recalls", OfRecalls).Reads(ReadingKind.View).Produces<PageOf<RecallAccountAnswer>>().WithSummary(Recalls);
    }

    private static async Task<IResult> OfAgencies([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<AgencyAccount, AgencyAccountAnswer>(Of(caller, AccountKinds.Agency)
            with
        { Known = ViewOf.StatesOf<AccountStanding>() }, page, AgencyAccountAnswer.Of, cancellation));

    private static async Task<IResult> OfRecalls([AsParameters] AgencyPageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        return ViewReply.Of(await pages.Page<RecallAccount, RecallAccountAnswer>(
            OpenRecalls(caller), page, r => new(r.Disclosure, r.Agency, r.Due!.Value, r.Due <= now), cancellation));
    }

    /// <summary>What was asked back and not answered.</summary>
    internal static ViewOf OpenRecalls(Caller caller) => Of(caller, AccountKinds.Recall) with { Statuses = ["open"] };

    private static ViewOf Of(Caller caller, string kind) => new(AllProjections.Accountability, Compartment.TaskForce, caller.Person, kind);
}

/// <summary>An agency.</summary>
public sealed record AgencyAccountAnswer(
    AgencyId Agency, AccountStanding Standing, Sensitive<string>? Because, IReadOnlyList<AccountConcern> Concerns,
    IReadOnlyList<RefusedCondition> RefusedConditions, IReadOnlyList<PressureSignal> Signals,
    IReadOnlyList<HarmInOperation> HarmsSeen, IReadOnlyList<LateRecall> LateRecalls, AgencyId? PartOf)
{
    internal static AgencyAccountAnswer Of(AgencyAccount a) =>
        new(a.Agency, a.Standing, a.Because, a.Concerns, a.RefusedConditions, a.Signals, a.HarmsSeen, a.LateRecalls, a.PartOf);
}

/// <summary>A copy that was asked back from an agency.</summary>
public sealed record RecallAccountAnswer(DisclosureId Disclosure, AgencyId Agency, DateTimeOffset Due, bool Overdue);
