using Coordination.Domain.Consent;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Consent;

/// <summary>A survivor's consent, for the advocates of the agency that serves her. For everybody else there is none.</summary>
public static class ConsentRoutes
{
    public static IServiceCollection AddConsent(this IServiceCollection services) => services
        .AddSingleton<ComparisonCall>().AddFeatureJson(ConsentJson.Default);

    public static IEndpointRouteBuilder MapConsent(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/consent/{survivor:guid}").WithTags("Consent").RequireAuthorization(Policies.Advocates)
            .OpenTo(AgencyStanding.Suspended);
        group.MapPost("/", Open).AsCreation().WithSummary("Opens the consent record of a survivor whom your agency serves.");
        group.MapGet("/", Get)
            .WithSummary("What is in force, with days left; what was refused, taken back, explained. For the custodian only.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/notices", GiveNotice).AsCreation().WithSummary("Records what was explained before a signature (CG-03).");
        group.MapPost("/declinations", Decline).AsCreation().WithSummary("Records that she said no. No reason is asked.")
            .OpenTo(AgencyStanding.Left);
        group.MapPost("/minority", RecordMinority).AsCommand().WithSummary("What of her age matters for signatures (CG-09, CG-10).");
        group.MapPost("/capacity", RecordCapacity).AsCommand().WithSummary("Legal capacity (CG-12).");
        group.MapPost("/minor-capacity", FindCapacity).AsCommand()
            .WithSummary("Whether a minor was found capable of knowingly consenting: who found it, when, and on what it stands (CG-09).");
        group.MapPost("/guardians", RecordGuardian).AsCreation()
            .WithSummary("A parent or guardian, or somebody else who may sign for her.");
        group.MapPost("/guardians/{guardian:guid}", ChangeGuardian).AsCommand()
            .WithSummary("What is known of somebody who may sign for her now, in place of what was. It lifts no disqualification.");
        group.MapPost("/guardians/{guardian:guid}/disqualify", Disqualify).AsCommand()
            .WithSummary("An alleged abuser may not sign; what they signed is void (CG-11).");
        group.MapPost("/death-instruction", InstructForDeath).AsCommand()
            .WithSummary("Her instruction for the event of her death (CG-35).");
        group.MapPost("/death", RecordDeath).AsCommand().WithSummary("She died.");
        group.MapPost("/death/withdraw", WithdrawDeath).AsCommand()
            .WithSummary("It was recorded by mistake that she died: from now on she signs and is told again.");
        group.MapReleases();
        group.MapComparisons();
        group.MapPermissions();
        group.MapMerging();
        NoticeWordRoutes.Map(routes);
        return routes;
    }

    private static Task<IResult> Open(SurvivorId survivor, CommandCall call) => call.Run(async work =>
    {
        var served = await work.Load(SurvivorStream.Definition, survivor);
        var state = await work.Load(ConsentStream.Definition, survivor);
        if (served is not SurvivorState.Welcomed known || known.Custodian != work.Actor.Agency)
        {
            return new Refusal(RefusalReason.NotFound, "There is no such survivor.");
        }

        work.Record(ConsentStream.Definition, survivor, ConsentDecider.Decide(
            new OpenConsentRecord(survivor, work.Actor.Agency, known.Age?.UnderEighteen, known.Age?.Emancipated ?? false,
                known.Age?.EighteenFrom)
            { Reached = known.Age?.Reached }, state));
        return work.Created(ConsentStream.Definition, survivor, $"/v1/consent/{survivor}");
    });

    private static Task<IResult> GiveNotice(SurvivorId survivor, NoticeRequest body, CommandCall call)
    {
        var notice = new NoticeId(call.NewId());
        return call.Create(survivor, notice,
            async (work, state) => await work.FirstOfficeOfNobody(body.Recipients, "recipients") is { } unknown
                ? unknown
                : ConsentDecider.Decide(new GiveNotice
                {
                    Notice = notice,
                    Recipients = body.Recipients,
                    Topics = body.Topics,
                    Language = body.Language,
                    Interpreter = body.Interpreter,
                    By = work.Actor.Person,
                    GivenAt = body.GivenAt ?? work.Now,
                    At = work.Now,
                }, state));
    }

