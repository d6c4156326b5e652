using Coordination.Domain.Gate;
using Coordination.Host.Platform.Reading;
using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Host.Features.RoleViews;

/// <summary>The caseload of the advocates' own agency.</summary>
internal static class CaseloadRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/caseload").WithTags("Views").RequireAuthorization(Policies.Advocates).OpenTo(AgencyStanding.Left);
        group.MapGet("/", Whole).Costs(RequestCost.WholeView).Produces<CaseloadAnswer>()
            .WithSummary("Survivors with their releases and the days left, open cases, requests that wait, recalls, disclosures.");
        group.MapGet("/survivors", Survivors).Produces<PageOf<CaseloadSurvivorAnswer>>()
            .WithSummary("Survivors. dueBefore: those with a release that ends before.");
        group.MapGet("/cases", Cases).Produces<PageOf<CaseloadCaseAnswer>>().WithSummary("Cases. Status: open, closed.");
        group.MapGet("/disclosures", Disclosures).Produces<PageOf<CaseloadDisclosureAnswer>>()
            .WithSummary("Disclosures by this agency, from the request to the recall, by the agency and the purpose for which they are. " +
                "dueBefore: those with a recall to be answered before, or a letter or a copy that goes on paper before. Status " +
                "handOverDue: copies that have to be handed over.");
        group.MapGet("/reports", Reports).Produces<PageOf<CaseloadReportAnswer>>()
            .WithSummary("Authorities that the law has your agency tell and that were not told yet, each by itself, with what to do. " +
                "dueBefore: those that are to be told before.");
        group.MapGet("/mandates", Mandates).Produces<PageOf<CaseloadMandateAnswer>>()
            .WithSummary("Mandates of survivors whom this agency serves, with what they take and cost. Status: open, ended. dueBefore: " +
                "those with something to be done before.");
    }

    private static async Task<IResult> Reports([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        return ViewReply.Of(await pages.Page<CaseloadReport, CaseloadReportAnswer>(Of(caller, CaseloadKinds.Report), page,
            r => CaseloadReportAnswer.Of(r, now), cancellation));
    }

    private static async Task<IResult> Mandates([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<CaseloadMandate, CaseloadMandateAnswer>(Of(caller, CaseloadKinds.Mandate), page,
            m => new(m.Mandate, m.Survivor, m.RecordedAt, m.Burden), cancellation));

    private static async Task<IResult> Whole(string? waitFor, Caller caller, ViewPages pages, ReleaseReader releases,
        CancellationToken cancellation)
    {
        var upToDate = await pages.WaitFor(AllProjections.AdvocateCaseload, waitFor, caller, cancellation);
        var (now, disclosures) = (pages.Now, Of(caller, CaseloadKinds.Disclosure));
        var sections = await pages.Sections(
        [
            Of(caller, CaseloadKinds.Survivor), Of(caller, CaseloadKinds.Case) with { Statuses = ["open"] },
            disclosures with { Statuses = ["requested", "offered", "matched", "held", "authorized"] },
            disclosures with { Statuses = ["recalled", "letterDue"] },
            disclosures with { Statuses = ["made", "handOverDue", "handedOver", "acknowledged", "recalled", "letterDue",
                "recallAnswered"] },
        ], cancellation);
        var standing = await Standing(sections[0], releases, now, cancellation);
        return Reply.Revealing(new CaseloadAnswer(
            sections[0].As<CaseloadSurvivor, CaseloadSurvivorAnswer>(s => CaseloadSurvivorAnswer.Of(s, standing, now)),
            sections[1].As<CaseloadCase, CaseloadCaseAnswer>(CaseloadCaseAnswer.Of),
            DisclosuresOf(sections[2]), DisclosuresOf(sections[3]), DisclosuresOf(sections[4]), upToDate));

        PageOf<CaseloadDisclosureAnswer> DisclosuresOf(Section section) =>
            section.As<CaseloadDisclosure, CaseloadDisclosureAnswer>(d => CaseloadDisclosureAnswer.Of(d, now));
    }

    private static async Task<IResult> Survivors([AsParameters] PageQuery page, Caller caller, ViewPages pages, ReleaseReader releases,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        var found = await pages.Section(Of(caller, CaseloadKinds.Survivor), page, cancellation);
        if (found.Value is not { } section)
            return ViewReply.Of(new Result<PageOf<CaseloadSurvivorAnswer>>(found.Refusal!));
        var standing = await Standing(section, releases, now, cancellation);
        return ViewReply.Of(new Result<PageOf<CaseloadSurvivorAnswer>>(
            section.As<CaseloadSurvivor, CaseloadSurvivorAnswer>(s => CaseloadSurvivorAnswer.Of(s, standing, now))));
    }

    private static ValueTask<IReadOnlyDictionary<ReleaseId, ReleaseNow>> Standing(Section section, ReleaseReader releases,
        DateTimeOffset now, CancellationToken cancellation) =>
        releases.Of([.. section.Rows.Cast<CaseloadSurvivor>()
            .SelectMany(row => row.Releases.Where(release => release.Standing == ReleaseStanding.Active)
                .Select(release => (row.Survivor, release.Release)))], now, cancellation);

    private static async Task<IResult> Cases([AsParameters] PageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation) =>
        ViewReply.Of(await pages.Page<CaseloadCase, CaseloadCaseAnswer>(Of(caller, CaseloadKinds.Case), page,
            CaseloadCaseAnswer.Of, cancellation));

    private static async Task<IResult> Disclosures([AsParameters] SharingPageQuery page, Caller caller, ViewPages pages,
        CancellationToken cancellation)
    {
        var now = pages.Now;
        return ViewReply.Of(await pages.Page<CaseloadDisclosure, CaseloadDisclosureAnswer>(Of(caller, CaseloadKinds.Disclosure), page,
            d => CaseloadDisclosureAnswer.Of(d, now), cancellation));
    }

    private static ViewOf Of(Caller caller, string kind) => ViewOf.OfAgency(AllProjections.AdvocateCaseload, caller, kind) with
    {
        Known = kind switch
        {
            CaseloadKinds.Case => ["open", "closed"],
            CaseloadKinds.Mandate => ["open", "ended"],
            CaseloadKinds.Disclosure => ViewOf.StatesOf<DisclosureProgress>(),
            _ => [],
        },
    };
}
