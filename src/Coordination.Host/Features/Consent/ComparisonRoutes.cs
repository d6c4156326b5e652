using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>What changes if a release is narrowed, renewed or taken back now: asked with what the command would be sent. Nothing is
/// recorded.</summary>
internal static class ComparisonRoutes
{
    public static void MapComparisons(this IEndpointRouteBuilder group)
    {
        group.MapPost("/releases/{release:guid}/narrow/comparison", Narrow).AsQuestion()
            .WithSummary("What would close and what would stay if she took something out of a release now, and what was given already.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/releases/{release:guid}/renew/comparison", Renew).AsQuestion()
            .WithSummary("What would open, stay and close if she signed again now, and what was given already.");
        group.MapPost("/releases/{release:guid}/revoke/comparison", Revoke).AsQuestion()
            .WithSummary("What would close if she took a release back now, what another release keeps open, and what could not be " +
                "called back.").OpenTo(AgencyStanding.Left);
    }

    private static Task<Results<Reply<ComparisonAnswer>, ProblemResult>> Narrow(
        SurvivorId survivor, ReleaseId release, NarrowRequest body, ComparisonCall call, Caller caller, CancellationToken cancellation) =>
        call.Compare(survivor, release, caller, async (known, state, now) =>
        {
            var remains = body.Within(known.Terms);
            var decision = ReleaseDecider.Decide(
                new NarrowRelease(release, remains, caller.Person, body.Through) { Rules = await call.Rules(now, cancellation) }, state);
            return new ReleaseChange(known, decision,
                new RecallDisclosure(release, RecallCause.Narrowed, remains, [], DateTimeOffset.MaxValue));
        }, cancellation);

    private static Task<Results<Reply<ComparisonAnswer>, ProblemResult>> Renew(
        SurvivorId survivor, ReleaseId release, ReleaseRequest body, ComparisonCall call, Caller caller, CancellationToken cancellation) =>
        call.Compare(survivor, release, caller, async (known, state, now) =>
        {
            var renewing = new RenewRelease(
                release, new ReleaseId(Guid.NewGuid()), body.Terms.Terms(caller.Agency, now), body.Signatures.Signatures(now),
                body.WarningsAcknowledged, caller.Person, now)
            { Besides = body.Besides };
            return new ReleaseChange(known,
                ReleaseDecider.Decide(renewing, await call.Law(renewing.Terms, now, cancellation), state), null);
        }, cancellation);

    private static Task<Results<Reply<ComparisonAnswer>, ProblemResult>> Revoke(
        SurvivorId survivor, ReleaseId release, RevokeRequest body, ComparisonCall call, Caller caller, CancellationToken cancellation) =>
        call.Compare(survivor, release, caller, (known, state, _) => new(new ReleaseChange(
            known, ReleaseDecider.Decide(new RevokeRelease(release, caller.Person, body.Through), state),
            new RecallDisclosure(release, RecallCause.Revoked, null, [], DateTimeOffset.MaxValue))), cancellation);
}

/// <summary>Compares for the agency that holds the record. For everybody else there is none.</summary>
internal sealed class ComparisonCall(StateReader reader, Lookups lookups, LegalMatters matters, TimeProvider time)
{
    public ValueTask<SigningLaw> Law(ReleaseTerms terms, DateTimeOffset now, CancellationToken cancellation) =>
        reader.ForOneQuery().InForce(terms, now, cancellation);

    public async ValueTask<RuleSet> Rules(DateTimeOffset now, CancellationToken cancellation) =>
        RuleSets.InForce((await reader.Read(TaskForceStream.Definition, cancellation)).State, now);

    public async Task<Results<Reply<ComparisonAnswer>, ProblemResult>> Compare(
        SurvivorId survivor, ReleaseId release, Caller caller,
        Func<Release, ConsentPosition, DateTimeOffset, ValueTask<ReleaseChange>> decide, CancellationToken cancellation)
    {
        var states = reader.ForOneQuery();
        var (consent, _) = await states.Read(ConsentStream.Definition, survivor, cancellation);
        if (consent.WithheldFrom(caller.Agency) is not null || consent.Find(release) is not { } known)
            return Problems.NotFound.With();
        var now = time.GetUtcNow();
        return Reply.Plain(await new ReleaseComparison(states, lookups, matters, survivor)
            .Of(await decide(known, consent, now), consent, now, cancellation));
    }
}

/// <summary>What a change of a release would change now. Nothing is recorded.</summary>
/// <param name="Release">The release.</param>
/// <param name="Refusal">Why the change could not be recorded as it is; null when it could.</param>
/// <param name="Compared">Agency by agency and purpose by purpose: what the gate says, and what it would say.</param>
/// <param name="Disclosed">What was given on it already, or on a release that it renewed, and whether that would be asked back.</param>
/// <param name="Decisions">Decisions of reviews that rest on it.</param>
/// <param name="CannotBeCalledBack">Who holds something given on it that no recall undoes, because their files may reach others or they
/// said so.</param>
public sealed record ComparisonAnswer(
    ReleaseId Release, PreviewRefusal? Refusal, IReadOnlyList<ComparedAnswer> Compared, IReadOnlyList<DisclosedAnswer> Disclosed,
    IReadOnlyList<RestingDecisionAnswer> Decisions, IReadOnlyList<AgencyId> CannotBeCalledBack);

/// <summary>What changes for one agency, for one purpose, at <paramref name="At"/>, and until when it holds before and after.</summary>
public sealed record ComparedAnswer(
    AgencyId Agency, PersonId? Person, Purpose Purpose, DateTimeOffset At, DateTimeOffset? UntilBefore, DateTimeOffset? UntilAfter,
    Outcome Before, Outcome After, IReadOnlyList<ComparedLine> Lines);

/// <summary>One category, or one item of it: before, after, and the rules that decide afterwards.</summary>
public sealed record ComparedLine(
    InformationCategory Category, RecordItemId? Item, ReleaseEffect Effect, Outcome Before, SharingMode? ModeBefore,
    ReleaseId? ReleaseBefore,
    Outcome After, SharingMode? ModeAfter, ReleaseId? ReleaseAfter, IReadOnlyList<RuleFinding> Findings);

/// <summary>What a change does to what is open.</summary>
[JsonConverter(typeof(NameConverter<ReleaseEffect>))]
public enum ReleaseEffect
{
    /// <summary>It was open and is not any more.</summary>
    Closes,
    /// <summary>It stays open, in a narrower mode.</summary>
    Narrows,
    /// <summary>It stays open as it is; another release may carry it.</summary>
    Stays,
    /// <summary>It stays open, in a wider mode.</summary>
    Widens,
    Opens,
    /// <summary>It was not open and is not then.</summary>
    StaysClosed,
}

/// <summary>A disclosure that was made, with what of it rests on the release.</summary>
public sealed record DisclosedAnswer(DisclosureId Disclosure, AgencyId Agency, PersonId? Person, Purpose Purpose,
    IReadOnlyList<DisclosedLine> Items);

/// <summary>One item of a copy: what became of it so far, and whether the change would ask it back by itself.</summary>
public sealed record DisclosedLine(RecordItemId Item, InformationCategory Category, SharingMode Mode,
    CopyStanding Standing, bool AskedBack);

/// <summary>A decision that relied on the release: whether the consent on which it stood is still there, and whether it would be.</summary>
public sealed record RestingDecisionAnswer(ReviewId Review, AgendaItemId Item, DecisionId Decision, BasisStanding Before,
    BasisStanding After);