    private static Task<IResult> Decline(SurvivorId survivor, DeclineRequest body, CommandCall call, TimeProvider time)
    {
        var declination = new DeclinationId(call.NewId());
        return call.Create(survivor, declination,
            async (work, state) => await work.FirstUnknown(body.Recipients ?? [], "recipients") is { } unknown
                ? unknown
                : ConsentDecider.Decide(new DeclineConsent
                {
                    Declination = declination,
                    Recipients = body.Recipients ?? [],
                    RecipientKinds = body.RecipientKinds ?? [],
                    Categories = body.Categories ?? [],
                    By = work.Actor.Person,
                    Through = body.Through,
                    SaidAt = body.SaidAt ?? work.Now,
                    At = work.Now,
                }, state), Said.At(body.SaidAt, time).Before);
    }

    // Her own record says her age group, too: what is recorded here is recorded there in the same instant.
    private static Task<IResult> RecordMinority(SurvivorId survivor, MinorityRequest body, CommandCall call) => call.Run(async work =>
    {
        var served = await work.Load(SurvivorStream.Definition, survivor);
        var state = await work.Load(ConsentStream.Definition, survivor);
        if (state.WithheldFrom(work.Actor.Agency) is { } refusal)
            return refusal;
        var command = new RecordMinority(body.UnderEighteen, body.Emancipated, body.MayReceiveServiceAlone,
            work.Now)
        {
            Services = body.Services,
            EighteenFrom = body.EighteenFrom,
            Majority = AgeOfMajority.YearsAt(work.Now, await work.Load(TaskForceStream.Definition))
        };
        work.Record(ConsentStream.Definition, survivor, ConsentDecider.Decide(command, state));
        if (served is SurvivorState.Welcomed known && known.Custodian == work.Actor.Agency)
            work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(AgeDecider.InHerRecord(command, work.Actor), served));
        return work.Changed(ConsentStream.Definition, survivor);
    });

    private static Task<IResult> RecordCapacity(SurvivorId survivor, CapacityRequest body, CommandCall call) =>
        call.Change(survivor, (_, state) =>
            ConsentDecider.Decide(new RecordCapacity(body.LegallyIncapacitated) { ServedWithoutGuardian = body.ServedWithoutGuardian },
                state));

    private static Task<IResult> FindCapacity(SurvivorId survivor, MinorCapacityRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => ConsentDecider.Decide(
            new FindMinorCapacity(body.Capable, body.Why, body.FoundBy ?? work.Actor.Person, body.FoundAt ?? work.Now, work.Now), state),
            body.FoundAt);

    private static Task<IResult> RecordGuardian(SurvivorId survivor, GuardianRequest body, CommandCall call)
    {
        var guardian = new GuardianId(call.NewId());
        return call.Create(survivor, guardian, async (work, state) =>
            await work.FirstUnknown(body.Agencies ?? [], "agencies") is { } unknown
                ? unknown
                : ConsentDecider.Decide(Recorded(guardian, body), state));
    }

    private static Task<IResult> ChangeGuardian(SurvivorId survivor, GuardianId guardian, GuardianRequest body, CommandCall call) =>
        call.Change(survivor, async (work, state) => !state.Guardians.ContainsKey(guardian) ? ConsentDecider.NoGuardian
            : await work.FirstUnknown(body.Agencies ?? [], "agencies") is { } unknown ? unknown
            : ConsentDecider.Decide(Recorded(guardian, body), state));

    private static RecordGuardian Recorded(GuardianId guardian, GuardianRequest body) =>
        new(guardian, body.Capacity) { Agencies = body.Agencies ?? [], MayConsent = body.MayConsent, Appointment = body.Appointment?.Said };

    private static Task<IResult> Disqualify(SurvivorId survivor, GuardianId guardian, CommandCall call) =>
        call.Change(survivor, (_, state) => ConsentDecider.Decide(new DisqualifyGuardian(guardian), state));

    private static Task<IResult> InstructForDeath(SurvivorId survivor, DeathInstructionRequest body, CommandCall call) =>
        call.Change(survivor, (_, state) => ConsentDecider.Decide(new GiveEventOfDeathInstruction(body.ReleasesContinue), state));

    private static Task<IResult> RecordDeath(SurvivorId survivor, DeathRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => ConsentDecider.Decide(new RecordDeath(body.DiedAt, work.Now), state), body.DiedAt);

    private static Task<IResult> WithdrawDeath(SurvivorId survivor, DeathWithdrawalRequest body, CommandCall call) =>
        call.Change(survivor, (work, state) => ConsentDecider.Decide(new WithdrawDeath(body.Why, work.Actor.Person), state));

    private static async Task<Results<Reply<ConsentAnswer>, ProblemResult>> Get(SurvivorId survivor, Caller caller, StateReader reader,
        ReleaseReader releases, TimeProvider time, CancellationToken cancellation)
    {
        var (states, now) = (reader.ForOneQuery(), time.GetUtcNow());
        var (state, version) = await states.Read(ConsentStream.Definition, survivor, cancellation);
        var (taskForce, _) = await states.Read(TaskForceStream.Definition, cancellation);
        if (state.WithheldFrom(caller.Agency) is not null)
            return Problems.NotFound.With();
        var standing = await releases.Of([.. state.Releases.Select(release => (survivor, release.Id))], now, cancellation, states);
        return Reply.Revealing(ConsentView.Of(survivor, state, taskForce, standing, now), version);
    }
}

