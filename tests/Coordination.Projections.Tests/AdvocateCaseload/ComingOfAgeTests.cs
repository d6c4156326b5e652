using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Projections.AdvocateCaseload;
using Xunit;

namespace Coordination.Projections.Tests.AdvocateCaseload;

/// <summary>When somebody comes of age, whatever age a table of the law sets.</summary>
public sealed class ComingOfAgeTests
{
    private static readonly SurvivorId Her = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly string Consent = $"consent-{Her}";
    private static readonly DateTimeOffset From = Log.Start.AddDays(20);

    private static Log Recorded() => new Log().By("harbor", Consent, new ConsentRecordOpened(Her, new("harbor")), new MinorityRecorded(true, false, false) { EighteenFrom = From });

    private static ReleaseSigned Signed(DateTimeOffset at, SignerCapacity capacity = SignerCapacity.Survivor) => new(
        new(Guid.NewGuid()), new() { Discloser = new("harbor"), Recipients = [], Grants = [], Purposes = [], Starts = at, Expires = at.AddDays(9) },
        [new(capacity, SignatureMethod.Ink, at, null)], [], new("ana"));

    private static CaseloadMajority? Row(Log log) => log.Fold(AllProjections.AdvocateCaseload).Values.OfType<CaseloadMajority>().SingleOrDefault();

    [Fact]
    public void It_is_due_until_she_signs_once_she_is_eighteen()
    {
        Assert.Equal(From, Row(Recorded())!.Place.Due);
        Assert.Equal(From, Row(Recorded().By("harbor", Consent, Signed(From.AddTicks(-1))))!.Place.Due);
        Assert.Equal(From, Row(Recorded().By("harbor", Consent, Signed(From, SignerCapacity.Parent)))!.Place.Due);
        Assert.Null(Row(Recorded().By("harbor", Consent, Signed(From)))!.Place.Due);
    }

    [Fact]
    public void Nobody_is_reminded_of_somebody_who_died_and_everybody_is_again_where_the_death_is_taken_back()
    {
        var died = Recorded().By("harbor", Consent, new SurvivorDied(Log.Start));

        Assert.Equal((CaseloadMajority.Died, (DateTimeOffset?)null), (Row(died)!.Place.Status, Row(died)!.Place.Due));
        Assert.Null(Row(died.By("harbor", Consent, new MinorityRecorded(true, false, false) { EighteenFrom = From }))!.Place.Due);
        Assert.Equal(From, Row(died.By("harbor", Consent, new DeathWithdrawn(Sensitive.Of("another woman"), new("ana"))))!.Place.Due);
    }

    [Fact]
    public void What_she_signed_before_a_higher_age_leaves_the_row_and_what_she_signs_beyond_any_age_does_not()
    {
        var signed = Row(Recorded().By("harbor", Consent, Signed(From.AddDays(100)), Signed(From.AddDays(50))))!;

        Assert.Equal((From.AddDays(100), CaseloadMajority.SignedSince), (signed.LastSignedAt, signed.Place.Status));
        Assert.True(signed.LastSignedAt < signed.AdultFrom(1));
        Assert.False(signed.LastSignedAt < signed.AdultFrom(0));
        Assert.Null(Row(Recorded().By("harbor", Consent, Signed(From.AddYears(8)))));
    }
}
