using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Projections.Lookups;
using Xunit;

namespace Coordination.Projections.Tests.Lookups;

public class DueRowTests
{
    private const string Consent = "consent-0a000000-0000-4000-8000-000000000001", Disclosure = "disclosure-0c000000-0000-4000-8000-000000000001", Relief = "relief-0f000000-0000-4000-8000-000000000001";

    private static readonly PersonId s_ana = new("ana");
    private static readonly ReleaseId s_release = new(new Guid(4, 0, 0, new byte[8])), s_renewal = new(new Guid(5, 0, 0, new byte[8]));
    private static readonly AgencyId s_police = new("city-police"), s_sheriff = new("sheriff");
    private static readonly DateTimeOffset s_soon = Log.Start.AddDays(10).AddTicks(7), s_later = Log.Start.AddDays(20);

    [Fact]
    public void A_release_is_due_at_its_end_to_the_tick_until_it_has_ended_in_whatever_way()
    {
        var row = (DueRow)Assert.Single(Rows(Consent, Signed(s_soon)));
        Assert.Equal((Consent, s_release, new DueInstant(s_soon, new("harbor"))), (row.Stream, row.Release!.Value, Assert.Single(row.At)));
        Assert.Empty(Due(Consent, Signed(null)));
        Assert.Empty(Due(Consent, Signed(s_soon), new ReleaseRevoked(s_release, s_ana, Channel.Telephone)));
        Assert.Empty(Due(Consent, Signed(s_soon), new ReleaseExpired(s_release, s_soon)));
        Assert.Empty(Due(Consent, Signed(s_soon), new ReleaseVoided(s_release, VoidCause.Pressure)));
    }

    [Fact]
    public void A_release_that_is_narrowed_is_due_at_its_new_end_alone()
    {
        var narrowed = new ReleaseNarrowed(s_release, Terms(s_soon), s_ana, Channel.Letter);
        Assert.Equal([s_soon], Due(Consent, Signed(s_later), narrowed).Select(fact => fact.At));
        Assert.Equal([s_soon], Due(Consent, Signed(null), narrowed).Select(fact => fact.At));
    }

    [Fact]
    public void A_release_and_its_renewal_are_each_due_at_their_own_end() =>
        Assert.Equal([(s_release, s_soon), (s_renewal, s_later)],
            Due(Consent, Signed(s_soon), new ReleaseRenewed(s_release, s_renewal, Terms(s_later), [], [], s_ana)).Select(fact => (fact.Release!.Value, fact.At)).OrderBy(fact => fact.At));

    [Fact]
    public void Recalls_of_one_disclosure_are_due_one_by_one_and_one_answer_answers_for_all()
    {
        DisclosureEvent[] asked = [Recall(s_later), Recall(s_soon), Recall(s_soon)];
        Assert.Equal([s_soon, s_later], Due(Disclosure, asked).Select(fact => fact.At));
        Assert.Equal([s_later], Due(Disclosure, [.. asked, new RecallOverdue(s_soon)]).Select(fact => fact.At));
        Assert.Empty(Due(Disclosure, [.. asked, new RecallAcknowledged(RecallAnswer.Returned, null, s_ana)]));
    }

    [Fact]
    public void Each_certifier_is_waited_for_until_it_answers_stays_silent_or_the_search_ends()
    {
        ReliefEvent[] asked = [Ask(s_police, s_soon), Ask(s_sheriff, s_later)];
        Assert.Equal([s_soon, s_later], Due(Relief, asked).Select(fact => fact.At));
        Assert.Equal([s_later], Due(Relief, [.. asked, new CertifierSilent(s_police, s_soon)]).Select(fact => fact.At));
        Assert.Equal([s_later], Due(Relief, [.. asked, new CertifierAnswered(s_police, CertifierAnswer.Certified, [], null)]).Select(fact => fact.At));
        Assert.Equal([s_later], Due(Relief, [Ask(s_police, s_soon), Ask(s_police, s_later)]).Select(fact => fact.At)); // asked again
        Assert.Empty(Due(Relief, [.. asked, new ReliefGranted(s_ana)]));
        Assert.Empty(Due(Relief, [.. asked, new ReliefDenied(s_ana)]));
    }

    [Fact]
    public void Rows_are_found_by_the_instant_of_what_comes_first() =>
        Assert.Equal(RowPlace.AsKept(s_soon), Assert.Single(Rows(Disclosure, Recall(s_later), Recall(s_soon))).Place.Due);

    private static IEnumerable<(ReleaseId? Release, DateTimeOffset At)> Due(string stream, params DomainEvent[] events) =>
        Rows(stream, events).Cast<DueRow>().SelectMany(row => row.At.Select(due => (row.Release, due.At))).OrderBy(due => due.At);

    private static IEnumerable<View> Rows(string stream, params DomainEvent[] events) =>
        new Log().By("harbor", stream, events).Fold(AllProjections.Lookups).Where(row => row.Key.StartsWith($"{LookupKinds.Due}/", StringComparison.Ordinal)).OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Value);

    private static ReleaseSigned Signed(DateTimeOffset? expires) => new(s_release, Terms(expires), [], [], s_ana);

    private static ReleaseTerms Terms(DateTimeOffset? expires) => new()
    {
        Discloser = new("harbor"),
        Recipients = [new(s_police, [])],
        Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
        Purposes = [Purpose.Investigation],
        Starts = Log.Start,
        Expires = expires,
    };

    private static RecallNoticeSent Recall(DateTimeOffset due) => new(s_release, RecallCause.Revoked, [], due);

    private static CertifierAsked Ask(AgencyId certifier, DateTimeOffset due) => new(certifier, ReliefKind.UCertification, new("harbor"), due);
}
