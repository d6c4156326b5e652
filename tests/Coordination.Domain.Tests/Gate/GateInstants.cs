using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Time: the gate knows instants, and not what a clock on a wall shows. A beginning is included, an end is not, to the tick.</summary>
public sealed class GateInstants
{
    [Fact]
    public void Between_two_instants_that_were_written_down_nothing_changes() => ForEvery(NothingChangesBetweenInstants);

    [Fact]
    public void Between_two_instants_that_were_written_down_nothing_changes_by_law() => ForEveryByLaw(NothingChangesBetweenInstants);

    private static void NothingChangesBetweenInstants(GateWorld world, Random dice)
    {
        var instants = Instants(world).Distinct().Order().ToList();
        if (instants.Count < 2)
        {
            return;
        }

        var from = dice.Next(instants.Count - 1);
        var (first, last) = (world with { Now = instants[from] }, world with { Now = instants[from + 1].AddTicks(-1) });
        Assert.Equal(first.Evaluate().Lines.Select(Text), last.Evaluate().Lines.Select(Text));
    }

    [Fact]
    public void The_offset_in_which_any_instant_is_written_changes_nothing() => ForEvery(OffsetsChangeNothing);

    [Fact]
    public void The_offset_in_which_any_instant_is_written_changes_nothing_by_law() => ForEveryByLaw(OffsetsChangeNothing);

    private static void OffsetsChangeNothing(GateWorld world, Random dice)
    {
        var elsewhere = Written(world, at => at.ToOffset(TimeSpan.FromMinutes(dice.Next(-14 * 60, 14 * 60))));
        Assert.Equal(world.Evaluate().Lines.Select(Text), elsewhere.Evaluate().Lines.Select(Text));
    }

    [Fact]
    public void After_the_last_end_nothing_rests_on_a_release() => ForEvery(NothingRestsOnAReleaseAfterItsEnd);

    [Fact]
    public void After_the_last_end_nothing_rests_on_a_release_by_law() => ForEveryByLaw((world, _) => NothingRestsOnAReleaseAfterItsEnd(world));

    private static void NothingRestsOnAReleaseAfterItsEnd(GateWorld world)
    {
        var ends = world.Facts.Consent.Releases.Where(release => release.Terms.Expires is not null).Select(release => release.Terms.Expires!.Value).ToList();
        var after = world with { Now = ends.Count == 0 ? world.Now : ends.Max() };
        Assert.All(after.Evaluate().Lines, line => Assert.Null(line.Release));
    }

    [Theory]
    [InlineData("2026-11-01T05:59:59.9999999Z", true)]
    [InlineData("2026-11-01T06:00:00Z", false)]
    [InlineData("2026-11-01T01:59:59.9999999-04:00", true)]
    [InlineData("2026-11-01T01:00:00-05:00", false)]
    [InlineData("2026-11-01T01:59:59.9999999-05:00", false)]
    [InlineData("2026-11-01T11:29:59.9999999+05:30", true)]
    [InlineData("2026-11-01T11:30:00+05:30", false)]
    public void In_the_hour_that_a_clock_shows_twice_a_release_ends_once(string now, bool permitted) =>
        AssertPermits(TimeZoneInfo.ConvertTime(DateTimeOffset.Parse("2026-11-01T06:00:00Z", null), NewYork), now, permitted);

    [Theory]
    [InlineData("2026-03-08T01:59:59.9999999-05:00", true)]
    [InlineData("2026-03-08T03:00:00-04:00", false)]
    [InlineData("2026-03-08T02:00:00-05:00", false)]
    [InlineData("2026-03-08T06:59:59.9999999Z", true)]
    public void Over_the_hour_that_a_clock_leaves_out_a_release_ends_at_its_instant(string now, bool permitted) =>
        AssertPermits(TimeZoneInfo.ConvertTime(DateTimeOffset.Parse("2026-03-08T07:00:00Z", null), NewYork), now, permitted);

    [Fact]
    public void A_release_from_noon_to_noon_lasts_an_hour_less_when_clocks_are_put_forward()
    {
        var (starts, ends) = (Noonday(2026, 3, 7), Noonday(2026, 3, 8));
        Assert.Equal(TimeSpan.FromHours(23), ends - starts);
        var world = Permitting.WithTerms(terms => terms with { Starts = starts, Expires = ends });
        Assert.Equal(
            [Outcome.Deny, Outcome.Permit, Outcome.Permit, Outcome.Deny],
            new[] { starts.AddTicks(-1), starts, starts.AddHours(23).AddTicks(-1), starts.AddHours(23) }.Select(now => (world with { Now = now }).Line.Outcome));
    }

