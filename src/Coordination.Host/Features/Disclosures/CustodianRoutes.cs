using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Features.Disclosures;

/// <summary>What the custodian's advocates do: offer, match, ask the gate, make the copy.</summary>
internal static class CustodianRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.Advocates);
        group.MapPost("/", Offer).AsCreation()
            .WithSummary("Begins a disclosure that nobody asked for: she wants somebody to have something, or a statute lets the members " +
                "of a team share it.");
        group.MapPost("/by-process", AnswerProcess).AsCreation()
            .WithSummary("Begins a disclosure that answers a legal process: to the authority that it names, with what it names.")
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/{disclosure:guid}/match", Match).AsCommand().WithSummary("Says which case of your agency a request is about.");
        group.MapPost("/{disclosure:guid}/unmatched", LeaveUnmatched).AsCommand()
            .WithSummary("Says that a request is about nobody whom your agency serves. The requester is not told.");
        group.MapPost("/{disclosure:guid}/authorise", Authorise).AsCommand<AuthorisedAnswer>(StatusCodes.Status200OK)
            .WithSummary("Asks the consent gate. A refusal is kept, with its reasons.").OpenTo(AgencyStanding.Suspended);
        group.MapPost("/{disclosure:guid}/make", Make).AsCommand<MadeAnswer>(StatusCodes.Status200OK)
            .WithSummary("Asks the gate again, and makes the copy for the recipient of what it permits. Where nobody there can read it " +
                "here, the answer says how it gets there and until when.").OpenTo(AgencyStanding.Suspended);
        group.MapPost("/{disclosure:guid}/handed-over", HandOver).AsCommand()
            .WithSummary("Says that a copy was handed over that nobody there can read here: by whom, when, to whom and how. Until then " +
                "it is outstanding, and no report counts as made by it.").OpenTo(AgencyStanding.Suspended);
    }

    private static Task<IResult> Offer(OfferRequest body, CommandCall call)
    {
        var offered = new DisclosureId(call.NewId());
        return call.Create(DisclosureStream.Definition, offered, $"/v1/disclosures/{offered}", async (work, state) =>
        {
            var recipient = new GateRecipient(body.Agency, body.Person);
            var command = new OfferDisclosure(work.Actor, offered, recipient, body.Purpose, body.Case) { Basis = body.Basis };
            return RequestDecider.Decide(command, await work.Load(CaseStream.Definition, body.Case), state);
        });
    }

    private static Task<IResult> AnswerProcess(AnswerProcessRequest body, CommandCall call)
    {
        var begun = new DisclosureId(call.NewId());
        return call.Create(DisclosureStream.Definition, begun, $"/v1/disclosures/{begun}", async (work, state) =>
            RequestDecider.Decide(new AnswerProcess(work.Actor, begun, body.Purpose),
                (await call.LoadOwn(work, body.Process)).Process, state));
    }

    private static Task<IResult> Match(DisclosureId disclosure, MatchRequestBody body, CommandCall call) =>
        call.ChangeOwn(disclosure, async (work, state, _) =>
            RequestDecider.Decide(new MatchRequest(work.Actor, body.Case), await work.Load(CaseStream.Definition, body.Case), state));

    private static Task<IResult> LeaveUnmatched(DisclosureId disclosure, CommandCall call) =>
        call.ChangeOwn(disclosure, (work, state, _) => new(RequestDecider.Decide(new LeaveUnmatched(work.Actor), state)));

    private static async Task<IResult> Authorise(DisclosureId disclosure, AuthoriseRequest body, CommandCall call, Standing standing,
        StateReader reader, CancellationToken cancellation)
    {
        if (await OpenWhileSuspended.Closes(disclosure, call.Caller, standing, reader, cancellation) is { } closed)
            return closed;
        var items = body.Items ?? [];
        var mode = body.Mode ?? SharingMode.IdentifiedVerbatim;
        return await call.Run(async work =>
        {
            var (state, @case, process, gate, facts) = await LoadQuestion(work, disclosure, call, body.Process);
            var decision = AuthorisationDecider.Decide(new AuthoriseDisclosure(work.Actor, items, mode) { On = facts }, @case,
                process, gate, state);
            if (work.Record(DisclosureStream.Definition, disclosure, decision) is { } refusal)
                return refusal;
            var verdict = decision.Events.OfType<DisclosureAuthorized>().Single().Verdict;
            var version = work.VersionOf(DisclosureStream.Definition, disclosure);
            var answer = new AuthorisedAnswer(disclosure, version.Number, verdict.Outcome, verdict.Lines)
            {
                ByHand = await GoesByHand(work, state, process),
                Origins = OriginWords.Of(verdict, ((DisclosureState.Prepared)state).Terms.Basis, @case.RecordIfAny),
                NextSteps = DisclosureAnswers.NextSteps(verdict, facts?.TaskForce),
            };
            return Answer.Ok(answer, DisclosuresJson.Default.AuthorisedAnswer, version);
        });
    }

    private static async Task<IResult> Make(DisclosureId disclosure, CommandCall call, Standing standing, StateReader reader,
        CancellationToken cancellation)
    {
        if (await OpenWhileSuspended.Closes(disclosure, call.Caller, standing, reader, cancellation) is { } closed)
            return closed;
        IReadOnlyList<CopyId> copies = [.. call.NewIds(GateRequestBuilder.MostItems).Select(CopyId.Of)];
        return await call.Run(async work =>
        {
            var (state, @case, process, gate, facts) = await LoadQuestion(work, disclosure, call, named: null);
            if (work.Record(DisclosureStream.Definition, disclosure,
                AuthorisationDecider.Decide(new MakeDisclosure(work.Actor,
                    copies)
                { On = facts, AnswerDue = process.RecordIfAny?.Service.AnswerDue }, @case, gate, state)) is { } refusal)
                return refusal;
            var version = work.VersionOf(DisclosureStream.Definition, disclosure);
            return Answer.Ok(new MadeAnswer(disclosure,
                version.Number)
            {
                ByHand = await GoesByHand(work, state, process),
                HandOverBy = (await work.Load(DisclosureStream.Definition, disclosure) as DisclosureState.Delivered)
                        ?.Delivery.HandOverBy
            }, DisclosuresJson.Default.MadeAnswer, version);
        });
    }

    private static async Task<IResult> HandOver(DisclosureId disclosure, HandOverRequest body, CommandCall call, Standing standing,
        StateReader reader, KnownPeople people, CancellationToken cancellation)
    {
        if (await OpenWhileSuspended.Closes(disclosure, call.Caller, standing, reader, cancellation) is { } closed)
            return closed;
        // How the recipient stands is looked up and not checked: that somebody handed it over is a fact, whatever becomes of the agency at
        // that moment.
        var recipient = (await reader.Read(DisclosureStream.Definition, disclosure, cancellation)).State
            is DisclosureState.Delivered delivered && delivered.Terms.Discloser == call.Caller.Agency
            ? (await reader.Read(PartnerStream.Definition, delivered.Terms.Recipient.Agency, cancellation)).State
            : PartnerPosition.Initial;
        return await call.ChangeOwn(disclosure, async (work, state, _) =>
        {
            var decision = DeliveryDecider.Decide(
                new HandOverCopy(work.Actor, body.HandedBy ?? work.Actor.Person, body.HandedAt ?? work.Now, body.To, body.Through,
                    work.Now)
                { RecipientIs = recipient }, state);
            if (decision.Events.Count > 0 && body.HandedBy != work.Actor.Person
                && await people.Unknown(work.Actor.Agency, body.HandedBy, "handedBy", cancellation) is { } unknown)
                return unknown;
            return decision;
        });
    }

    // The law also sends copies to recipients who read nothing here, on every basis.
    private static async ValueTask<string?> GoesByHand(CommandSession work, DisclosureState state, ProcessState process)
    {
        if (state is not DisclosureState.Begun { Terms: var terms })
            return null;
        var recipient = await work.Load(PartnerStream.Definition, terms.Recipient.Agency);
        var duty = terms.Basis == ClaimedBasis.MandatedReport ? process.RecordIfAny?.Service : null;
        return ByHand.Of(recipient, work.Now,
            duty is null ? null : JurisdictionLaw.HotlineFor(await work.Load(TaskForceStream.Definition), work.Now,
                duty.Duty?.Jurisdiction, duty.Report));
    }

    // Consent, hers and that of those whom the record names besides her, both agencies, the policy, the process and the case: whatever of
    // these moves before the answer is stored, the gate is asked again.
    private static async ValueTask<(DisclosureState State, CaseState Case, ProcessState Process, AskGate Gate,
        GateFacts? Facts)> LoadQuestion(CommandSession work, DisclosureId disclosure, CommandCall call, ProcessId? named)
    {
        var (state, _) = await call.LoadOwn(work, disclosure);
        if (state is not DisclosureState.Prepared prepared || prepared.Terms.Discloser != work.Actor.Agency)
            return (state, CaseState.Initial, ProcessState.Initial,
                _ => throw new InvalidOperationException("The gate was asked about a disclosure that is not prepared."), null);
        var @case = await work.Load(CaseStream.Definition, prepared.Subject.Case);
        var rests = GateRequestBuilder.ProcessOf(named, prepared);
        var process = rests is { } id ? (await call.LoadOwn(work, id)).Process : ProcessState.Initial;
        if (process is ProcessState.NotServed)
            rests = null;
        if (@case.RecordIfAny is not { } record)
            return (state, @case, process,
                _ => throw new InvalidOperationException("The gate was asked about a case that is not there."), null);
        var facts = await work.LoadGateFacts(new GateInquiry(prepared.Subject.Survivor,
            GateRequestBuilder.ForEverything(prepared.Terms, record), work.Now)
        { Process = rests });
        return (state, @case, process, request => ConsentGate.Evaluate(request, facts), facts);
    }
}

