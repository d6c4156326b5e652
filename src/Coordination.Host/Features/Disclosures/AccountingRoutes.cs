using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Disclosures;

/// <summary>The accounting of disclosures (CG-25), which her advocate reads with her.</summary>
internal static class AccountingRoutes
{
    private const int DefaultLimit = 50, LargestLimit = 200, MostYears = 100;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/v1/survivors").WithTags("Disclosures").RequireAuthorization(Policies.Advocates)
        .MapGet("/{survivor:guid}/accounting", Account)
        .WithSummary("Everything that was disclosed about her, oldest first: to whom, what, when, why, on what basis, and what was asked " +
            "back; without what a law or a court keeps from her for a time. For the custodian only.").OpenTo(AgencyStanding.Left);

    private static async Task<Results<Reply<AccountingAnswer>, ProblemResult>> Account(
        SurvivorId survivor, Caller caller, StateReader reader, AccountingReader accounting, LawOfDisclosures why, AgencyNames names,
        TimeProvider time, CancellationToken cancellation, int? years = null, int after = 0, int? limit = null)
    {
        if (years is < Accounting.FewestYears or > MostYears)
            return TooFew(Accounting.FewestYears, null);
        if (after < 0)
            return Problems.InvalidInput.With("Give back the next of the page before, unchanged.", "after");
        if (limit is < 1 or > LargestLimit)
            return Problems.InvalidInput.With($"Ask for 1 to {LargestLimit} disclosures.", "limit");
        var (state, _) = await reader.Read(SurvivorStream.Definition, survivor, cancellation);
        if (state is not SurvivorState.Welcomed known || known.Custodian != caller.Agency)
            return Problems.NotFound.With();
        var now = time.GetUtcNow();
        var (taskForce, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        var (discloser, _) = await reader.Read(PartnerStream.Definition, caller.Agency, cancellation);
        var law = AccountingLaw.FloorsOf(discloser, taskForce, now);
        if (RuleSets.InForce(taskForce, now).ByProfile && law.MaxBy(floor => floor.Years) is { } furthest && years < furthest.Years)
            return TooFew(furthest.Years, furthest.Citation);
        var given = await accounting.ToldToHer(survivor, years is { } back ? now.AddYears(-back) : null, cancellation);
        var page = await why.Explain(survivor, [.. given.Skip(after).Take(limit ?? DefaultLimit)], names, caller.Agency, cancellation);
        // The tag is of what is told: a version of the log would move with what is left out.
        return Reply.RevealingByContent(new AccountingAnswer(survivor, page, after + page.Count < given.Count ? after + page.Count : null,
            law, Accounting.WhatMayBeMissing));
    }

    private static ProblemResult TooFew(int fewest, string? citation) =>
        Problems.InvalidInput.With(
            $"An accounting reaches back {fewest} years at least{(citation is null ? "" : $" by {citation}")}, and {MostYears} at most; " +
                $"leave it out for everything.", "years");
}

/// <summary>What was disclosed about a survivor.</summary>
/// <param name="Survivor">The survivor.</param>
/// <param name="Disclosures">Oldest first.</param>
/// <param name="Next">To be given back as <c>after</c> for the next page; null on the last.</param>
/// <param name="Law">What the law asks of this agency at the least, one line for each body of law that binds it. The accounting tells more:
/// everything, also what she authorised.</param>
/// <param name="Notice">That the law can have something left out for a time, in words that are always the same, and that her rights
/// stay.</param>
public sealed record AccountingAnswer(SurvivorId Survivor, IReadOnlyList<AccountedDisclosure> Disclosures, int? Next,
    IReadOnlyList<AccountingFloor> Law, string Notice);
