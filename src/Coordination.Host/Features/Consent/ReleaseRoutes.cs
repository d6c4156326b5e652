using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Services;

namespace Coordination.Host.Features.Consent;

/// <summary>Releases: as quick to give as to withhold, and quicker still to take back.</summary>
internal static class ReleaseRoutes
{
    public static void MapReleases(this RouteGroupBuilder group)
    {
        group.MapPost("/preview", Preview).AsQuestion()
            .WithSummary("What a release that is not yet signed would open, for whom, for how long; with a case, item by item, and whose " +
                "part would be left out. Nothing is recorded.");
        group.MapPost("/releases", Sign).AsCreation().WithSummary("Records a release that was signed.");
        group.MapPost("/releases/{release:guid}/narrow", Narrow).AsCommand()
            .WithSummary("She takes something out of a release; it never becomes wider.").OpenTo(AgencyStanding.Left);
        group.MapPost("/releases/{release:guid}/renew", Renew).AsCreation()
            .WithSummary("She signs again; the release before ends where the new one begins.");
        group.MapPost("/releases/{release:guid}/revoke", Revoke).AsCommand()
            .WithSummary("She takes a release back, by any channel, without a reason: closed at once (CG-14).").OpenTo(AgencyStanding.Left);
        group.MapPost("/releases/{release:guid}/expire", Expire).AsCommand().WithSummary("Records that a release has reached its end.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/releases/{release:guid}/void", Void).AsCommand().WithSummary("Records that a release never was valid.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/revocations", RevokeEverything).AsCommand()
            .WithSummary("She takes back every release, also in records that were merged with this one.").OpenTo(AgencyStanding.Left);
    }

    private static Task<IResult> Sign(SurvivorId survivor, ReleaseRequest body, CommandCall call)
    {
        var release = new ReleaseId(call.NewId());
        return call.Create(survivor, release, async (work, state) =>
        {
            var signing = SigningOf(release, body, work.Actor, work.Now);
            return ReleaseDecider.Decide(signing, await LawOf(work, signing.Terms), state);
        });
    }

    private static Task<IResult> Narrow(SurvivorId survivor, ReleaseId release, NarrowRequest body, CommandCall call) =>
        call.Change(survivor, async (work, state) =>
        {
            var rules = RuleSets.InForce(await work.Load(TaskForceStream.Definition), work.Now);
            return state.Find(release) is { } known
                ? ReleaseDecider.Decide(
                    new NarrowRelease(release, body.Within(known.Terms), work.Actor.Person, body.Through) { Rules = rules }, state)
                : ReleaseDecider.NoRelease;
        });

    private static Task<IResult> Renew(SurvivorId survivor, ReleaseId release, ReleaseRequest body, CommandCall call)
    {
        var renewal = new ReleaseId(call.NewId());
        return call.Create(survivor, renewal, async (work, state) =>
        {
            var terms = body.Terms.Terms(work.Actor.Agency, work.Now);
            return ReleaseDecider.Decide(
                new RenewRelease(release, renewal, terms, body.Signatures.Signatures(work.Now), body.WarningsAcknowledged,
                    work.Actor.Person, work.Now)
                { Besides = body.Besides },
                await LawOf(work, terms), state);
        });
    }

    private static Task<IResult> Revoke(SurvivorId survivor, ReleaseId release, RevokeRequest body, CommandCall call, TimeProvider time)
    {
        var said = Said.At(body.SaidAt, time);
        return call.Change(survivor,
            (work, state) => ReleaseDecider.Decide(new RevokeRelease(release, work.Actor.Person,
                body.Through)
            { SaidAt = said.Ahead, SaidBefore = said.Before }, state), said.Before);
    }

    private static Task<IResult> RevokeEverything(SurvivorId survivor, RevokeRequest body, CommandCall call, TimeProvider time)
    {
        var said = Said.At(body.SaidAt, time);
        return call.Run(async work =>
        {
            var state = await work.Load(ConsentStream.Definition, survivor);
            if (state.WithheldFrom(work.Actor.Agency) is { } refusal)
                return refusal;
            var revoke = new RevokeEveryRelease(work.Actor.Person, body.Through) { SaidAt = said.Ahead };
            List<(SurvivorId Survivor, ConsentPosition Position)> records = []; // she does not know how many there are of her
            foreach (var record in new[] { survivor }.Concat(state.Merger?.With ?? []))
                records.Add((record, await work.Load(ConsentStream.Definition, record)));
            if (ReleaseDecider.SaidTooEarly(said.Before, [.. records.SelectMany(record => record.Position.Releases)]) is { } tooEarly)
                return tooEarly;
            foreach (var (record, position) in records)
                work.Record(ConsentStream.Definition, record, ReleaseDecider.Decide(revoke, position));
            return work.Changed(ConsentStream.Definition, survivor);
        }, said.Before);
    }

    private static Task<IResult> Expire(SurvivorId survivor, ReleaseId release, CommandCall call) =>
        call.Change(survivor, (work, state) => ReleaseDecider.Decide(new ExpireRelease(release, work.Now), state));

