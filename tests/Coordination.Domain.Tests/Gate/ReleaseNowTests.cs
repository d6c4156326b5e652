using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Whether a release holds now is what the gate says of it, and where it does not, somebody reads why and what to do.</summary>
public sealed class ReleaseNowTests
{
    private static readonly RuleSetAdopted ByProfile = new(Noon.AddDays(-200), "2026-2");
    private static readonly GuardianId Mother = new(Numbered(21)), Brother = new(Numbered(22));
    private static readonly ReleaseId Theirs = new(Numbered(23));

    private static GateWorld World => Permitting with { TaskForce = [.. Permitting.TaskForce, ByProfile] };

    private static ReleaseNow Now(GateWorld world, ReleaseId? release = null) =>
        ReleaseNow.Of(world.Facts.Consent.Find(release ?? HerRelease)!, world.Now, new Dictionary<AgencyId, GateFacts> { [Police] = world.Facts });

    private static void Kept(GateWorld world, string rule, string reason, ReleaseId? release = null)
    {
        var now = Now(world, release);
        Assert.False(now.Holds);
        var obstacle = Assert.Single(now.Obstacles, obstacle => obstacle.Rule == rule && obstacle.Reason == reason);
        Assert.True(obstacle.Said.Length > 10 && obstacle.Next.Length > 10);
    }

    [Fact]
    public void One_that_the_gate_lets_through_holds_and_has_no_obstacle()
    {
        var now = Now(World);
        Assert.True(now.Holds);
        Assert.Empty(now.Obstacles);
        Assert.Null(now.ToldFirst);
    }

    [Fact]
    public void It_holds_from_its_start_until_just_before_its_end()
    {
        var (start, end) = (Noon.AddDays(-2), Noon.AddDays(30));

        Kept(World with { Now = start.AddTicks(-1) }, "CG-04", "not-yet");
        Assert.True(Now(World with { Now = start }).Holds);
        Assert.True(Now(World with { Now = end.AddTicks(-1) }).Holds);
        Kept(World with { Now = end }, "CG-04", "expired");
        Kept(World.And(new ReleaseRevoked(HerRelease, Ana, Channel.InPerson)), "CG-14", "revoked");
    }

