namespace Coordination.Host.Features.Partners;

/// <summary>Partner agencies, for those who run the task force. Joining and leaving changes the membership in the same append.</summary>
public static class PartnerRoutes
{
    public static IServiceCollection AddPartners(this IServiceCollection services) => services
        .AddSingleton<ConcernLocks>()
        .AddFeatureJson(PartnersJson.Default);

    public static IEndpointRouteBuilder MapPartners(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/agencies").WithTags("Agencies").RequireAuthorization(Policies.Office);
        group.MapPost("/", Join).AsCreation().WithSummary("An agency joins the task force and becomes a member.");
        group.MapGet("/", List).Produces<PageOf<ListedAgencyAnswer>>()
            .WithSummary("Agencies and divisions that belong to the task force, by name. profilesKnown=false: those of which nobody " +
                "knows which law binds them, with what to do next; settle these before you adopt rules that bind by profile.");
        group.MapGet("/{agency}", Get).WithSummary("An agency: its kind, standing, agreements and trained people.");
        group.MapPost("/{agency}/divisions", FormDivision).AsCreation()
            .WithSummary("Forms a division of the agency: a compartment of its own, to which the rest of the agency is a recipient like " +
                "any other. It is a member in standing while the agency is.");
        group.MapPost("/{agency}/profiles", SetProfiles).AsCommand()
            .WithSummary("Sets which bodies of law bind the agency, from now or a later instant on. One that is dropped binds for some " +
                "days more, unless the agency itself says so (POST /v1/me/profiles), and so does one that was named before nobody knew.");
        group.MapPost("/{agency}/agreements", SignAgreement).AsCommand().WithSummary("The agency signs the agreement.");
        group.MapPost("/{agency}/agreements/end", EndAgreement).AsCommand().WithSummary("Ends an agreement before its time.");
        group.MapPost("/{agency}/trainings", RecordTraining).AsCommand()
            .WithSummary("A person of the agency completed the confidentiality training.");
        group.MapPost("/{agency}/suspend", Suspend).AsCommand()
            .WithSummary("Suspends the agency's standing: nothing goes to it or comes from it.");
        group.MapPost("/{agency}/restore", Restore).AsCommand().WithSummary("Restores the agency's standing.");
        group.MapPost("/{agency}/leave", Leave).AsCommand().WithSummary("The agency leaves the task force.");
        ConcernRoutes.Map(routes);
        OutsideRoutes.Map(routes);
        OwnProfileRoutes.Map(routes);
        return routes;
    }