/// <summary>What was explained, before any signature. Without <paramref name="GivenAt"/>: now.</summary>
public sealed record NoticeRequest(IReadOnlyList<AgencyId> Recipients, IReadOnlyList<NoticeTopic> Topics, string Language, bool Interpreter,
    DateTimeOffset? GivenAt);

/// <summary>She said no. Nothing named means: to everybody, about everything. Without <paramref name="SaidAt"/>: now.</summary>
public sealed record DeclineRequest(
    Channel Through,
    IReadOnlyList<AgencyId>? Recipients,
    IReadOnlyList<AgencyKind>? RecipientKinds,
    IReadOnlyList<InformationCategory>? Categories,
    DateTimeOffset? SaidAt);

/// <summary>
/// What of her age matters for signatures. <paramref name="Services"/>: what she receives alone; where the policy lists the services that a
/// minor may receive alone, they have to be among those. <paramref name="EighteenFrom"/>: the instant from which she is 18, where she says
/// it. <paramref name="UnderEighteen"/>: whether she is under age, which is under 18, or under a higher age of majority of the tables in
/// force.
/// </summary>
public sealed record MinorityRequest(bool UnderEighteen, bool Emancipated, bool MayReceiveServiceAlone,
    IReadOnlyList<GoalKind>? Services = null, DateTimeOffset? EighteenFrom = null);

/// <summary>Legal capacity. <paramref name="ServedWithoutGuardian"/>: she has a guardian and may receive this service without the
/// guardian's consent.</summary>
public sealed record CapacityRequest(bool LegallyIncapacitated, bool? ServedWithoutGuardian = null);

/// <summary>What somebody found about a minor's capacity to consent, and on what it stands. Without <paramref name="FoundBy"/>: you;
/// without <paramref name="FoundAt"/>: now.</summary>
public sealed record MinorCapacityRequest(bool Capable, Sensitive<string> Why, PersonId? FoundBy, DateTimeOffset? FoundAt);

/// <summary>
/// A parent or guardian, or whoever else signs for her. <paramref name="Agencies"/>: for which they work, or which they are themselves:
/// towards these they do not sign. <paramref name="MayConsent"/>: whether what appointed them lets them consent to what is told about her.
/// <paramref name="Appointment"/>: of a personal representative of somebody who died.
/// </summary>
public sealed record GuardianRequest(SignerCapacity Capacity, IReadOnlyList<AgencyId>? Agencies = null, bool? MayConsent = null,
    AppointmentRequest? Appointment = null);

/// <summary>On what the standing of a personal representative rests: the document, the court or office that issued it, from when it holds
/// and until just before when.</summary>
public sealed record AppointmentRequest(Sensitive<string> Document, Sensitive<string> Court, DateTimeOffset From,
    DateTimeOffset? Until = null)
{
    internal Appointment Said => new(Document, Court, From, Until);
}

/// <summary>Her instruction for the event of her death.</summary>
public sealed record DeathInstructionRequest(bool ReleasesContinue);

/// <summary>Her death.</summary>
public sealed record DeathRequest(DateTimeOffset DiedAt);

/// <summary>How it came about that her death was recorded by mistake.</summary>
public sealed record DeathWithdrawalRequest(Sensitive<string> Why);