/// <summary>A disclosure that nobody asked for.</summary>
/// <param name="Case">The case.</param>
/// <param name="Agency">The agency that would receive.</param>
/// <param name="Person">The person there.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Basis">On what it rests: her release, or <c>teamStatute</c>, a statute that lets the members of a team share. Everything
/// else answers a process.</param>
public sealed record OfferRequest(CaseId Case, AgencyId Agency, PersonId Person, Purpose Purpose,
    ClaimedBasis Basis = ClaimedBasis.Release);

/// <summary>A disclosure that answers a legal process.</summary>
public sealed record AnswerProcessRequest(ProcessId Process, Purpose Purpose);

/// <summary>Whom a request is about.</summary>
public sealed record MatchRequestBody(CaseId Case);

/// <summary>What the gate is asked about.</summary>
/// <param name="Items">The items, each with a way of sharing; none means every item of the categories that were requested, or that the
/// process names.</param>
/// <param name="Mode">The way of sharing for those; the widest where none is named. The gate narrows it to what she signed.</param>
/// <param name="Process">The legal process on which it rests; not needed for a disclosure that was begun to answer one.</param>
public sealed record AuthoriseRequest(IReadOnlyList<ItemToShare>? Items, SharingMode? Mode, ProcessId? Process);

/// <summary>A copy was handed over that nobody there can read here.</summary>
/// <param name="To">Who there took it, or to which office it was sent.</param>
/// <param name="Through">By what means: inPerson, letter or email.</param>
/// <param name="HandedBy">Who of your agency handed it over, or sent it; without it, you.</param>
/// <param name="HandedAt">When; without it, now.</param>
public sealed record HandOverRequest(Sensitive<string> To, Channel Through, PersonId? HandedBy, DateTimeOffset? HandedAt);

/// <summary>What the gate permitted, and what not.</summary>
public sealed record AuthorisedAnswer(DisclosureId Id, long Version, Outcome Outcome, IReadOnlyList<VerdictLine> Lines)
{
    /// <summary>How the copy gets there, where nobody there can read it here; else left out.</summary>
    public string? ByHand { get; init; }

    /// <summary>For the statute of a team, which lets go only what your agency made itself: where each item came from, in words; left out
    /// on any other basis.</summary>
    public string? Origins { get; init; }

    /// <summary>For items that wait while others go: what has to be done, who does it and where it is recorded, in words; left out where
    /// none waits.</summary>
    public IReadOnlyList<string>? NextSteps { get; init; }
}

/// <summary>The copy was made.</summary>
public sealed record MadeAnswer(DisclosureId Id, long Version)
{
    /// <summary>How it gets there, where nobody there can read it here; else left out.</summary>
    public string? ByHand { get; init; }

    /// <summary>Until when it is to be handed over, where nobody there can read it here; else left out.</summary>
    public DateTimeOffset? HandOverBy { get; init; }
}