    private static Task<IResult> Join(JoinRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(PartnerStream.Definition, body.Agency);
        var taskForce = await work.Load(TaskForceStream.Definition);
        work.Record(PartnerStream.Definition, body.Agency,
            PartnerDecider.Decide(new JoinTaskForce(body.Agency, body.Name, body.Kind, body.Profiles, work.Now), state));
        work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new AddMemberAgency(body.Agency), taskForce));
        return work.Created(PartnerStream.Definition, body.Agency, $"/v1/agencies/{body.Agency}");
    });

    private static Task<IResult> FormDivision(AgencyId agency, DivisionRequest body, CommandCall call) => call.Run(async work =>
    {
        var command = new FormDivision(agency, body.Division, body.Name, body.Kind, body.Profiles, work.Now);
        var whole = await work.Load(PartnerStream.Definition, agency);
        if (work.Record(PartnerStream.Definition, agency, DivisionDecider.DecideForAgency(command, whole)) is { } refusal)
            return refusal;
        var division = await work.Load(PartnerStream.Definition, body.Division);
        var taskForce = await work.Load(TaskForceStream.Definition);
        work.Record(PartnerStream.Definition, body.Division, DivisionDecider.Decide(command, whole, division));
        work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new AddMemberAgency(body.Division), taskForce));
        return work.Created(PartnerStream.Definition, body.Division, $"/v1/agencies/{body.Division}");
    });

    private static Task<IResult> SetProfiles(AgencyId agency, ProfilesRequest body, CommandCall call) =>
        Change(call, agency, (state, now) =>
            PartnerDecider.Decide(new SetProfiles(body.Profiles, body.EffectiveFrom,
                now)
            { FoundBy = FindingOf(body.FoundBy, call), SaidByItself = agency == call.Caller.Agency }, state));

    internal static ProfileFinding? FindingOf(ProfileFindingRequest? found, CommandCall call) =>
        found is null ? null : new ProfileFinding(call.Caller.Actor.Person, found.Advice, found.LookAgainAt);

    private static Task<IResult> SignAgreement(AgencyId agency, AgreementRequest body, CommandCall call) =>
        ChangeStanding(call, agency,
            (state, now) => PartnerDecider.Decide(new SignAgreement(body.Reference, body.Starts ?? now, body.Ends), state));

    private static Task<IResult> EndAgreement(AgencyId agency, AgreementEndRequest body, CommandCall call) =>
        ChangeStanding(call, agency, (state, _) => PartnerDecider.Decide(new EndAgreement(body.Reference, body.Reason), state));

    private static Task<IResult> RecordTraining(AgencyId agency, TrainingRequest body, CommandCall call) =>
        Change(call, agency, (state, now) =>
            PartnerDecider.Decide(new RecordTraining(body.Person, body.CompletedAt ?? now, body.ValidUntil, now), state));

    private static Task<IResult> Suspend(AgencyId agency, ReasonRequest body, CommandCall call) =>
        ChangeStanding(call, agency, (state, _) => PartnerDecider.Decide(new SuspendStanding(body.Reason), state));

    private static Task<IResult> Restore(AgencyId agency, ReasonRequest body, CommandCall call) =>
        ChangeStanding(call, agency, (state, _) => PartnerDecider.Decide(new RestoreStanding(body.Reason), state));

    // A division may be dissolved by itself; where its agency leaves, it leaves with it.
    private static Task<IResult> Leave(AgencyId agency, ReasonRequest body, CommandCall call) => call.Run(async work =>
    {
        var state = await work.Load(PartnerStream.Definition, agency);
        var taskForce = await work.Load(TaskForceStream.Definition);
        if (work.Record(PartnerStream.Definition, agency,
            PartnerDecider.Decide(new LeaveTaskForce(body.Reason, work.Now), state)) is { } refusal)
            return refusal;
        work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new RemoveMemberAgency(agency), taskForce));
        foreach (var (division, its) in await DivisionsOf(work, agency, state))
        {
            work.Record(PartnerStream.Definition, division, PartnerDecider.Decide(new LeaveTaskForce(body.Reason, work.Now), its));
            work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new RemoveMemberAgency(division), taskForce));
        }

        return work.Changed(PartnerStream.Definition, agency);
    });

    // What an agency signed, and how it stands, holds for its divisions: one commit, so that they never differ.
    private static Task<IResult> ChangeStanding(CommandCall call, AgencyId agency,
        Func<PartnerPosition, DateTimeOffset, Decision<PartnerEvent>> decide) => call.Run(async work =>
    {
        var state = await work.Load(PartnerStream.Definition, agency);
        if (work.Record(PartnerStream.Definition, agency,
            DivisionDecider.StandsWithItsAgency(state) is { } wrong ? wrong : decide(state, work.Now)) is { } refusal)
            return refusal;
        foreach (var (division, its) in await DivisionsOf(work, agency, state))
            work.Record(PartnerStream.Definition, division, decide(its, work.Now));
        return work.Changed(PartnerStream.Definition, agency);
    });

    private static async ValueTask<IReadOnlyList<(AgencyId Division, PartnerPosition State)>> DivisionsOf(CommandSession work,
        AgencyId agency, PartnerPosition state)
    {
        List<(AgencyId, PartnerPosition)> divisions = [];
        foreach (var division in state is PartnerPosition.Partner partner ? partner.Divisions : [])
        {
            if (await work.Load(PartnerStream.Definition, division) is var its && its.IsPartOf(agency))
                divisions.Add((division, its));
        }

        return divisions;
    }

    private static Task<IResult> Change(CommandCall call, AgencyId agency,
        Func<PartnerPosition, DateTimeOffset, Decision<PartnerEvent>> decide) =>
        call.Change(PartnerStream.Definition, agency, (work, state) => decide(state, work.Now));

    private static async Task<IResult> List([AsParameters] AgenciesQuery query, Caller caller, StateReader reader, ListPages pages,
        TimeProvider time, CancellationToken cancellation)
    {
        var (once, now) = (reader.ForOneQuery(), time.GetUtcNow());
        var members = (await once.Read(TaskForceStream.Definition, cancellation)).State is TaskForceState.Formed formed
            ? formed.Members
            : [];
        await once.Prepare(members.Select(member => StreamToRead.Of(PartnerStream.Definition, member)), cancellation);
        List<ListedAgencyAnswer> agencies = [];
        foreach (var member in members.OrderBy(member => member.Value, StringComparer.Ordinal))
        {
            if ((await once.Read(PartnerStream.Definition, member, cancellation)).State is PartnerPosition.Partner partner
                && (query.ProfilesKnown ?? partner.ProfilesAt(now).AreKnown) == partner.ProfilesAt(now).AreKnown)
                agencies.Add(ListedOf(partner, now));
        }

        return await pages.Answer("agencies", caller, query.Page, agencies, agency => agency.Agency.Value, agency => agency);
    }

    private static async Task<Results<Reply<AgencyAnswer>, ProblemResult>> Get(AgencyId agency, StateReader reader, TimeProvider time,
        CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(PartnerStream.Definition, agency, cancellation);
        var now = time.GetUtcNow();
        return state switch
        {
            PartnerPosition.Partner partner =>
                Reply.Revealing(AnswerOf(partner, partner.IsInStanding(agency, now), hasLeft: false, now), version),
            PartnerPosition.Former former => Reply.Revealing(AnswerOf(former.Was, inStanding: false, hasLeft: true, now), version),
            _ => Problems.NotFound.With(),
        };
    }

    private static AgencyAnswer AnswerOf(PartnerPosition.Partner partner, bool inStanding, bool hasLeft, DateTimeOffset now) => new(
        partner.Agency, partner.Name, partner.Kind, partner.BoundBy(now), partner.ProfilesAt(now).AreKnown, partner.ProfilesAt(now).List(),
        HistoryOf(partner),
        inStanding, hasLeft, partner.SuspendedBecause, partner.Agreements,
        [.. partner.Trainings.OrderBy(t => t.Key.Value, StringComparer.Ordinal)
            .Select(t => new TrainingAnswer(t.Key, t.Value.CompletedAt, t.Value.ValidUntil))],
        partner.PartOf, partner.Divisions, hasLeft ? null : ToDo(partner, now));

    // The office that admits an agency sets its profiles.
    internal static IReadOnlyList<ProfilesAnswer> HistoryOf(PartnerPosition.Partner partner) =>
    [
        new(null, partner.ProfilesAtJoining, null, ProfileSetter.Office, partner.JoinedAt, Lifted: false),
        .. partner.ProfilesSaid.Select(set => new ProfilesAnswer(set.EffectiveFrom, set.Profiles, set.FoundBy, set.SetBy, set.SetAt,
            Lifted: !partner.ProfileSettings.Contains(set, ReferenceEqualityComparer.Instance))),
    ];

    private static ListedAgencyAnswer ListedOf(PartnerPosition.Partner partner, DateTimeOffset now) => new(
        partner.Agency, partner.Name, partner.Kind, partner.PartOf, partner.IsInStanding(partner.Agency, now),
        partner.ProfilesAt(now).AreKnown, partner.ProfilesAt(now).List(), ToDo(partner, now));

    private static string? ToDo(PartnerPosition.Partner partner, DateTimeOffset now) => partner.ProfilesAt(now).AreKnown ? null
        : partner.FindingAt(now) is { } finding
            ? $"Profiles: unknown; the strictest applies. The finding that none binds it held until {finding.LookAgainAt:yyyy-MM-dd}: " +
                $"look at it again, and record the result (POST /v1/agencies/{partner.Agency}/profiles)."
        : $"Profiles: unknown; the strictest applies. Ask the agency's counsel which laws bind it: its counsel or administrator records " +
            $"them, or that none does (POST /v1/me/profiles), or the office does (POST " +
            $"/v1/agencies/{partner.Agency}/profiles).{Standing(partner, now)}";

    // What the office cannot leave out at once.
    private static string Standing(PartnerPosition.Partner partner, DateTimeOffset now) =>
        partner.StandAt(now) is { Count: > 0 } stand ? $" Named before: {string.Join(", ", stand.Select(Word))}." : "";

    internal static string Word(PolicyProfile profile) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(profile.ToString());
}