    // The zone is made here, so that it does not depend on what a machine knows of zones: the rules of the United States since 2007.
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.CreateCustomTimeZone(
        "test/east", TimeSpan.FromHours(-5), "East", "EST", "EDT",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2007, 1, 1), DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 2, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 11, 1, DayOfWeek.Sunday)),
        ]);

    private static DateTimeOffset Noonday(int year, int month, int day)
    {
        var noon = new DateTime(year, month, day, 12, 0, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(noon, NewYork.GetUtcOffset(noon));
    }

    private static void AssertPermits(DateTimeOffset expires, string now, bool permitted)
    {
        var world = Permitting.WithTerms(terms => terms with { Expires = expires }) with
        {
            Now = DateTimeOffset.Parse(now, null),
            Discloser = [Permitting.Discloser[0], new AgreementSigned("mou", Noon.AddDays(-100), Noon.AddYears(1))],
            Recipient = [Permitting.Recipient[0], new AgreementSigned("mou", Noon.AddDays(-100), Noon.AddYears(1)), new ConfidentialityTrainingRecorded(Dale, Noon.AddDays(-100), Noon.AddYears(1))],
        };
        Assert.Equal(permitted ? Outcome.Permit : Outcome.Deny, world.Line.Outcome);
    }

    private static List<DateTimeOffset> Instants(GateWorld world)
    {
        List<DateTimeOffset> instants = [world.Now];
        Written(world, at => { instants.Add(at); return at; });

        // She is an adult some years after she is eighteen, where a table says so.
        var years = world.TaskForce.OfType<JurisdictionTableLoaded>().Select(loaded => loaded.Table.AgeOfMajority?.Value).OfType<int>();
        instants.AddRange(world.Consent.Concat(world.Others.SelectMany(other => other)).Concat(world.Named.SelectMany(person => person.Consent.Concat(person.Others.SelectMany(other => other))))
            .OfType<MinorityRecorded>().SelectMany(age => years.Select(adult => age.EighteenFrom?.AddYears(adult - 18))).OfType<DateTimeOffset>());
        return instants;
    }

    /// <summary>The same world with every instant in it written again.</summary>
    private static GateWorld Written(GateWorld world, Func<DateTimeOffset, DateTimeOffset> again) => world with
    {
        Now = again(world.Now),
        Consent = [.. world.Consent.Select(e => Written(e, again))],
        Discloser = [.. world.Discloser.Select(e => Written(e, again))],
        Recipient = [.. world.Recipient.Select(e => Written(e, again))],
        TaskForce = [.. world.TaskForce.Select(e => Written(e, again))],
        Process = [.. world.Process.Select(e => Written(e, again))],
        Others = [.. world.Others.Select(other => other.Select(e => Written(e, again)).ToList())],
        Named = [.. world.Named.Select(person => person with { Consent = [.. person.Consent.Select(e => Written(e, again))], Others = [.. person.Others.Select(other => other.Select(e => Written(e, again)).ToList())] })],
    };

    // That a set was adopted before all time is no instant: there is none before it.
    private static TaskForceEvent Written(TaskForceEvent e, Func<DateTimeOffset, DateTimeOffset> again) => e switch
    {
        PolicySet set => set with { EffectiveFrom = again(set.EffectiveFrom) },
        JurisdictionTableLoaded loaded => loaded with { EffectiveFrom = again(loaded.EffectiveFrom) },
        RuleSetAdopted adopted when adopted.EffectiveFrom > DateTimeOffset.MinValue => adopted with { EffectiveFrom = again(adopted.EffectiveFrom) },
        _ => e,
    };

    private static ConsentEvent Written(ConsentEvent e, Func<DateTimeOffset, DateTimeOffset> again) => e switch
    {
        NoticeGiven given => given with { GivenAt = again(given.GivenAt) },
        ReleaseSigned signed => signed with { Terms = Written(signed.Terms, again), Signatures = Written(signed.Signatures, again) },
        ReleaseRenewed renewed => renewed with { Terms = Written(renewed.Terms, again), Signatures = Written(renewed.Signatures, again) },
        ReleaseNarrowed narrowed => narrowed with { Terms = Written(narrowed.Terms, again) },
        ReleaseExpired expired => expired with { ExpiredAt = again(expired.ExpiredAt) },
        ConsentDeclined declined => declined with { SaidAt = again(declined.SaidAt) },
        SurvivorDied died => died with { DiedAt = again(died.DiedAt) },
        PrivilegeWaived waived => waived with { Signature = Written([waived.Signature], again)[0] },
        ProtectionWaived waived => waived with { Signature = Written([waived.Signature], again)[0] },
        MinorCapacityFound found => found with { FoundAt = again(found.FoundAt) },
        IndependentAdviceRecorded advice => advice with { AdvisedAt = again(advice.AdvisedAt) },
        MinorityRecorded { EighteenFrom: { } from } minority => minority with { EighteenFrom = again(from) },
        ShelterLocationAuthorised word => word with { SignedAt = again(word.SignedAt), Expires = again(word.Expires) },
        SurvivorToldBeforehand told => told with { ToldAt = again(told.ToldAt) },
        TrialStatusRecorded trial => trial with { AsOf = again(trial.AsOf) },
        _ => e,
    };

    private static ProcessEvent Written(ProcessEvent e, Func<DateTimeOffset, DateTimeOffset> again) => e is not ProcessServed served ? e : served with
    {
        TellingForbidden = served.TellingForbidden is { Until: { } until } forbidden ? forbidden with { Until = again(until) } : served.TellingForbidden,
        Risk = served.Risk is { } risk ? risk with { FoundAt = again(risk.FoundAt) } : null,
    };

    private static PartnerEvent Written(PartnerEvent e, Func<DateTimeOffset, DateTimeOffset> again) => e switch
    {
        AgreementSigned signed => signed with { Starts = again(signed.Starts), Ends = again(signed.Ends) },
        AgencyProfilesSet set => set with { EffectiveFrom = again(set.EffectiveFrom), FoundBy = set.FoundBy is { } finding ? finding with { LookAgainAt = again(finding.LookAgainAt) } : null },
        ConfidentialityTrainingRecorded training => training with { CompletedAt = again(training.CompletedAt), ValidUntil = again(training.ValidUntil) },
        _ => e,
    };

    private static ReleaseTerms Written(ReleaseTerms terms, Func<DateTimeOffset, DateTimeOffset> again) =>
        terms with { Starts = again(terms.Starts), Expires = terms.Expires is { } expires ? again(expires) : null };

    private static List<Signature> Written(IReadOnlyList<Signature> signatures, Func<DateTimeOffset, DateTimeOffset> again) =>
        [.. signatures.Select(signature => signature with { SignedAt = signature.SignedAt is { } at ? again(at) : null })];
}
