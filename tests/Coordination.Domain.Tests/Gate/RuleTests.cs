using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What a release must cover, and what else must hold: every other rule. Each: what it permits, what it denies, and where that changes.</summary>
public sealed class RuleTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly DeclinationId HerRefusal = new(Numbered(20));
    private static readonly ReleaseId Second = new(Numbered(23));

    [Fact]
    public void Everything_goes_when_nothing_is_missing()
    {
        var verdict = Permitting.Evaluate();

        Assert.Equal(Outcome.Permit, verdict.Outcome);
        Assert.All(verdict.Lines, line => Assert.Equal(new RuleFinding("CG-01", RuleEffect.Permit, "release", HerRelease), Assert.Single(line.Findings)));
        Assert.Equal([HerRelease], verdict.ReleasesReliedOn);
        Assert.Equal([Obligation.RedisclosureNotice, Obligation.ReturnOrDestroyOnRecall, Obligation.Account], verdict.Obligations);
        Assert.Equal((3L, 5L, "2026-1", Noon), (verdict.ConsentVersion, verdict.PolicyVersion, verdict.RuleSet, verdict.EvaluatedAt));
    }

    [Fact]
    public void CG01_without_a_release_an_identifying_item_stays() => Denied(Permitting.Without<ReleaseSigned>(), "CG-01", "absent");

    [Fact]
    public void CG01_an_item_that_identifies_nobody_needs_no_release_but_standing()
    {
        var world = Permitting.Without<ReleaseSigned>().AskingFor(i => i with { Sensitivity = Sensitivity.NonIdentifying });

        Permitted(world);
        Assert.Null(world.Line.Release);
        Denied(world with { Recipient = [.. world.Recipient, new StandingSuspended(Sensitive.Of("a complaint"))] }, "CG-40", "standing");
    }

    [Fact]
    public void CG01_the_custodians_own_people_need_no_release()
    {
        var world = Permitting.Without<ReleaseSigned>().Asking(r => r with { Recipient = new GateRecipient(Harbor, Ana), Involvements = [] }) with
        {
            Recipient = [.. Permitting.Discloser, new ConfidentialityTrainingRecorded(Ana, Noon.AddDays(-9), Noon.AddDays(9))],
        };

        Permitted(world);
        Assert.Empty(world.Evaluate().Obligations);
        Denied(world with { Discloser = [.. world.Discloser, new StandingSuspended(Sensitive.Of("a breach"))] }, "CG-40", "standing");
    }

    [Fact]
    public void CG01_a_void_release_is_none() => Denied(Permitting.And(new ReleaseVoided(HerRelease, VoidCause.CapturedInError)), "CG-01", "void");

    [Fact]
    public void CG07_what_the_release_does_not_cover_stays_and_the_rest_goes_on()
    {
        var verdict = Permitting.WithTerms(t => t with { Grants = [t.Grants[1]] }).Evaluate();

        Assert.Equal(Outcome.PermitInPart, verdict.Outcome);
        Assert.Contains(new RuleFinding("CG-07", RuleEffect.Deny, "scope", HerRelease), verdict.Lines[0].Findings);
        Assert.Equal(Outcome.Permit, verdict.Lines[1].Outcome);
    }

    [Fact]
    public void CG07_single_items_are_all_that_goes_when_single_items_are_named()
    {
        Permitted(Permitting.WithTerms(t => t with { Grants = [t.Grants[0] with { OnlyItems = [Story] }] }));
        Denied(Permitting.WithTerms(t => t with { Grants = [t.Grants[0] with { OnlyItems = [Phone] }] }), "CG-07", "scope");
    }

    [Fact]
    public void CG07_another_purpose_is_not_covered() => Denied(Permitting.WithTerms(t => t with { Purposes = [Purpose.CaseReview] }), "CG-07", "purpose");

    [Theory]
    [InlineData(AgencyKind.LawEnforcement)]
    [InlineData(AgencyKind.Prosecution)]
    public void CG28_she_is_warned_that_it_may_reach_the_defense(AgencyKind kind)
    {
        var world = Kind(kind).Signing(s => s with { WarningsAcknowledged = [ReleaseWarning.MayBeRedisclosed] });

        Permitted(Kind(kind));
        Denied(world, "CG-28", "defense-warning");
        Permitted(Kind(AgencyKind.Medical).Signing(s => s with { WarningsAcknowledged = [] }));
    }

    [Theory]
    [InlineData(GateOccasion.Agenda)]
    [InlineData(GateOccasion.Room)]
    public void CG31_a_case_is_reviewed_under_a_release_that_says_so(GateOccasion occasion)
    {
        var review = Permitting.Asking(r => r with { Occasion = occasion });
        var silent = review.WithTerms(t => t with { Purposes = [Purpose.Investigation] });

        Permitted(review);
        Denied(silent, "CG-31", "review");
        Denied(silent.AskingFor(i => i with { Sensitivity = Sensitivity.NonIdentifying }), "CG-31", "review");
        Permitted(silent.Asking(r => r with { Occasion = GateOccasion.Disclosure }));
    }

    [Fact]
    public void CG32_the_person_has_a_part_in_this_case_for_this_purpose()
    {
        Denied(Permitting.Asking(r => r with { Involvements = [] }), "CG-32", "need-to-know");
        Denied(Permitting.Asking(r => r with { Involvements = [new Involvement(Police, Dale, Purpose.CaseReview)] }), "CG-32", "need-to-know");
        Denied(Permitting.Asking(r => r with { Involvements = [new Involvement(Police, Nina, Purpose.Investigation)] }), "CG-32", "need-to-know");
        Denied(Permitting.Asking(r => r with { Recipient = new GateRecipient(Police, null) }), "CG-32", "need-to-know");
    }

    [Fact]
    public void CG33_a_refusal_denies_what_was_released_before_it()
    {
        Denied(Permitting.And(Declined()), "CG-33", "refused");
        Denied(Permitting.And(Declined() with { Recipients = [Police] }), "CG-33", "refused");
        Denied(Permitting.And(Declined() with { RecipientKinds = [AgencyKind.LawEnforcement] }), "CG-33", "refused");
        Denied(Permitting.And(Declined() with { Categories = [InformationCategory.Narrative] }), "CG-33", "refused");
    }

    [Fact]
    public void CG33_a_refusal_touches_nothing_that_it_does_not_cover()
    {
        Permitted(Permitting.And(Declined() with { Recipients = [Clinic] }));
        Permitted(Permitting.And(Declined() with { RecipientKinds = [AgencyKind.Medical] }));
        Permitted(Permitting.And(Declined() with { Categories = [InformationCategory.Evidence] }));
    }

    [Fact]
    public void CG33_what_she_signed_after_a_refusal_is_her_newer_word()
    {
        var refusedFirst = Permitting with { Consent = [.. Permitting.Consent.Take(2), Declined() with { SaidAt = Noon.AddDays(-2) }, Permitting.Consent[2]] };

        Permitted(refusedFirst);
        Denied(refusedFirst with { Consent = [.. Permitting.Consent.Take(2), Declined() with { SaidAt = Noon.AddDays(-2) + Tick }, Permitting.Consent[2]] }, "CG-33", "refused");
        Denied(refusedFirst.And(new ReleaseRevoked(HerRelease, Ana, Channel.Letter)).AskingFor(i => i with { Sensitivity = Sensitivity.NonIdentifying }), "CG-33", "refused");
    }

    [Fact]
    public void CG33_a_newer_release_for_one_purpose_does_not_revive_an_older_one_for_another()
    {
        var terms = ((ReleaseSigned)Permitting.Consent[2]).Terms with { Purposes = [Purpose.CaseReview] };
        var world = Permitting.And(Declined(), new ReleaseSigned(Second, terms, [HerSignature with { SignedAt = Noon }], [ReleaseWarning.MayReachDefense], Ana));

        Assert.Equal(Outcome.Deny, world.Line.Outcome);
    }

    [Fact]
    public void CG35_after_her_death_releases_go_on_only_if_she_said_so()
    {
        Denied(Permitting.And(new SurvivorDied(Noon)), "CG-35", "deceased");
        Denied(Permitting.And(new EventOfDeathInstructionGiven(false), new SurvivorDied(Noon)), "CG-35", "deceased");
        Permitted(Permitting.And(new EventOfDeathInstructionGiven(true), new SurvivorDied(Noon)));
    }

    [Fact]
    public void CG36_where_a_shelter_is_goes_nowhere_even_when_released()
    {
        var world = Permitting.WithTerms(t => t with { Grants = [new CategoryGrant(InformationCategory.ShelterLocation, SharingMode.IdentifiedVerbatim)] });

        Denied(world.AskingFor(i => i with { Category = InformationCategory.ShelterLocation }), "CG-36", "shelter-location");
    }

    [Theory]
    [InlineData(ReleaseCondition.TellMeFirst)]
    [InlineData(ReleaseCondition.NotWhileTrialPending)]
    public void CG37_a_condition_that_is_not_met_holds(ReleaseCondition condition) =>
        Held(Permitting.WithTerms(t => t with { Conditions = [condition] }), "CG-37", "condition");

    [Fact]
    public void CG37_with_her_advocate_present_means_through_her_advocate()
    {
        var verdict = Permitting.WithTerms(t => t with { Conditions = [ReleaseCondition.AdvocatePresent] }).Evaluate();

        Assert.Equal(Outcome.PermitInPart, verdict.Outcome);
        Assert.All(verdict.Lines, line => Assert.Equal(SharingMode.ThroughAdvocate, line.Mode));
        Assert.Contains(Obligation.ConveyThroughAdvocate, verdict.Obligations);
    }

    [Fact]
    public void CG38_the_widest_mode_allowed_is_given_when_a_wider_one_is_asked()
    {
        var world = Permitting.WithTerms(t => t with { Grants = [t.Grants[0] with { WidestMode = SharingMode.VerbalInReview }] });

        Assert.Equal(Outcome.PermitInPart, world.Evaluate().Outcome);
        Assert.Equal((Outcome.Permit, SharingMode.VerbalInReview), (world.Line.Outcome, world.Line.Mode));
        Assert.Contains(new RuleFinding("CG-38", RuleEffect.Narrow, "mode", HerRelease), world.Line.Findings);
        Assert.Contains(Obligation.VerbalOnly, world.Evaluate().Obligations);
    }

    [Fact]
    public void CG38_a_narrower_mode_than_allowed_is_given_as_asked() =>
        Assert.Equal(SharingMode.DeIdentified, Permitting.AskingFor(i => i with { Mode = SharingMode.DeIdentified }).Line.Mode);

    [Fact]
    public void CG38_a_mode_that_there_is_not_is_no_mode()
    {
        Denied(Permitting.AskingFor(i => i with { Mode = (SharingMode)9 }), "CG-38", "mode");
    }

    [Fact]
    public void CG40_a_suspended_agency_gives_nothing_and_gets_nothing()
    {
        Denied(Permitting with { Recipient = [.. Permitting.Recipient, new StandingSuspended(Sensitive.Of("a breach"))] }, "CG-40", "standing");
        Denied(Permitting with { Discloser = [.. Permitting.Discloser, new StandingSuspended(Sensitive.Of("a breach"))] }, "CG-40", "standing");
        Permitted(Permitting with { Recipient = [.. Permitting.Recipient, new StandingSuspended(Sensitive.Of("a breach")), new StandingRestored(Sensitive.Of("answered"))] });
    }

    [Fact]
    public void CG40_agreement_and_training_hold_until_just_before_their_end()
    {
        var world = Permitting.WithTerms(t => t with { Expires = Noon.AddDays(1000) });

        Permitted(world with { Now = Noon.AddDays(100) - Tick });
        Denied(world with { Now = Noon.AddDays(100) }, "CG-40", "standing");
        Denied(world with { Discloser = [.. world.Discloser, new AgreementEnded("mou", Sensitive.Of("over"))] }, "CG-40", "standing");
        Denied(world with { Recipient = [.. world.Recipient.Take(2)] }, "CG-40", "standing");
        Denied(world with { Recipient = [.. world.Recipient.Take(2), new ConfidentialityTrainingRecorded(Dale, Noon.AddDays(-9), Noon)] }, "CG-40", "standing");
    }

    [Fact]
    public void CG40_who_left_or_was_never_a_member_is_outside()
    {
        Denied(Permitting with { Recipient = [.. Permitting.Recipient, new AgencyLeft(Sensitive.Of("moved on"))] }, "CG-40", "standing");
        Denied(Permitting with { TaskForce = [.. Permitting.TaskForce, new MemberAgencyRemoved(Police)] }, "CG-40", "standing");
        Denied(Permitting with { TaskForce = [.. Permitting.TaskForce.Where(e => e is not PolicySet)] }, "CG-40", "standing");
    }

    private static GateWorld Kind(AgencyKind kind) =>
        Permitting with { Recipient = [new AgencyJoined(Police, "Police", kind, []), .. Permitting.Recipient.Skip(1)] };

    private static ConsentDeclined Declined() => new(HerRefusal, [], [], [], Ana, Channel.InPerson, Noon.AddDays(-1));
}