/// <summary>
/// An agency joins. Name each body of law that binds it: <c>vawa</c>, <c>fvpsa</c> and <c>voca</c> are three, and <c>vawa</c> alone means
/// VAWA alone. An empty list says that nobody knows: then the strictest applies.
/// </summary>
public sealed record JoinRequest(AgencyId Agency, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles);

/// <summary>
/// A division is formed: a part of the agency whose records the rest of it does not have, such as the victim unit of a prosecutor's office.
/// <paramref name="Division"/> is the name that its people's tokens carry as their agency, and that releases name. Its profiles are its
/// own; an empty list says that nobody knows.
/// </summary>
public sealed record DivisionRequest(AgencyId Division, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles);

/// <summary>
/// Which bodies of law bind the agency, all together; <c>vawa</c> alone means VAWA alone, and neither FVPSA nor VOCA. Without
/// <paramref name="EffectiveFrom"/> from now on. An empty list says that nobody knows, unless <paramref name="FoundBy"/> says that none
/// binds it; that nobody knows drops no law that was named before. What the agency says itself lifts what the office had set for that
/// instant or later.
/// </summary>
public sealed record ProfilesRequest(IReadOnlyList<PolicyProfile> Profiles, DateTimeOffset? EffectiveFrom, ProfileFindingRequest? FoundBy);

