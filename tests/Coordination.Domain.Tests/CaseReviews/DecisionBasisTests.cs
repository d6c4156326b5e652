using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
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

    public static TheoryData<string, ConsentEvent> Withdrawals => new()
    {
        { "revoked", new ReleaseRevoked(Relied, Ana, Channel.Telephone) },
        { "void", new ReleaseVoided(Relied, VoidCause.Pressure) },
        { "a recipient who took part is left out", Narrowed(Terms with { Recipients = [.. Terms.Recipients.Where(recipient => recipient.Agency != Detective.Agency)] }) },
        { "only a colleague is named", Narrowed(Terms with { Recipients = [.. Terms.Recipients.Select(recipient => recipient.Agency == Nurse.Agency ? recipient with { Persons = [SecondNurse.Person] } : recipient)] }) },
        { "the category is left out", Narrowed(Terms with { Grants = [] }) },
        { "another item only", Narrowed(Terms with { Grants = [Terms.Grants[0] with { OnlyItems = [new RecordItemId(Guid.NewGuid())] }] }) },
        { "not in a review", Narrowed(Terms with { Purposes = [Purpose.Investigation] }) },
        { "through her advocate only", Narrowed(Terms with { Grants = [Terms.Grants[0] with { WidestMode = SharingMode.ThroughAdvocate }] }) },
    };

    public static TheoryData<string, ConsentEvent> Others => new()
    {
        { "ran out", new ReleaseExpired(Relied, Now.AddDays(90)) },
        { "who was not there is left out", Narrowed(Terms with { Recipients = [.. Terms.Recipients.Where(recipient => recipient.Agency != Lawyer.Agency)] }) },
        { "as speech only", Narrowed(Terms with { Grants = [Terms.Grants[0] with { WidestMode = SharingMode.VerbalInReview }] }) },
        { "another purpose is left out", Narrowed(Terms with { Purposes = [Purpose.CaseReview] }) },
        { "signed again", new ReleaseRenewed(Relied, new ReleaseId(Guid.NewGuid()), Terms, [], [], Ana) },
        { "another release was revoked", new ReleaseRevoked(new ReleaseId(Guid.NewGuid()), Ana, Channel.Telephone) },
    };

    [Theory]
    [MemberData(nameof(Withdrawals))]
    public void What_she_takes_away_of_what_a_decision_stood_on_marks_it(string how, ConsentEvent said) => Assert.True(MarkedBy(said), how);

    [Theory]
    [MemberData(nameof(Others))]
    public void What_the_decision_did_not_stand_on_does_not_mark_it(string how, ConsentEvent said) => Assert.False(MarkedBy(said), how);

    private static bool MarkedBy(ConsentEvent said) => DecisionBasis.WasWithdrawn(Taken, Discussed, ConsentStream.Definition.Fold(
        ConsentPosition.Initial, [new ConsentRecordOpened(Discussed.Survivor, Advocate.Agency), new ReleaseSigned(Relied, Terms, [], [], Ana), said]));

    private static ReleaseNarrowed Narrowed(ReleaseTerms terms) => new(Relied, terms, Ana, Channel.Telephone);
}
