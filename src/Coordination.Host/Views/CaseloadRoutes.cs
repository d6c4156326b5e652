using Coordination.Host.Http;
using Coordination.Host.Security;
using Coordination.Projections;
using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Host.Views;

/// <summary>The advocates' caseload: their own agency's, no other's.</summary>
internal static class CaseloadRoutes
{
    private static readonly PageQuery s_first = new(null, null, null, null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/caseload").WithTags("Views").RequireAuthorization(Policies.Advocates);
        group.MapGet("/", Whole).Produces<CaseloadAnswer>().WithSummary("Survivors with their releases and the days left, open cases, requests that wait, recalls, disclosures.");
        group.MapGet("/survivors", Survivors).Produces<PageOf<CaseloadSurvivorAnswer>>().WithSummary("Survivors. dueBefore: those with a release that ends before.");
        group.MapGet("/cases", Cases).Produces<PageOf<CaseloadCaseAnswer>>().WithSummary("Cases. Status: open, closed.");
        group.MapGet("/disclosures", Disclosures).Produces<PageOf<CaseloadDisclosureAnswer>>()
            .WithSummary("Disclosures by this agency, from the request to the recall. dueBefore: those with a recall to be answered before.");
    }

    private static async Task<IResult> Whole(string? waitFor, Caller caller, ViewPages pages, CancellationToken cancellation)
    {
        if (await ViewWait.Verify(pages, AllProjections.AdvocateCaseload, waitFor, cancellation) is not { Refusal: null } waited)
            return ViewWait.Refused;
        return Reply.Revealing(new CaseloadAnswer(
            (await SurvivorsOf(caller, pages, s_first, cancellation)).Value!,
            (await CasesOf(caller, pages, s_first, ["open"], cancellation)).Value!,
            (await DisclosuresOf(caller, pages, s_first, ["requested", "offered", "matched", "held", "authorized"], cancellation)).Value!,
            (await DisclosuresOf(caller, pages, s_first, ["recalled"], cancellation)).Value!,
            (await DisclosuresOf(caller, pages, s_first, ["made", "acknowledged", "recalled", "recallAnswered"], cancellation)).Value!,
            waited.UpToDate));
    }

    private static async Task<IResult> Survivors([AsParameters] PageQuery page, Caller caller, ViewPages pages, CancellationToken cancellation) =>
        ViewReply.Of(await SurvivorsOf(caller, pages, page, cancellation));

    private static async Task<IResult> Cases([AsParameters] PageQuery page, Caller caller, ViewPages pages, CancellationToken cancellation) =>
        ViewReply.Of(await CasesOf(caller, pages, page, null, cancellation));

    private static async Task<IResult> Disclosures([AsParameters] PageQuery page, Caller caller, ViewPages pages, CancellationToken cancellation) =>
        ViewReply.Of(await DisclosuresOf(caller, pages, page, null, cancellation));

    private static ValueTask<Result<PageOf<CaseloadSurvivorAnswer>>> SurvivorsOf(Caller caller, ViewPages pages, PageQuery page, CancellationToken cancellation)
    {
        var now = pages.Now;
        return pages.Page<CaseloadSurvivor, CaseloadSurvivorAnswer>(Of(caller, CaseloadKinds.Survivor), page, s => CaseloadSurvivorAnswer.Of(s, now), cancellation);
    }

    private static ValueTask<Result<PageOf<CaseloadCaseAnswer>>> CasesOf(Caller caller, ViewPages pages, PageQuery page, IReadOnlyList<string>? statuses, CancellationToken cancellation) =>
        pages.Page<CaseloadCase, CaseloadCaseAnswer>(Of(caller, CaseloadKinds.Case) with { Statuses = statuses }, page, CaseloadCaseAnswer.Of, cancellation);

    private static ValueTask<Result<PageOf<CaseloadDisclosureAnswer>>> DisclosuresOf(
        Caller caller, ViewPages pages, PageQuery page, IReadOnlyList<string>? statuses, CancellationToken cancellation)
    {
        var now = pages.Now;
        return pages.Page<CaseloadDisclosure, CaseloadDisclosureAnswer>(
            Of(caller, CaseloadKinds.Disclosure) with { Statuses = statuses }, page, d => CaseloadDisclosureAnswer.Of(d, now), cancellation);
    }

    private static ViewOf Of(Caller caller, string kind) => ViewOf.Own(AllProjections.AdvocateCaseload, caller, kind);
}
