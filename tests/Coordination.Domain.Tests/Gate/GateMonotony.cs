using System.Runtime.CompilerServices;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Taking away, narrowing, refusing and suspending only ever close; what has nothing to do with it changes nothing.</summary>
[Trait("Sweep", "true")]
public sealed class GateMonotony
{
    // Without the rule that asks which of two releases counts (CG-50): what was found void was never her word, and what she narrowed is no wider than the newer one any more.
    private static readonly RuleSet Law = new(RuleSets.V2026R2.Version, Noon, RuleSets.V2026R2.Rules.Where(rule => rule.Id != "CG-50")) { ByProfile = true };

    [Fact]
    public void Revoking_any_release_only_closes() => OnlyCloses((world, dice) => world.And(new ReleaseRevoked(Any(world, dice), Ana, Channel.Telephone)));

    [Fact]
    public void What_others_take_back_only_closes_and_only_leaves_more_of_them_out() => ForEvery((world, dice) =>
    {
        if (world.Named.Count == 0)
        {
            return;
        }

        var one = world.Named[dice.Next(world.Named.Count)];
        var revoked = one with { Consent = [.. one.Consent, .. one.Consent.OfType<ReleaseSigned>().Select(signed => new ReleaseRevoked(signed.Release, Ana, Channel.Telephone))] };
        foreach (var without in (IReadOnlyList<OtherPerson>[])[[revoked], [one with { IsServed = false }], []])
        {
            var after = (world with { Named = [.. world.Named.Where(other => other != one), .. without] }).Evaluate();
            foreach (var (was, isNow) in world.Evaluate().Lines.Zip(after.Lines))
            {
                Assert.True(isNow.Outcome <= was.Outcome && (isNow.Mode is null || isNow.Mode <= was.Mode), $"{Text(was)} became {Text(isNow)}");
                Assert.True(isNow.Outcome != Outcome.Permit || !(was.LeftOut ?? []).Except(isNow.LeftOut ?? []).Any(), $"{Text(was)} became {Text(isNow)}");
            }
        }
    });

    [Fact]
    public void Finding_a_release_void_only_closes() => OnlyCloses((world, dice) => world.And(new ReleaseVoided(Any(world, dice), VoidCause.Pressure)), Law);

    [Fact]
    public void A_refusal_only_closes() => OnlyCloses((world, dice) =>
        world.And(new ConsentDeclined(new DeclinationId(Numbered(90)), [], [], dice.Next(2) == 0 ? [] : [InformationCategory.Narrative], Ana, Channel.InPerson, Noon.AddDays(-dice.Next(4)))));

    [Fact]
    public void Her_death_only_closes_except_to_a_review_of_deaths_and_what_waited_to_tell_her() => OnlyCloses((world, _) =>
        world.Request.Basis is ClaimedBasis.FatalityReview or ClaimedBasis.CourtOrder or ClaimedBasis.Statute
        || world.Facts.Consent.Releases.Any(release => release.Terms.Conditions.Contains(ReleaseCondition.TellMeFirst))
            ? world
            : world.And(new SurvivorDied(Noon)));

    [Fact]
    public void Disqualifying_a_guardian_only_closes() => OnlyCloses((world, dice) => world.And(new GuardianDisqualified(new GuardianId(Numbered(60 + dice.Next(2))))));

    [Fact]
    public void Suspending_either_side_only_closes() => OnlyCloses((world, dice) => dice.Next(2) == 0
        ? world with { Discloser = [.. world.Discloser, new StandingSuspended(Sensitive.Of("a breach"))] }
        : world with { Recipient = [.. world.Recipient, new StandingSuspended(Sensitive.Of("a breach"))] });

    [Fact]
    public void Ending_an_agreement_or_a_membership_only_closes() => OnlyCloses((world, dice) => dice.Next(2) == 0
        ? world with { Recipient = [.. world.Recipient, new AgreementEnded("mou", Sensitive.Of("over"))] }
        : world with { TaskForce = [.. world.TaskForce, new MemberAgencyRemoved(Police)] });

