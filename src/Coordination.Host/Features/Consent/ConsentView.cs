using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>Shows a consent record to those who hold it.</summary>
internal static class ConsentView
{
    public static ConsentAnswer Of(SurvivorId survivor, ConsentPosition state, TaskForceState taskForce,
        IReadOnlyDictionary<ReleaseId, ReleaseNow> standing, DateTimeOffset now) => new(
        survivor,
        [.. state.Releases.Select(release => Of(release, state, taskForce, standing[release.Id], now))],
        [.. state.Notices.Select(notice => notice.Given)],
        [.. state.Declinations.Select(declination => declination.Said)],
        Of(state.Minority, taskForce, now),
        state.LegallyIncapacitated,
        [.. state.Guardians.OrderBy(g => g.Key.Value)
            .Select(g => new GuardianAnswer(g.Key, g.Value.Capacity, g.Value.IsDisqualified, g.Value.Agencies, g.Value.MayConsent,
                g.Value.Appointment))],
        state.ReleasesContinueAfterDeath,
        state.DiedAt,
        state.Waivers,
        state.ShelterAuthorisations,
        state.TrialPending,
        state.Merger?.With ?? [],
        state.ServedWithoutGuardian,
        state.MinorCapacity,
        state.ProtectionWaiver,
        [.. state.RepresentedTogetherBy.OrderBy(agency => agency.Value, StringComparer.Ordinal)],
        [.. state.AdvisedAlone.OrderBy(advice => advice.Key.Value, StringComparer.Ordinal)
            .Select(advice => new AdviceAnswer(advice.Key, advice.Value))]);

    private static MinorityAnswer Of(Minority age, TaskForceState taskForce, DateTimeOffset now) => new(
        AgeOfMajority.IsUnderEighteen(age.UnderEighteen, age.EighteenFrom, now), age.Emancipated, age.MayReceiveServiceAlone, age.Services,
        age.EighteenFrom, age.IsMinorAt(now, taskForce));

    private static ReleaseAnswer Of(Release release, ConsentPosition state, TaskForceState taskForce,
        ReleaseNow standing, DateTimeOffset now)
    {
        var lacks = release.IsOpenAt(now) && release.LacksSecondSignatureAt(now, state, taskForce);
        var inForce = standing.Holds;
        return new ReleaseAnswer(
            release.Id,
            StandingOf(release, now),
            inForce,
            inForce ? (int)(release.EndsAt!.Value - now).TotalDays : null,
            release.Terms,
            release.Signatures,
            release.WarningsAcknowledged,
            release.Renews)
        {
            KeepsBeside = release.KeepsBeside is { Count: > 0 } kept ? kept : null,
            LacksSecondSignature = lacks ? true : null,
            Obstacles = standing.Obstacles is { Count: > 0 } obstacles ? obstacles : null,
            ToldFirst = standing.ToldFirst,
        };
    }

    private static ReleaseStanding StandingOf(Release release, DateTimeOffset now) => release.State switch
    {
        ReleaseState.Active => now >= release.Terms.Expires ? ReleaseStanding.Expired : ReleaseStanding.Active,
        ReleaseState.Revoked => ReleaseStanding.Revoked,
        ReleaseState.Expired => ReleaseStanding.Expired,
        ReleaseState.Void => ReleaseStanding.Void,
        ReleaseState.Superseded => ReleaseStanding.Superseded,
        _ => throw new UnreachableException(),
    };
}