/// <summary>The finding that no profile binds the agency: on whose advice and why, and when it is looked at again, until when it
/// holds.</summary>
public sealed record ProfileFindingRequest(Sensitive<string> Advice, DateTimeOffset LookAgainAt);

/// <summary>An agreement, from <paramref name="Starts"/> (now, when left out) until just before <paramref name="Ends"/>.</summary>
public sealed record AgreementRequest(string Reference, DateTimeOffset? Starts, DateTimeOffset Ends);

/// <summary>Ends an agreement.</summary>
public sealed record AgreementEndRequest(string Reference, Sensitive<string> Reason);

/// <summary>A training, completed at <paramref name="CompletedAt"/> (now, when left out) and good until just before
/// <paramref name="ValidUntil"/>.</summary>
public sealed record TrainingRequest(PersonId Person, DateTimeOffset? CompletedAt, DateTimeOffset ValidUntil);

/// <summary>Why.</summary>
public sealed record ReasonRequest(Sensitive<string> Reason);

/// <summary>An agency as the office sees it.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Name">Its name in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Profiles">The bodies of law that were recorded for now.</param>
/// <param name="ProfilesKnown">Whether it is known which bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now, with the one that its kind implies; where it is not known which, every one that
/// keeps things from going.</param>
/// <param name="ProfileHistory">Those that it joined with, and all that were set since, also for later.</param>
/// <param name="InStanding">Whether it is a partner in good standing, under an agreement.</param>
/// <param name="HasLeft">Whether it left.</param>
/// <param name="SuspendedBecause">Why its standing is suspended.</param>
/// <param name="Agreements">What it signed.</param>
/// <param name="Trainings">Who of it is trained.</param>
/// <param name="PartOf">The agency of which it is a division; left out for an agency of its own.</param>
/// <param name="Divisions">What was formed as a division of it, also where that has left since.</param>
/// <param name="ToDo">What to do about its profiles; left out where nothing is.</param>
public sealed record AgencyAnswer(
    AgencyId Agency,
    string Name,
    AgencyKind Kind,
    IReadOnlyList<PolicyProfile> Profiles,
    bool ProfilesKnown,
    IReadOnlyList<PolicyProfile> BoundAs,
    IReadOnlyList<ProfilesAnswer> ProfileHistory,
    bool InStanding,
    bool HasLeft,
    Sensitive<string>? SuspendedBecause,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<TrainingAnswer> Trainings,
    AgencyId? PartOf,
    IReadOnlyList<AgencyId> Divisions,
    string? ToDo);