    [Fact]
    public void Narrowing_as_the_decider_allows_it_only_closes() => OnlyCloses((world, dice) =>
    {
        // What 42 CFR Part 2 protects takes a consent for nothing else: that a release is narrowed to it makes it one (CG-22, CG-23).
        var consent = world.Facts.Consent;
        var release = consent.Find(Any(world, dice));
        if (release is null || world.Request.Items.Any(item => Part2Records.Include(item.Category, world.Facts.Discloser.ProfilesAt(world.Now))) || release.Terms.Grants.Any(grant => grant.CounselingNotes == true))
        {
            return world;
        }

        var decision = ReleaseDecider.Decide(new NarrowRelease(release.Id, Less(release.Terms, dice), Ana, Channel.Letter), consent);
        return world.And(decision is Accepted<ConsentEvent> ? decision.Events : []);
    }, Law);

    [Fact]
    public void That_a_minor_is_found_capable_only_closes() => OnlyCloses((world, _) => world.And(new MinorCapacityFound(true, Sensitive.Of("talked with her"), Ana, Noon.AddDays(-1))));

    [Fact]
    public void That_guardians_work_for_the_recipient_only_closes() => OnlyCloses((world, _) =>
        world.And([.. world.Consent.OfType<GuardianRecorded>().Select(known => known with { Agencies = [.. known.Agencies ?? [], world.Request.Recipient.Agency] }).DistinctBy(known => known.Guardian).Where(known => IsNewest(world, known))]));

    [Fact]
    public void Being_represented_together_with_somebody_only_closes() => OnlyCloses((world, dice) => world.And(new JointRepresentationRecorded(dice.Next(2) == 0 ? Police : Harbor, true, Ana)));

    [Fact]
    public void Taking_a_waiver_back_only_closes() => OnlyCloses((world, dice) =>
        world.And(dice.Next(2) == 0 ? new ProtectionWaiverWithdrawn(Ana, Channel.Telephone) : new PrivilegeWaiverWithdrawn([Story, Phone], Ana, Channel.Telephone)));

    [Fact]
    public void Excepting_a_person_only_closes() => OnlyCloses((world, dice) => world.WithTerms(terms => terms with
    {
        Recipients = [.. terms.Recipients.Select(named => named with { Except = [.. named.Except ?? [], dice.Next(2) == 0 ? Dale : Nina] })],
    }));

    [Fact]
    public void To_ask_which_release_counts_only_closes() => ForEveryByLaw((world, _) => OnlyClosed(world with { Rules = Law }, world));

    [Fact]
    public void Without_the_lines_of_the_tables_nothing_more_goes() => ForEveryByLaw((world, _) =>
    {
        var without = world with
        {
            TaskForce = [.. world.TaskForce.Select(e => e is JurisdictionTableLoaded loaded ? loaded with { Table = loaded.Table with { Duties = [], PermittedReports = [], DutiesToWarn = [], TeamStatutes = [] } } : e)],
        };
        Assert.All(world.Evaluate().Lines.Zip(without.Evaluate().Lines), pair => Assert.True(pair.Second.Outcome != Outcome.Permit || pair.First.Outcome == Outcome.Permit, $"{Text(pair.First)} became {Text(pair.Second)}"));
    });

    [Fact]
    public void A_later_instant_of_the_same_day_opens_nothing_that_was_open_and_ended() => ForEvery(world =>
    {
        var ended = world.And([.. world.Facts.Consent.Releases.Select(release => new ReleaseExpired(release.Id, world.Now))]);
        Assert.All(ended.Evaluate().Lines, line => Assert.Null(line.Release));
    });

    [Fact]
    public void Revoking_everything_closes_everything() => ForEvery(world =>
    {
        var revoked = world.And(ReleaseDecider.Decide(new RevokeEveryRelease(Ana, Channel.InPerson), world.And(new ConsentRecordOpened(Survivor, Harbor)).Facts.Consent).Events);
        Assert.Empty(revoked.Evaluate().ReleasesReliedOn.Except(world.Named.SelectMany(other => other.Consent).OfType<ReleaseSigned>().Select(signed => signed.Release)));
        Assert.All(revoked.Evaluate().Lines, line => Assert.Null(line.Release));
    });

