using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Survivors;
using Coordination.Host.Features.Disclosures.Recalls;
using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.Disclosures;

/// <summary>
/// What the addressee of a copy does, and what each party may read. A copy for an agency whose people read nothing here is printed by its
/// custodian. No version is shown to an addressee and none is asked of them: it would count what the custodian did.
/// </summary>
internal static class AddresseeRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.Team);
        group.MapGet("/{disclosure:guid}", Get)
            .Produces<CopyAnswer>().Produces<DisclosureAnswer>().Produces<ReceivedAnswer>()
            .WithSummary("For its custodian, all of it; for its addressee, the copy, once it was made; for its requester until then, " +
                "that it was received.").OpenTo(AgencyStanding.Suspended);
        group.MapGet("/{disclosure:guid}/page", GetPage)
            .WithSummary("The copy for paper, for its addressee, and for its custodian where nobody of the addressee's agency reads " +
                "here: one HTML document without scripts, with its notice on every sheet, in the times of a zone.")
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/{disclosure:guid}/acknowledge", Acknowledge).AsCommand<StandingAnswer>(StatusCodes.Status200OK)
            .WithSummary("Accepts a copy and its obligations.");
        group.MapPost("/{disclosure:guid}/recall-answer", AnswerRecall).AsCommand<StandingAnswer>(StatusCodes.Status200OK)
            .WithSummary("Says what became of what was asked back.").OpenTo(AgencyStanding.Left);
    }

    private static Task<IResult> Acknowledge(DisclosureId disclosure, CommandCall call) =>
        Change(call, disclosure, (by, state) => DeliveryDecider.Decide(new AcknowledgeDisclosure(by), state));

    private static Task<IResult> AnswerRecall(DisclosureId disclosure, RecallAnswerRequest body, CommandCall call) =>
        Change(call, disclosure, (by, state) =>
            DeliveryDecider.Decide(new AnswerRecall(by, body.Answer, body.WhyNot) { Except = body.Copies ?? [] }, state));

    private static Task<IResult> Change(CommandCall call, DisclosureId disclosure,
        Func<Actor, DisclosureState, Decision<DisclosureEvent>> decide) =>
        call.RunUnversioned(async work =>
        {
            var state = await work.Load(DisclosureStream.Definition, disclosure);
            if (work.Record(DisclosureStream.Definition, disclosure, decide(work.Actor, state)) is { } refusal)
                return refusal;
            var after = (DisclosureState.Delivered)await work.Load(DisclosureStream.Definition, disclosure);
            return Answer.Ok(new StandingAnswer(disclosure, DisclosureAnswers.StatusOf(after)), DisclosuresJson.Default.StandingAnswer);
        });

    private static async Task<Results<Page<CopyAnswer>, ProblemResult>> GetPage(
        DisclosureId disclosure, Caller caller, Standing standing, StateReader reader, WithheldMatters withheld, TimeProvider time,
        CancellationToken cancellation, string? zone = null)
    {
        if (!PageZone.TryRead(zone, out var local))
            return PageZone.Unknown;
        if (await OpenWhileSuspended.Closes(disclosure, caller, standing, reader, cancellation) is { } closed)
            return closed;
        if ((await reader.Read(DisclosureStream.Definition, disclosure, cancellation)).State is not DisclosureState.Delivered delivered)
            return Problems.NotFound.With();
        var copy = DisclosureAnswers.ForAddressee(delivered, time.GetUtcNow());
        if (delivered.Terms.IsAddressedTo(caller.Actor))
            return new Page<CopyAnswer>(copy, local, CopyPage.Write);
        var (recipient, _) = await reader.Read(PartnerStream.Definition, delivered.Terms.Recipient.Agency, cancellation);
        if (!IsSentOnPaperBy(caller, delivered.Terms) || recipient.ReadsHere(time.GetUtcNow())
            || !(await withheld.Shown(delivered, OwnReader.Of(caller), cancellation)).Sees)
            return Problems.NotFound.With();
        var (taskForce, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        return new Page<CopyAnswer>(copy
            with
        { AddressedTo = RecipientAddress.OrName(recipient, delivered.Terms, taskForce, time.GetUtcNow()) }, local, CopyPage.Write);
    }

    // A court or a hotline that never joined reads nothing here, nor does whoever she chose outside the task force, nor an agency that lost
    // its standing. What goes to them goes on paper, which the custodian prints.
    private static bool IsSentOnPaperBy(Caller caller, DisclosureTerms terms) =>
        terms.Discloser == caller.Agency && caller.Is(Roles.Advocate);

    private static async Task<IResult> Get(DisclosureId disclosure, Caller caller, Standing standing, StateReader reader,
        WithheldMatters withheld, TimeProvider time, CancellationToken cancellation)
    {
        if (await OpenWhileSuspended.Closes(disclosure, caller, standing, reader, cancellation) is { } closed)
            return closed;
        var now = time.GetUtcNow();
        var (state, version) = await reader.Read(DisclosureStream.Definition, disclosure, cancellation);
        return state switch
        {
            DisclosureState.Begun s when IsOwn(caller, s)
                && await withheld.Shown(s, OwnReader.Of(caller), cancellation) is { Sees: true } shown =>
                Reply.Revealing(DisclosureAnswers.ForCustodian(s, shown.Barred, now, await IsErased(s, reader, cancellation),
                    (await reader.Read(TaskForceStream.Definition, cancellation)).State), version),
            DisclosureState.Delivered s when s.Terms.IsAddressedTo(caller.Actor) => Reply.Revealing(DisclosureAnswers.ForAddressee(s, now)),
            DisclosureState.Begun s when s.Terms.Request is not null && s.Terms.IsAddressedTo(caller.Actor) =>
                Reply.Plain(DisclosureAnswers.Received(disclosure)),
            _ => Problems.NotFound.With(),
        };
    }

    // Its advocates see what the agency gives, and counsel what it gives under a legal process.
    private static bool IsOwn(Caller caller, DisclosureState.Begun state) =>
        state.Terms.Discloser == caller.Agency
            && (caller.Is(Roles.Advocate) || (caller.Is(Roles.Counsel) && Telling.ProcessOf(state) is not null));

    // What a requester wrote of her stays the requester's; the custodian does not read it any more.
    private static async ValueTask<bool> IsErased(DisclosureState.Begun state, StateReader reader, CancellationToken cancellation) =>
        DisclosureAnswers.SubjectOf(state) is { Survivor: var survivor }
            && (await reader.Read(SurvivorStream.Definition, survivor, cancellation)).State is SurvivorState.Erased;
}

/// <summary>What became of what was asked back.</summary>
/// <param name="Answer">What became of everything, but what <paramref name="Copies"/> names.</param>
/// <param name="WhyNot">Why it cannot be recalled.</param>
/// <param name="Copies">Copies of which something else became, each with its own reason.</param>
public sealed record RecallAnswerRequest(RecallAnswer Answer, Sensitive<string>? WhyNot, IReadOnlyList<CopyRecalled>? Copies = null);

/// <summary>What an addressee's own command came to. It carries no version: that would count what others did.</summary>
public sealed record StandingAnswer(DisclosureId Id, string Status);