    private static Task<IResult> Void(SurvivorId survivor, ReleaseId release, VoidRequest body, CommandCall call) =>
        call.Change(survivor, (_, state) => ReleaseDecider.Decide(new VoidRelease(release, body.Cause), state));

    private static async Task<Results<Reply<PreviewAnswer>, ProblemResult>> Preview(
        SurvivorId survivor, PreviewRequest body, Caller caller, StateReader reader, TimeProvider time, CancellationToken cancellation)
    {
        var states = reader.ForOneQuery();
        var (state, _, _) = await states.Read(ConsentStream.Definition, survivor, cancellation);
        if (state.WithheldFrom(caller.Agency) is not null)
        {
            return Problems.NotFound.With();
        }

        var record = body.Case is { } named ? (await states.Read(CaseStream.Definition, named, cancellation)).State.RecordIfAny : null;
        if (body.Case is not null && (record is null || record.Survivor != survivor || record.Custodian != caller.Agency))
        {
            return Problems.NotFound.With();
        }

        var signing = SigningOf(new ReleaseId(Guid.NewGuid()), body.Release, caller.Actor, time.GetUtcNow());
        return Reply.Plain(await ReleasePreview.Of(signing, record, survivor, state, states, cancellation));
    }

    private static ValueTask<SigningLaw> LawOf(CommandSession work, ReleaseTerms terms) =>
        SigningLaws.InForce(terms, work.Actor.Agency, work.Now, () => work.Load(TaskForceStream.Definition),
            agency => work.Load(PartnerStream.Definition, agency));

    private static SignRelease SigningOf(ReleaseId release, ReleaseRequest body, Actor by, DateTimeOffset now) =>
        new(release, body.Terms.Terms(by.Agency, now), body.Signatures.Signatures(now), body.WarningsAcknowledged, by.Person,
            now)
        { Besides = body.Besides };
}

/// <summary>
/// What a release permits. The discloser is your own agency. Without <paramref name="Starts"/> it starts now; it ends at
/// <paramref name="Expires"/>, or after so many <paramref name="Days"/>.
/// </summary>
public sealed record TermsRequest(
    IReadOnlyList<RecipientRequest> Recipients,
    IReadOnlyList<GrantRequest> Grants,
    IReadOnlyList<Purpose> Purposes,
    DateTimeOffset? Starts,
    DateTimeOffset? Expires,
    int? Days,
    IReadOnlyList<ReleaseCondition>? Conditions);

/// <summary>
/// A named agency; without <paramref name="Persons"/>, whoever of it has a need to know, but nobody whom <paramref name="Except"/> names:
/// only where the rules in force look at exceptions. Outside the task force, an office and persons that your agency recorded.
/// </summary>
public sealed record RecipientRequest(AgencyId Agency, IReadOnlyList<PersonId>? Persons, IReadOnlyList<PersonId>? Except = null);

/// <summary>
/// A category and its widest mode; with <paramref name="OnlyItems"/>, only these. <paramref name="CounselingNotes"/>: of substance-use
/// records, the counseling notes (42 CFR 2.31(b)), in a release that is for nothing else.
/// </summary>
public sealed record GrantRequest(InformationCategory Category, SharingMode WidestMode, IReadOnlyList<RecordItemId>? OnlyItems,
    bool? CounselingNotes = null);

/// <summary>
/// A release that was signed. <paramref name="Besides"/>: what becomes of older releases that give the same agency more; asked only where
/// there are such.
/// </summary>
public sealed record ReleaseRequest(TermsRequest Terms, IReadOnlyList<SignatureRequest> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, OlderReleases? Besides = null);

/// <summary>
/// A release that is not yet signed. With <paramref name="Case"/> the question is about what that case holds, item by item, and whom its
/// items name besides her; without it about whole categories, and so about nobody else (CG-39).
/// </summary>
public sealed record PreviewRequest(TermsRequest Terms, IReadOnlyList<SignatureRequest> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, CaseId? Case, OlderReleases? Besides = null)
{
    /// <summary>The release.</summary>
    internal ReleaseRequest Release => new(Terms, Signatures, WarningsAcknowledged, Besides);
}

/// <summary>What remains of a release. What is left out stays as it is.</summary>
public sealed record NarrowRequest(
    Channel Through,
    IReadOnlyList<RecipientRequest>? Recipients,
    IReadOnlyList<GrantRequest>? Grants,
    IReadOnlyList<Purpose>? Purposes,
    DateTimeOffset? Starts,
    DateTimeOffset? Expires,
    IReadOnlyList<ReleaseCondition>? Conditions);

/// <summary>She takes it back, through any channel, without a reason. Without <paramref name="SaidAt"/>: now. A time that lies ahead blocks
/// nothing: it counts from now, and what was told is kept.</summary>
public sealed record RevokeRequest(Channel Through, DateTimeOffset? SaidAt);

/// <summary>A release never was valid.</summary>
public sealed record VoidRequest(VoidCause Cause);