    [Fact]
    public void What_is_about_somebody_else_changes_nothing() => ForEvery((world, dice) =>
    {
        var stranger = new AgencyId("elsewhere");
        var more = world.And(dice.Next(8) switch
        {
            0 => new NoticeGiven(new NoticeId(Numbered(95)), [stranger], [NoticeTopic.Risks], "es", false, Ana, Noon),
            1 => new ConsentDeclined(new DeclinationId(Numbered(96)), [stranger], [], [], Ana, Channel.Letter, Noon),
            2 => new GuardianRecorded(new GuardianId(Numbered(97)), SignerCapacity.Parent),
            3 => new GuardianDisqualified(new GuardianId(Numbered(97))),
            4 => new PrivilegeWaived([stranger], [Story, Phone], HerSignature, Ana),
            5 => new ShelterLocationAuthorised(Harbor, [stranger], Noon.AddDays(-3), Noon.AddDays(3), Ana),
            6 => new SurvivorToldBeforehand(new DisclosureId(Numbered(99)), Ana, Channel.InPerson, Noon),
            _ => new ReleaseSigned(new ReleaseId(Numbered(98)), new GateWorlds(dice).Terms() with { Recipients = [new ReleaseRecipient(stranger, [])] }, [HerSignature], [], Ana),
        }) with
        {
            TaskForce = [.. world.TaskForce, new MemberAgencyAdded(stranger), new PolicySet(DateTimeOffset.MaxValue, new PolicySettings(1, 1, 1))],
            Recipient = [.. world.Recipient, new ConfidentialityTrainingRecorded(new PersonId("somebody-else"), Noon.AddDays(-1), Noon.AddDays(1))],
        };

        Assert.Equal(world.Evaluate().Lines.Select(Answer), more.Evaluate().Lines.Select(Answer));
    });

    [Fact]
    public void The_offset_of_the_clock_changes_nothing() => ForEvery((world, dice) =>
    {
        var elsewhere = world with { Now = world.Now.ToOffset(TimeSpan.FromMinutes(dice.Next(-14 * 60, 14 * 60))) };
        Assert.Equal(world.Evaluate().Lines.Select(Text), elsewhere.Evaluate().Lines.Select(Text));
    });

    internal static void OnlyCloses(Func<GateWorld, Random, GateWorld> change, RuleSet? law = null, [CallerMemberName] string property = "") => ForEvery((world, dice) =>
    {
        var (changed, rules) = (change(world, dice), law ?? RuleSets.V2026R2);
        OnlyClosed(world, changed);
        OnlyClosed(world with { Rules = rules }, changed with { Rules = rules });

        var byLaw = GateWorlds.Of(dice.Next(), RuleSets.V2026R2) with { Rules = rules };
        OnlyClosed(byLaw, change(byLaw, dice));
    }, property);

    internal static void OnlyClosed(GateWorld world, GateWorld changed)
    {
        var (before, after) = (world.Evaluate(), changed.Evaluate());
        for (var i = 0; i < before.Lines.Count; i++)
        {
            var (was, isNow) = (before.Lines[i], after.Lines[i]);
            Assert.True(isNow.Outcome <= was.Outcome && (isNow.Mode is null || isNow.Mode <= was.Mode), $"{Text(was)} became {Text(isNow)}");
        }

        Assert.True(after.Outcome <= before.Outcome, $"{before.Outcome} became {after.Outcome}");
    }

    // What was recorded last of a guardian counts.
    private static bool IsNewest(GateWorld world, GuardianRecorded known) =>
        world.Consent.OfType<GuardianRecorded>().Last(other => other.Guardian == known.Guardian) is var last && last.Capacity == known.Capacity && last.MayConsent == known.MayConsent && last.Appointment == known.Appointment;

    private static ReleaseId Any(GateWorld world, Random dice)
    {
        var releases = world.Facts.Consent.Releases;
        return releases.Length == 0 ? HerRelease : releases[dice.Next(releases.Length)].Id;
    }

    private static ReleaseTerms Less(ReleaseTerms terms, Random dice) => dice.Next(6) switch
    {
        0 => terms with { Grants = [.. terms.Grants.Skip(1)] },
        1 => terms with { Grants = [.. terms.Grants.Select(grant => grant with { WidestMode = (SharingMode)dice.Next(0, 1 + Math.Max(0, (int)grant.WidestMode)) })] },
        2 => terms with { Grants = [.. terms.Grants.Select(grant => grant with { OnlyItems = [Story] })] },
        3 => terms with { Purposes = [.. terms.Purposes.Skip(1)] },
        4 => terms with { Expires = Noon.AddTicks(dice.Next(-1, 2)) },
        _ => terms with { Conditions = [.. terms.Conditions, (ReleaseCondition)dice.Next(3)] },
    };

    private static (Outcome, SharingMode?, ReleaseId?) Answer(VerdictLine line) => (line.Outcome, line.Mode, line.Release);
}