/// <summary>An agency in the list of those that belong to the task force.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Name">Its name in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="PartOf">The agency of which it is a division; left out for an agency of its own.</param>
/// <param name="InStanding">Whether it is a partner in good standing, under an agreement.</param>
/// <param name="ProfilesKnown">Whether it is known which profiles bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now.</param>
/// <param name="ToDo">What to do about its profiles; left out where nothing is.</param>
public sealed record ListedAgencyAnswer(
    AgencyId Agency, string Name, AgencyKind Kind, AgencyId? PartOf, bool InStanding, bool ProfilesKnown,
    IReadOnlyList<PolicyProfile> BoundAs, string? ToDo);

/// <summary>Which page of the agencies.</summary>
public sealed record AgenciesQuery
{
    /// <summary>The <c>next</c> of the page before.</summary>
    public string? After { get; init; }

    /// <summary>At most so many: 1 to 200, else 50.</summary>
    public int? Limit { get; init; }

    /// <summary><c>false</c>: only those of which nobody knows which profiles bind them. <c>true</c>: only the others.</summary>
    public bool? ProfilesKnown { get; init; }

    internal ListQuery Page => new() { After = After, Limit = Limit };
}

/// <summary>Profiles that were set for the agency.</summary>
/// <param name="EffectiveFrom">From when they hold; left out for those with which it joined, or was formed.</param>
/// <param name="Profiles">The bodies of law.</param>
/// <param name="FoundBy">The finding that none binds it, where somebody found that.</param>
/// <param name="SetBy">Who said so: <c>office</c> or <c>agency</c>, the agency itself; left out where that was not kept.</param>
/// <param name="SetAt">When that was said; left out where that was not kept.</param>
/// <param name="Lifted">True for what never took effect, because the agency itself said otherwise before.</param>
public sealed record ProfilesAnswer(DateTimeOffset? EffectiveFrom, IReadOnlyList<PolicyProfile> Profiles, ProfileFinding? FoundBy,
    ProfileSetter? SetBy, DateTimeOffset? SetAt, bool Lifted);

/// <summary>A person's training.</summary>
public sealed record TrainingAnswer(PersonId Person, DateTimeOffset CompletedAt, DateTimeOffset ValidUntil);

[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(DivisionRequest))]
[JsonSerializable(typeof(ProfilesRequest))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(AgreementEndRequest))]
[JsonSerializable(typeof(TrainingRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(AgencyAnswer))]
[JsonSerializable(typeof(OwnProfilesAnswer))]
[JsonSerializable(typeof(OutsideRequest))]
[JsonSerializable(typeof(OutsideRecordedAnswer))]
[JsonSerializable(typeof(OutsidePage))]
[JsonSerializable(typeof(OutsideAnswer))]
[JsonSerializable(typeof(PageOf<ListedAgencyAnswer>))]
[JsonSerializable(typeof(ConcernRequest))]
[JsonSerializable(typeof(ConcernAnswer))]
[JsonSerializable(typeof(ConcernWordsRequest))]
[JsonSerializable(typeof(ConcernReplyRequest))]
[JsonSerializable(typeof(ConcernReasonRequest))]
[JsonSerializable(typeof(PageOf<ConcernView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PartnersJson : JsonSerializerContext;
