using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Tests.Cases;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>A copy really lacks what it is to leave out (CG-39).</summary>
public sealed class LeavingOthersOutTests
{
    private static readonly ReleaseId LuzsRelease = new(Guid.NewGuid());

    private static readonly RecordItemAdded Family = new(new(Guid.NewGuid()), InformationCategory.Narrative, Sensitivity.Identifying,
        new(Sensitive.Of("Rosa and her daughter Luz hid. LUZ cried. Pedro helped Luz and Pedro."), Sensitive.Of("Rosa hid with Luz."), null))
    {
        ThirdPersons =
        [
            new ThirdPerson(ThirdPersonRelation.Child, null, In("her daughter Luz", "Luz"), In("Luz")),
            new ThirdPerson(ThirdPersonRelation.Other, null, In("Pedro", "Luz and Pedro"), null),
        ],
    };

    private static readonly CaseState FamilyCase = CaseScene.Given(CaseScene.Opened, Family);

    [Fact]
    public void Their_words_are_gone_from_the_copy_wherever_they_stand()
    {
        Assert.Equal("Rosa and [left out] hid. [left out] cried. Pedro helped [left out] and Pedro.", Copied(Line(SharingMode.IdentifiedVerbatim, 0)));
        Assert.Equal("Rosa and her daughter Luz hid. LUZ cried. [left out] helped [left out].", Copied(Line(SharingMode.IdentifiedVerbatim, 1)));
        Assert.Equal("Rosa and [left out] hid. [left out] cried. [left out] helped [left out].", Copied(Line(SharingMode.IdentifiedVerbatim, 0, 1)));
        Assert.Equal("Rosa hid with [left out].", Copied(Line(SharingMode.IdentifiedSummary, 0, 1)));
    }

    [Fact]
    public void Nobody_left_out_leaves_the_text_as_it_is() =>
        Assert.Equal(Family.Texts.Verbatim.Reveal(), Copied(Line(SharingMode.IdentifiedVerbatim)));

    [Fact]
    public void Who_was_left_out_when_it_was_authorised_stays_out_whatever_was_signed_since() =>
        Assert.Equal("Rosa hid with [left out].", Copied(Line(SharingMode.IdentifiedSummary, 0), then: Line(SharingMode.IdentifiedSummary)));

    [Fact]
    public void Who_took_a_release_back_after_it_was_authorised_is_left_out() =>
        Assert.Equal("Rosa hid with [left out].", Copied(Line(SharingMode.IdentifiedSummary), then: Line(SharingMode.IdentifiedSummary, 0)));

    [Fact]
    public void A_copy_with_their_part_in_it_is_asked_back_when_they_take_their_release_back()
    {
        var line = Line(SharingMode.IdentifiedVerbatim) with { ReleasesOfOthers = [LuzsRelease] };
        var made = Make(line, line);

        var notice = DeliveryDecider.Decide(new RecallDisclosure(LuzsRelease, RecallCause.Revoked, null, [], Now), Given(Offered, Authorized(line), made)).Recorded<RecallNoticeSent>();

        Assert.Equal([made.Items[0].Copy], notice.Copies);
        DeliveryDecider.Decide(new RecallDisclosure(OtherRelease, RecallCause.Revoked, null, [], Now), Given(Offered, Authorized(line), made)).RecordedNothing();
    }

    private static string Copied(VerdictLine authorised, VerdictLine? then = null) => Make(authorised, then ?? authorised).Items[0].Text!.Reveal();

    private static DisclosureMade Make(VerdictLine authorised, VerdictLine then) =>
        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), FamilyCase, _ => Verdict(then), Given(Offered, Authorized(authorised))).Recorded<DisclosureMade>();

    private static VerdictLine Line(SharingMode mode, params IReadOnlyList<int> leftOut) => Permit(Family, mode) with { LeftOut = leftOut.Count == 0 ? null : leftOut };

    private static NamedIn In(params IEnumerable<string> passages) => new([.. passages.Select(passage => Sensitive.Of(passage))]);
}
