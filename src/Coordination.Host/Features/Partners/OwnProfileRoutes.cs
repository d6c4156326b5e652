namespace Coordination.Host.Features.Partners;

/// <summary>Which bodies of law bind the caller's own agency: its people see what the office recorded, also for later, and its counsel or
/// administrator says what is right.</summary>
internal static class OwnProfileRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/v1/me/profiles").WithTags("Me").RequireAuthorization(Policies.Staff).OpenTo(AgencyStanding.Left);
        staff.MapGet("/", Get).WithSummary(
            "Which bodies of law bind your agency as it is recorded: now, before, and from a later date on; who recorded it, your agency " +
                "or the office, and what to do about it.");
        var own = routes.MapGroup("/v1/me/profiles").WithTags("Me").RequireAuthorization(Policies.OwnLaw).OpenTo(AgencyStanding.Suspended);
        own.MapPost("/", Set).AsCommand()
            .WithSummary("Says which bodies of law bind your agency, from now or a later instant on. Whoever says it for the agency also " +
                "drops one at once, and lifts whatever the office had set for that instant or later.");
    }

    private static Task<IResult> Set(ProfilesRequest body, CommandCall call) =>
        call.Change(PartnerStream.Definition, call.Caller.Agency, (work, state) =>
        {
            var command = new SetProfiles(body.Profiles, body.EffectiveFrom, work.Now) { SaidByItself = true };
            return PartnerDecider.Decide(command with { FoundBy = PartnerRoutes.FindingOf(body.FoundBy, call) }, state);
        });

    private static async Task<Results<Reply<OwnProfilesAnswer>, ProblemResult>> Get(Caller caller, StateReader reader, TimeProvider time,
        CancellationToken cancellation)
    {
        var (state, version) = await reader.Read(PartnerStream.Definition, caller.Agency, cancellation);
        if ((state as PartnerPosition.Partner ?? (state as PartnerPosition.Former)?.Was) is not { } partner)
            return Problems.NotFound.With();
        var now = time.GetUtcNow();
        return Reply.Revealing(
            new OwnProfilesAnswer(partner.Agency, partner.Kind, partner.BoundBy(now), partner.ProfilesAt(now).AreKnown,
                partner.ProfilesAt(now).List(), PartnerRoutes.HistoryOf(partner), partner.ProfilesChangeAfter(now), ToDo(partner, now)),
            version);
    }

    private static string? ToDo(PartnerPosition.Partner partner, DateTimeOffset now)
    {
        var change = partner.ProfileSettings.Where(set => set.EffectiveFrom > now && set.SetBy != ProfileSetter.Agency)
            .OrderBy(set => set.EffectiveFrom)
            .Select(set => (set.EffectiveFrom, Dropped: partner.StandAt(set.EffectiveFrom.AddTicks(-1))
                .Except(partner.StandAt(set.EffectiveFrom)).Select(PartnerRoutes.Word).ToList()))
            .FirstOrDefault(drop => drop.Dropped.Count > 0);
        var stops = change.Dropped is { } laws
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"From {change.EffectiveFrom.UtcDateTime:yyyy-MM-dd HH:mm} UTC on, as the office recorded, your agency is bound no more " +
                    $"by {string.Join(", ", laws)}. If that is wrong, your counsel or administrator says before then which laws bind it " +
                    $"(POST /v1/me/profiles, without effectiveFrom): that lifts what the office set for later.")
            : null;
        var unknown = partner.ProfilesAt(now).AreKnown
            ? null
            : "Nobody recorded which laws bind your agency, so the strictest apply. Your counsel or administrator records them, or that " +
                "none does (POST /v1/me/profiles), or the task force's office does.";
        return unknown is null || stops is null ? unknown ?? stops : $"{unknown} {stops}";
    }
}

/// <summary>Which bodies of law bind the caller's own agency.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Profiles">The bodies of law that were recorded for now.</param>
/// <param name="ProfilesKnown">Whether it is known which bind it. Where it is not, the strictest applies.</param>
/// <param name="BoundAs">The profiles that bind it now, with the one that its kind implies.</param>
/// <param name="ProfileHistory">Those that it joined with, and all that were set since, also for later.</param>
/// <param name="ChangeAt">When the next of those takes effect; left out where none is to come.</param>
/// <param name="ToDo">What the agency's counsel or administrator looks at: that nobody knows, or a law that the office drops and until when
/// they can stop it; left out where there is nothing.</param>
public sealed record OwnProfilesAnswer(
    AgencyId Agency, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles, bool ProfilesKnown, IReadOnlyList<PolicyProfile> BoundAs,
    IReadOnlyList<ProfilesAnswer> ProfileHistory, DateTimeOffset? ChangeAt, string? ToDo);
