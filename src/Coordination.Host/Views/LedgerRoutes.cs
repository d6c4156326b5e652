using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Coordination.Projections;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.SurvivorLedger;

namespace Coordination.Host.Views;

/// <summary>
/// A survivor's own ledger. Her token names the agency that serves her and the name by which that agency knows her: nobody else's
/// ledger can be asked for.
/// </summary>
internal static class LedgerRoutes
{
    private static readonly PageQuery s_first = new(null, null, null, null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/ledger").WithTags("Views").RequireAuthorization(Policies.Survivors);
        group.MapGet("/", Whole).Produces<LedgerAnswer>().WithSummary("What is in force, who was given what under which signature, and what could not be called back.");
        group.MapGet("/releases", Releases).Produces<PageOf<LedgerReleaseAnswer>>().WithSummary("What you signed, the latest first. Status: active, revoked, voided, expired, superseded.");
        group.MapGet("/disclosures", Disclosures).Produces<PageOf<LedgerDisclosureAnswer>>()
            .WithSummary("Who was given what about you, the latest first. Status: given, askedBack, cameBack, couldNotBeRecalled.");
    }

    private static async Task<IResult> Whole(Caller caller, IdentifierMint mint, ViewPages pages, CancellationToken cancellation) => Herself(caller, mint) is not { } survivor
        ? Problems.NotFound.With()
        : Reply.Revealing(new LedgerAnswer(
            (await ReleasesOf(survivor, caller, pages, s_first, ["active"], cancellation)).Value!,
            (await DisclosuresOf(survivor, caller, pages, s_first, cancellation)).Value!,
            (await DisclosuresOf(survivor, caller, pages, s_first with { Status = "couldNotBeRecalled" }, cancellation)).Value!));

    private static async Task<IResult> Releases([AsParameters] PageQuery page, Caller caller, IdentifierMint mint, ViewPages pages, CancellationToken cancellation) =>
        Herself(caller, mint) is { } survivor ? ViewReply.Of(await ReleasesOf(survivor, caller, pages, page, null, cancellation)) : Problems.NotFound.With();

    private static async Task<IResult> Disclosures([AsParameters] PageQuery page, Caller caller, IdentifierMint mint, ViewPages pages, CancellationToken cancellation) =>
        Herself(caller, mint) is { } survivor ? ViewReply.Of(await DisclosuresOf(survivor, caller, pages, page, cancellation)) : Problems.NotFound.With();

    private static ValueTask<Result<PageOf<LedgerReleaseAnswer>>> ReleasesOf(
        SurvivorId survivor, Caller caller, ViewPages pages, PageQuery page, IReadOnlyList<string>? statuses, CancellationToken cancellation)
    {
        var now = pages.Now;
        return pages.Page<LedgerRelease, LedgerReleaseAnswer>(Of(survivor, caller, LedgerKinds.Release) with { Statuses = statuses }, page, r => LedgerReleaseAnswer.Of(r, now), cancellation);
    }

    private static ValueTask<Result<PageOf<LedgerDisclosureAnswer>>> DisclosuresOf(SurvivorId survivor, Caller caller, ViewPages pages, PageQuery page, CancellationToken cancellation) =>
        pages.Page<LedgerDisclosure, LedgerDisclosureAnswer>(
            Of(survivor, caller, LedgerKinds.Disclosure) with { Statuses = ["given", "askedBack", "cameBack", "couldNotBeRecalled"] }, page, LedgerDisclosureAnswer.Of, cancellation);

    private static ViewOf Of(SurvivorId survivor, Caller caller, string kind) =>
        new(AllProjections.SurvivorLedger, Compartment.OfSurvivor(survivor), caller.Person, kind) { Descending = true };

    private static SurvivorId? Herself(Caller caller, IdentifierMint mint) =>
        caller.Survivor is { } name ? SurvivorId.Of(mint.IdentifierOf(caller.Agency.Value, name)) : null;
}

/// <summary>A survivor's ledger.</summary>
/// <param name="InForce">Releases that nothing but time has ended.</param>
/// <param name="Given">Who was given what, the latest first.</param>
/// <param name="CouldNotBeRecalled">What was asked back and will not come back.</param>
public sealed record LedgerAnswer(PageOf<LedgerReleaseAnswer> InForce, PageOf<LedgerDisclosureAnswer> Given, PageOf<LedgerDisclosureAnswer> CouldNotBeRecalled);

/// <summary>A release, with its signatures.</summary>
public sealed record LedgerReleaseAnswer(
    ReleaseId Release, AgencyId From, ReleaseStanding Standing, bool InForceNow, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures, DateTimeOffset RecordedAt,
    DateTimeOffset? EndedAt, Channel? TakenBackThrough)
{
    internal static LedgerReleaseAnswer Of(LedgerRelease r, DateTimeOffset now) => new(
        r.Release, r.Agency, r.Standing, r.Standing == ReleaseStanding.Active && r.Terms.Starts <= now && now < r.Terms.Expires, r.Terms, r.Signatures, r.RecordedAt, r.EndedAt, r.TakenBackThrough);
}

/// <summary>Who was given what, when, why, and under which signature.</summary>
public sealed record LedgerDisclosureAnswer(
    DisclosureId Disclosure, AgencyId From, GateRecipient To, Purpose Why, DateTimeOffset When, IReadOnlyList<LedgerCopy> What, IReadOnlyList<ReleaseId> UnderReleases, IReadOnlyList<LedgerRecall> AskedBack)
{
    internal static LedgerDisclosureAnswer Of(LedgerDisclosure d) =>
        new(d.Disclosure, d.Agency, d.Recipient!, d.Purpose!.Value, d.MadeAt!.Value, d.Given, d.Releases, d.Recalls);
}