    [Fact]
    public void One_that_a_minor_signed_alone_does_not_hold_and_coming_of_age_does_not_mend_it()
    {
        var minor = World.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon.AddDays(-1) });

        Kept(minor, "CG-09", "signatures");
        Kept(minor with { Now = Noon.AddDays(5) }, "CG-09", "signatures");
    }

    [Fact]
    public void One_whose_guardian_may_sign_no_more_does_not_hold()
    {
        var signed = World.And(new MinorityRecorded(true, false, false), new GuardianRecorded(Mother, SignerCapacity.Parent))
            .Signing(s => s with { Signatures = [HerSignature, HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Mother }] });

        Assert.True(Now(signed).Holds);
        Assert.False(Now(signed.And(new GuardianDisqualified(Mother))).Holds);
    }

    [Fact]
    public void Where_the_agency_is_suspended_or_she_refused_since_it_does_not_hold()
    {
        Kept(World with { Recipient = [.. World.Recipient, new StandingSuspended(Sensitive.Of("a complaint"))] }, "CG-40", "standing");
        Kept(World with { Discloser = [.. World.Discloser, new StandingSuspended(Sensitive.Of("a complaint"))] }, "CG-40", "standing");
        Kept(World with { Recipient = [.. World.Recipient.Where(e => e is not ConfidentialityTrainingRecorded)] }, "CG-40", "standing");
        Kept(World.And(new ConsentDeclined(new DeclinationId(Numbered(31)), [], [], [], Ana, Channel.Telephone, Noon)), "CG-33", "refused");
    }

    [Fact]
    public void Her_own_terms_keep_it_while_a_trial_is_pending_and_not_because_she_wants_to_be_told_first()
    {
        var trial = World.WithTerms(terms => terms with { Conditions = [ReleaseCondition.NotWhileTrialPending] });
        Kept(trial, "CG-37", "condition");
        Assert.True(Now(trial.And(new TrialStatusRecorded(false, Ana, Noon))).Holds);

        var told = Now(World.WithTerms(terms => terms with { Conditions = [ReleaseCondition.TellMeFirst] }));
        Assert.True(told.Holds);
        Assert.NotNull(told.ToldFirst);
    }

    [Fact]
    public void One_that_a_personal_representative_signed_holds_where_a_review_of_deaths_would_get_something_under_it()
    {
        var world = Represented(PolicyProfile.Part2);

        Assert.Empty(Now(world, Theirs).Obstacles);
        Assert.True(Now(world, Theirs).Holds);
        Assert.True(Now(Represented(PolicyProfile.Hipaa), Theirs).Holds);
        Kept(world with { TaskForce = [.. world.TaskForce.Where(e => e is not JurisdictionTableLoaded)] }, "CG-45", "review-not-named", Theirs);
        Kept(world.And(new GuardianDisqualified(Brother)), "CG-45", "part2-deceased", Theirs);
        Kept(Represented(InformationCategory.Medical, PolicyProfile.Vawa).And(new GuardianDisqualified(Brother)), "CG-45", "representative", Theirs);
        Kept(world.And(new ConsentDeclined(new DeclinationId(Numbered(31)), [], [], [], Ana, Channel.Telephone, Noon.AddDays(-9))), "CG-45", "refused", Theirs);
        Kept(Represented(PolicyProfile.Part2, PolicyProfile.Fvpsa), "CG-45", "fatality-review", Theirs);
    }

    [Fact]
    public void The_missing_signature_of_a_minors_release_is_named()
    {
        var minor = World.And(new MinorityRecorded(true, false, false), new GuardianRecorded(Mother, SignerCapacity.Parent));
        var hers = minor.Signing(s => s with { Signatures = [HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Mother }] });

        Assert.Contains("nobody signed with her", Said(minor, "CG-09"), StringComparison.Ordinal);
        Assert.Contains("she herself did not", Said(hers, "CG-09"), StringComparison.Ordinal);
        Assert.Contains("neither", Said(hers.And(new GuardianDisqualified(Mother)), "CG-09"), StringComparison.Ordinal);
        Assert.Contains("she herself did not", Denied(hers), StringComparison.Ordinal);
        Assert.Contains("beside her a parent", Denied(minor), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_agency_has_no_standing_or_nobody_is_trained_that_is_said_and_not_that_nobody_has_a_part()
    {
        GateWorld suspended = World with { Recipient = [.. World.Recipient, new StandingSuspended(Sensitive.Of("a complaint"))] }, untrained = World with { Recipient = [.. World.Recipient.Where(e => e is not ConfidentialityTrainingRecorded)] };

        Assert.Contains("standing here is suspended", Said(suspended, "CG-32"), StringComparison.Ordinal);
        Assert.Contains("trained", Said(untrained, "CG-32"), StringComparison.Ordinal);
        Assert.Contains("standing here is suspended", Denied(suspended), StringComparison.Ordinal);
        Assert.DoesNotContain("no part in this case", Denied(suspended), StringComparison.Ordinal);
        Assert.Contains("no part in this case", Denied(World.Asking(request => request with { Involvements = [] })), StringComparison.Ordinal);
    }

    [Fact]
    public void The_age_is_named_that_she_has_to_have_reached()
    {
        var table = new JurisdictionTable { Jurisdiction = "us-al", Name = "us-al", Version = "1", AgeOfMajority = new TableLimit(19, "of this test", Certainty.Practice) };
        var world = World.And(new MinorityRecorded(false, false, false)) with { TaskForce = [.. World.TaskForce, new JurisdictionTableLoaded(Noon.AddDays(-9), table, [], Ana)] };
        var obstacle = Assert.Single(Now(world).Obstacles, obstacle => obstacle.Reason == "age-unknown");

        Assert.Contains("19", obstacle.Said, StringComparison.Ordinal);
        Assert.Contains("If she is 19 or older", obstacle.Next, StringComparison.Ordinal);
        Assert.Contains("If she has reached 19,", Assert.Single(HoldReasons.Of(world.Evaluate(), world.Facts.TaskForce)).Text, StringComparison.Ordinal);
    }

    private static string Said(GateWorld world, string rule) => Assert.Single(Now(world).Obstacles, obstacle => obstacle.Rule == rule).Said;

    private static string Denied(GateWorld world) => string.Join(' ', DenialReasons.Of(world.Evaluate(), world.Facts));

    private static GateWorld Represented(params PolicyProfile[] profiles) => Represented(InformationCategory.SubstanceUse, profiles);

    private static GateWorld Represented(InformationCategory category, params PolicyProfile[] profiles)
    {
        var (died, signed) = (Noon.AddDays(-2), Noon.AddDays(-1));
        var table = new JurisdictionTable { Jurisdiction = "us", Name = "us", Version = "1", FatalityReviews = [new FatalityReviewTeam(AuthorityKind.FatalityReview, "of this test", Certainty.Practice)] };
        return (World with
        {
            Discloser = [new AgencyJoined(Harbor, "Harbor", AgencyKind.VictimServices, profiles), .. World.Discloser.Where(e => e is not AgencyJoined)],
            TaskForce = [.. World.TaskForce, new JurisdictionTableLoaded(Noon.AddDays(-9), table, [new AuthorityNamed(AuthorityKind.FatalityReview, Police)], Ana)],
        }).And(
            new SurvivorDied(died),
            new GuardianRecorded(Brother, SignerCapacity.PersonalRepresentative) { MayConsent = true, Appointment = new(Sensitive.Of("letters"), Sensitive.Of("a court"), signed) },
            new ReleaseSigned(
                Theirs,
                new ReleaseTerms { Discloser = Harbor, Recipients = [new ReleaseRecipient(Police, [])], Grants = [new CategoryGrant(category, SharingMode.IdentifiedVerbatim)], Purposes = [Purpose.CaseReview], Starts = signed, Expires = Noon.AddDays(9) },
                [new Signature(SignerCapacity.PersonalRepresentative, SignatureMethod.Ink, signed, Brother)], [ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed, ReleaseWarning.NotACondition], Ana));
    }

    [Fact]
    public void What_is_said_of_it_is_what_the_gate_answers_in_every_world()
    {
        int held = 0, kept = 0;
        for (var n = 0; n < 3_000; n++)
        {
            var world = n % 2 == 0 ? GateWorlds.Of(n) : GateWorlds.Of(n, RuleSets.V2026R2);
            var facts = (n % 2 == 0 ? world : world with { TaskForce = [.. world.TaskForce, new RuleSetAdopted(DateTimeOffset.UnixEpoch, "2026-2")] }).Facts;
            if (facts.Consent.Releases is not [var release] || release.Terms.Conditions.Contains(ReleaseCondition.TellMeFirst) || release.Terms.Recipients.Any(recipient => recipient.Agency != world.Request.Recipient.Agency)
                || release.Terms.Discloser != world.Request.Discloser || release.Terms.Recipients.Count == 0)
                continue;
            var agency = world.Request.Recipient.Agency;
            var person = ReleaseQuestion.PersonFor(agency, release.Terms, facts.Recipient, facts.Now) ?? new PersonId("somebody");
            var goes = release.Terms.Purposes.Any(purpose => ConsentGate.Evaluate(ReleaseQuestion.Of(release.Terms, agency, person, purpose, ReleaseQuestion.Asked(release.Terms).Select(asked => asked.Item)), facts)
                .Lines.Any(line => line is { Outcome: Outcome.Permit, Release: not null }));

            Assert.True(goes == ReleaseNow.Of(release, facts.Now, new Dictionary<AgencyId, GateFacts> { [agency] = facts }).Holds, $"World {n}.");
            (held, kept) = goes ? (held + 1, kept) : (held, kept + 1);
        }

        Assert.True(held > 20 && kept > 20, $"{held} held, {kept} kept.");
    }
}
