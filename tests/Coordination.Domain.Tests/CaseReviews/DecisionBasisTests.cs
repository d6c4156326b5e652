using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class DecisionBasisTests
{
    private static readonly DecisionRecorded Taken = ((OpenReview)Decided).Meeting.Find(Housing)!.Recorded;
    private static readonly Matter Discussed = ((OpenReview)Decided).Meeting.Find(Item)!.Matter;
    private static readonly ReleaseId Relied = ReviewScene.Release;
    private static readonly PersonId Ana = Advocate.Person;

    private static readonly ReleaseTerms Terms = new()
    {
        Discloser = Advocate.Agency,
        Recipients = [.. Invited.Where(member => member != Advocate).Select(member => new ReleaseRecipient(member.Agency, []))],
        Grants = [new CategoryGrant(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
        Purposes = [Purpose.CaseReview, Purpose.Investigation],
        Starts = Now,
        Expires = Now.AddDays(90),
    };

    public static TheoryData<string, ConsentEvent, BasisStanding> Withdrawals => new()
    {
        { "revoked", new ReleaseRevoked(Relied, Ana, Channel.Telephone), BasisStanding.Revoked },
        { "ran out", new ReleaseExpired(Relied, Now), BasisStanding.Expired },
        { "signed again, for fewer", new ReleaseRenewed(Relied, new ReleaseId(Guid.NewGuid()), Terms with { Recipients = [Terms.Recipients[0]] }, [], [], Ana), BasisStanding.Expired },
        { "void", new ReleaseVoided(Relied, VoidCause.Pressure), BasisStanding.Voided },
        { "a recipient who took part is left out", Narrowed(Terms with { Recipients = [.. Terms.Recipients.Where(recipient => recipient.Agency != Detective.Agency)] }), BasisStanding.Narrowed },
        { "only a colleague is named", Narrowed(Terms with { Recipients = [.. Terms.Recipients.Select(recipient => recipient.Agency == Nurse.Agency ? recipient with { Persons = [SecondNurse.Person] } : recipient)] }), BasisStanding.Narrowed },
        { "the category is left out", Narrowed(Terms with { Grants = [] }), BasisStanding.Narrowed },
        { "another item only", Narrowed(Terms with { Grants = [Terms.Grants[0] with { OnlyItems = [new RecordItemId(Guid.NewGuid())] }] }), BasisStanding.Narrowed },
        { "not in a review", Narrowed(Terms with { Purposes = [Purpose.Investigation] }), BasisStanding.Narrowed },
        { "through her advocate only", Narrowed(Terms with { Grants = [Terms.Grants[0] with { WidestMode = SharingMode.ThroughAdvocate }] }), BasisStanding.Narrowed },
    };

    public static TheoryData<string, ConsentEvent> Others => new()
    {
        { "who was not there is left out", Narrowed(Terms with { Recipients = [.. Terms.Recipients.Where(recipient => recipient.Agency != Lawyer.Agency)] }) },
        { "as speech only", Narrowed(Terms with { Grants = [Terms.Grants[0] with { WidestMode = SharingMode.VerbalInReview }] }) },
        { "another purpose is left out", Narrowed(Terms with { Purposes = [Purpose.CaseReview] }) },
        { "signed again", new ReleaseRenewed(Relied, new ReleaseId(Guid.NewGuid()), Terms, [], [], Ana) },
        { "another release was revoked", new ReleaseRevoked(new ReleaseId(Guid.NewGuid()), Ana, Channel.Telephone) },
    };

    [Theory]
    [MemberData(nameof(Withdrawals))]
    public void What_she_takes_away_of_what_a_decision_stood_on_marks_it(string how, ConsentEvent said, BasisStanding standing) =>
        Assert.True(standing == After(Now, said), $"{how}: {After(Now, said)}");

    [Theory]
    [MemberData(nameof(Others))]
    public void What_the_decision_did_not_stand_on_does_not_mark_it(string how, ConsentEvent said) =>
        Assert.True(BasisStanding.Stands == After(Now, said), $"{how}: {After(Now, said)}");

    [Fact]
    public void A_release_expires_without_an_event()
    {
        Assert.Equal(BasisStanding.Stands, After(Now.AddDays(90).AddTicks(-1)));
        Assert.Equal(BasisStanding.Expired, After(Now.AddDays(90)));
    }

    [Fact]
    public void A_renewal_carries_the_decision_until_it_ends_or_is_taken_back()
    {
        var renewal = new ReleaseId(Guid.NewGuid());
        var renewed = new ReleaseRenewed(Relied, renewal, Terms with { Starts = Now.AddDays(80), Expires = Now.AddDays(170) }, [], [], Ana);
        Assert.Equal(BasisStanding.Stands, After(Now.AddDays(100), renewed));
        Assert.Equal(BasisStanding.Expired, After(Now.AddDays(170), renewed));
        Assert.Equal(BasisStanding.Revoked, After(Now.AddDays(100), renewed, new ReleaseRevoked(renewal, Ana, Channel.InPerson)));
    }

    [Fact]
    public void The_gravest_of_several_is_told() =>
        Assert.Equal(BasisStanding.Voided, After(Now.AddDays(91), Narrowed(Terms with { Grants = [] }), new ReleaseRevoked(Relied, Ana, Channel.InPerson), new ReleaseVoided(Relied, VoidCause.Pressure)));

    [Fact]
    public void A_revocation_in_a_record_merged_with_hers_marks_it_too()
    {
        var there = new ReleaseId(Guid.NewGuid());
        var onBoth = Taken with { ReleasesReliedOn = [Relied, there] };
        var (hers, other) = (Position(Relied), Position(there));

        Assert.Equal(BasisStanding.Stands, DecisionBasis.At(onBoth, Discussed, Now, hers, other));
        Assert.Equal(BasisStanding.Revoked, DecisionBasis.At(onBoth, Discussed, Now, hers, Position(there, new ReleaseRevoked(there, Ana, Channel.Telephone))));
        Assert.Equal(BasisStanding.Expired, DecisionBasis.At(onBoth, Discussed, Now.AddDays(90), hers, other));
    }

    [Fact]
    public void A_revocation_by_another_person_whom_an_item_names_marks_only_that_item()
    {
        var (there, sister) = (new ReleaseId(Guid.NewGuid()), new SurvivorId(Guid.NewGuid()));
        var onBoth = Taken with { ReleasesReliedOn = [Relied, there] };
        var health = Wages with { Item = new RecordItemId(Guid.NewGuid()), ThirdPersons = [new NamedPerson(sister, null)], Category = InformationCategory.Medical };
        var matter = Discussed with { Items = [.. Discussed.Items, health] };
        var hers = Position(Relied, Narrowed(Terms with { Grants = [.. Terms.Grants, new CategoryGrant(InformationCategory.Medical, SharingMode.IdentifiedSummary)] }));
        BasisStanding Of(params ConsentEvent[] said) => DecisionBasis.At(onBoth, matter, Now, hers, ConsentStream.Definition.Fold(ConsentPosition.Initial,
            [new ConsentRecordOpened(sister, Advocate.Agency), new ReleaseSigned(there, Terms with { Grants = [new CategoryGrant(InformationCategory.Medical, SharingMode.VerbalInReview)] }, [], [], Ana), .. said]));

        Assert.Equal(BasisStanding.Stands, Of());
        Assert.Equal(BasisStanding.Revoked, Of(new ReleaseRevoked(there, Ana, Channel.Telephone)));
        Assert.Equal(BasisStanding.Narrowed, Of(new ReleaseNarrowed(there, Terms with { Grants = [] }, Ana, Channel.Telephone)));
    }

    private static BasisStanding After(DateTimeOffset at, params ConsentEvent[] said) => DecisionBasis.At(Taken, Discussed, at, Position(Relied, said));

    private static ConsentPosition Position(ReleaseId release, params ConsentEvent[] said) => ConsentStream.Definition.Fold(
        ConsentPosition.Initial, [new ConsentRecordOpened(Discussed.Survivor, Advocate.Agency), new ReleaseSigned(release, Terms, [], [], Ana), .. said]);

    private static ReleaseNarrowed Narrowed(ReleaseTerms terms) => new(Relied, terms, Ana, Channel.Telephone);
}
