using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Host.Features.RoleViews;
using Coordination.Projections;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.PartnerInbox;
using Coordination.Projections.SurvivorLedger;
using Xunit;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>What only follows from the time at which somebody looks, to the tick.</summary>
public sealed class AnswersAtAnInstantTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LedgerRelease s_release = new()
    {
        Survivor = new(Guid.NewGuid()),
        Agency = new("harbor"),
        Release = new(Guid.NewGuid()),
        Signatures = [],
        RecordedAt = s_noon,
        Terms = new ReleaseTerms { Discloser = new("harbor"), Recipients = [], Grants = [], Purposes = [], Starts = s_noon, Expires = s_noon.AddDays(30) },
    };

    private static readonly InboxAction s_action = new()
    {
        Action = new(Guid.NewGuid()),
        Review = new(Guid.NewGuid()),
        Agency = new("county-sheriff"),
        Person = new("dana"),
        Task = Sensitive.Of("Call the motel."),
        Due = new(2026, 3, 1),
        DueBy = s_noon,
    };

    [Fact]
    public void A_release_is_in_force_from_its_start_until_just_before_its_end()
    {
        var gone = new CaseloadRelease(s_release.Release, s_release.Terms, ReleaseStanding.Revoked, s_noon);
        var holds = new ReleaseNow(true, []);

        Assert.Equal([ReleaseForce.NotYet, ReleaseForce.InForce, ReleaseForce.InForce, ReleaseForce.Expired], new[] { s_noon.AddTicks(-1), s_noon, s_noon.AddDays(30).AddTicks(-1), s_noon.AddDays(30) }
            .Select(now => CaseloadReleaseAnswer.Of(gone with { Standing = ReleaseStanding.Active }, holds, now).Force));
        Assert.Equal(ReleaseForce.Revoked, CaseloadReleaseAnswer.Of(gone, holds, s_noon).Force);
    }

    [Fact]
    public void A_release_of_which_the_gate_lets_nothing_go_is_not_in_force_and_says_why()
    {
        var kept = new ReleaseNow(false, [new ReleaseObstacle(new("county-sheriff"), "CG-09", "signatures", "said", "next")]);
        var standing = new Dictionary<ReleaseId, ReleaseNow> { [s_release.Release] = kept };

        var (hers, listed) = (LedgerReleaseAnswer.Of(s_release, standing), CaseloadReleaseAnswer.Of(new(s_release.Release, s_release.Terms, ReleaseStanding.Active, s_noon), kept, s_noon));

        Assert.Equal((false, kept.Obstacles), (hers.InForceNow, hers.Obstacles));
        Assert.Equal((ReleaseForce.Kept, null, kept.Obstacles), (listed.Force, listed.DaysLeft, listed.Obstacles));
    }

    [Fact]
    public void An_action_is_overdue_from_the_instant_at_which_it_was_due_until_it_ended()
    {
        Assert.Equal([false, true], new[] { s_noon.AddTicks(-1), s_noon }.Select(now => InboxActionAnswer.Of(s_action, now).Overdue));
        Assert.False(InboxActionAnswer.Of(s_action with { Progress = ActionProgress.Completed }, s_noon).Overdue);
    }

    [Fact]
    public void An_action_that_can_be_ended_shows_the_ways_and_one_whose_meeting_is_not_known_or_that_ended_shows_none()
    {
        Assert.NotEmpty(InboxActionAnswer.Of(s_action, s_noon).Ways!);
        Assert.Null(InboxActionAnswer.Of(s_action with { Review = null }, s_noon).Ways);
        Assert.Null(InboxActionAnswer.Of(s_action with { Progress = ActionProgress.NotPossible }, s_noon).Ways);
    }
}
