using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.SurvivorLedger;
using Xunit;

namespace Coordination.Projections.Tests;

public class ReleaseStandingTests
{
    private static readonly AgencyId s_harbor = new("harbor");
    private static readonly PersonId s_ana = new("ana");
    private static readonly SurvivorId s_survivor = new(Id(1));
    private static readonly ReleaseId s_release = new(Id(4));

    private static readonly ReleaseTerms s_terms = new()
    {
        Discloser = s_harbor,
        Recipients = [new(new("city-police"), [])],
        Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
        Purposes = [Purpose.Investigation],
        Starts = Log.Start,
        Expires = Log.Start.AddDays(90),
    };

    private static readonly ConsentEvent[] s_endings =
    [
        new ReleaseRevoked(s_release, s_ana, Channel.Telephone), new ReleaseRevoked(s_release, s_ana, Channel.Letter), new ReleaseVoided(s_release, VoidCause.Pressure),
        new ReleaseExpired(s_release, Log.Start), new ReleaseRenewed(s_release, new(Id(5)), s_terms, [], [], s_ana),
    ];

    // What the log of an older version may hold counts, too: all orders of three endings, whether or not they would be decided today.
    [Fact]
    public void The_caseload_and_the_ledger_show_what_became_of_a_release_as_the_record_does()
    {
        foreach (var ends in from one in s_endings from two in s_endings from three in s_endings select (ConsentEvent[])[one, two, three])
        {
            ConsentEvent[] events = [new ConsentRecordOpened(s_survivor, s_harbor), new ReleaseSigned(s_release, s_terms, [], [], s_ana), .. ends];
            var record = events.Aggregate(ConsentPosition.Initial, ConsentPosition.Evolve).Find(s_release)!.State;
            var log = new Log().By("harbor", $"consent-{s_survivor}", events);
            var caseload = log.Fold(AllProjections.AdvocateCaseload).Values.OfType<CaseloadSurvivor>().Single().Releases.First(r => r.Release == s_release);
            var ledger = log.Fold(AllProjections.SurvivorLedger).Values.OfType<LedgerRelease>().Single(r => r.Release == s_release);

            Assert.Equal((StandingOf(record), StandingOf(record)), (caseload.Standing, ledger.Standing));
            Assert.Equal((record as ReleaseState.Revoked)?.Through, ledger.Standing == ReleaseStanding.Revoked ? ledger.TakenBackThrough : null);
            Assert.Equal(caseload.EndedAt, ledger.EndedAt);
        }
    }

    private static ReleaseStanding StandingOf(ReleaseState state) => state switch
    {
        ReleaseState.Revoked => ReleaseStanding.Revoked,
        ReleaseState.Void => ReleaseStanding.Voided,
        ReleaseState.Expired => ReleaseStanding.Expired,
        ReleaseState.Superseded => ReleaseStanding.Superseded,
        _ => ReleaseStanding.Active,
    };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
