using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Domain.Tests.Cases;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>What a copy says of itself, by who gets it, on what it goes and what is in it.</summary>
public sealed class CopyWordsTests
{
    private static readonly RecordItemAdded Treatment = Item(InformationCategory.SubstanceUse, new(Sensitive.Of("treatment, all"), Sensitive.Of("in treatment"), null));
    private static readonly CaseState Case = CaseScene.Given(CaseScene.Opened, Treatment, Account, new ParticipantInvolved(Detective.Agency, Detective.Person, Purpose.Investigation));
    private static readonly DateTimeOffset Signed = Now.AddDays(-3);

    private static readonly ReleaseTerms Terms = new()
    {
        Discloser = Advocate.Agency,
        Recipients = [new(Detective.Agency, [Detective.Person]), new(new("river-clinic"), [])],
        Grants = [new(InformationCategory.SubstanceUse, SharingMode.IdentifiedSummary), new(InformationCategory.Family, SharingMode.IdentifiedVerbatim)],
        Purposes = [Purpose.Investigation, Purpose.ImmigrationRelief],
        Starts = Signed,
        Expires = new(2026, 5, 1, 18, 0, 0, TimeSpan.Zero),
        Conditions = [ReleaseCondition.AdvocatePresent],
    };

    [Fact]
    public void Nobody_passes_it_on_except_as_law_requires_and_they_tell_us_first() =>
        Assert.Contains("except as law requires; tell us first", NoticeTo(AgencyKind.HousingAndServices), StringComparison.Ordinal);

    [Theory]
    [InlineData(AgencyKind.LawEnforcement)]
    [InlineData(AgencyKind.Prosecution)]
    [InlineData(AgencyKind.Medical)]
    public void Whoever_has_to_keep_it_is_asked_to_stop_using_it_to_restrict_it_and_to_say_what_stays_and_why(AgencyKind kind) =>
        Assert.Contains("stop using it, restrict it to those who by law have to see it, and say what you must keep and why", NoticeTo(kind), StringComparison.Ordinal);

    [Fact]
    public void Others_return_or_destroy_it() =>
        Assert.Contains("return or destroy every copy and say so", NoticeTo(AgencyKind.HousingAndServices), StringComparison.Ordinal);

    [Fact]
    public void What_goes_without_her_release_does_not_say_that_she_permitted_it()
    {
        var verdict = Verdict(new VerdictLine(Account.Item, Outcome.Permit, SharingMode.IdentifiedVerbatim, null, [new("CG-41", RuleEffect.Permit, "own-generated")]));

        var notice = RedisclosureNotice.For([InformationCategory.Narrative], verdict);

        Assert.Contains("the law lets it go without a release", notice, StringComparison.Ordinal);
        Assert.Contains("Tell it to those who have to act on it for that purpose.", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("with the permission", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_part_of_it_goes_without_her_release_it_says_so()
    {
        var part = new VerdictLine(Account.Item, Outcome.Permit, SharingMode.IdentifiedVerbatim, null, [new("CG-41", RuleEffect.Permit, "own-generated")]);

        Assert.Contains("Parts of it go without a release", RedisclosureNotice.For([], Verdict(part, Permit(Treatment, SharingMode.IdentifiedSummary))), StringComparison.Ordinal);
        Assert.DoesNotContain("Parts of it", NoticeTo(AgencyKind.Legal), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_which_law_makes_the_program_keep_it_confidential_where_that_is_known()
    {
        var verdict = Verdict(Permit(Account, SharingMode.IdentifiedSummary));

        Assert.Contains("(34 USC 12291(b)(2); 28 CFR 94.115)", RedisclosureNotice.For([], verdict, null, BoundProfiles.Of(PolicyProfile.Vawa, PolicyProfile.Voca)), StringComparison.Ordinal);
        Assert.DoesNotContain("keep it confidential", RedisclosureNotice.For([], verdict, null, BoundProfiles.Of(PolicyProfile.LawEnforcement)), StringComparison.Ordinal);
        Assert.DoesNotContain("keep it confidential", RedisclosureNotice.For([], verdict, null, BoundProfiles.Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public void Obligations_of_particular_laws_have_words_of_their_own()
    {
        var verdict = Verdict(Permit(Account, SharingMode.IdentifiedSummary));
        Assert.Contains("8 USC 1367 protects", RedisclosureNotice.For([], verdict with { Obligations = [Obligation.ProtectedImmigration] }), StringComparison.Ordinal);
        Assert.Contains("stays with the review", RedisclosureNotice.For([], verdict with { Obligations = [Obligation.StaysWithReview] }), StringComparison.Ordinal);
        Assert.Contains("34 CFR 99.33", RedisclosureNotice.For([], verdict, null, BoundProfiles.Of(PolicyProfile.Ferpa)), StringComparison.Ordinal);
        Assert.DoesNotContain("34 CFR 99.33", RedisclosureNotice.For([], verdict, null, BoundProfiles.Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_substance_use_records_says_who_consented_to_what_for_whom_why_and_until_when()
    {
        var made = Make(Released());

        Assert.Contains("42 CFR part 2 prohibits", made.RedisclosureNotice, StringComparison.Ordinal);
        Assert.Equal(
            "What was consented to (42 CFR 2.32(b)): The person whom it concerns consented in writing on 26 February 2026 that Harbor discloses substance use records, as identified summary, "
            + "to you by name, at County police, for investigation, with the advocate present, until just before 1 May 2026 18:00 (UTC). It can be taken back at any time; then you are told. Whatever is not named here, you have no consent for.",
            made.ConsentExplained);
    }

    [Fact]
    public void It_says_nothing_of_other_recipients_categories_and_purposes()
    {
        var explained = Make(Released()).ConsentExplained!;

        Assert.All(["clinic", "family", "immigration", Detective.Person.Value], other => Assert.DoesNotContain(other, explained, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Where_nothing_of_substance_use_goes_or_no_release_carries_it_nothing_is_explained()
    {
        Assert.Null(Make(Released(), Permit(Account, SharingMode.IdentifiedSummary)).ConsentExplained);
        Assert.Null(Make(Released(), new VerdictLine(Treatment.Item, Outcome.Permit, SharingMode.IdentifiedSummary, null, [new("CG-17", RuleEffect.Permit, "compelled")])).ConsentExplained);
        Assert.Throws<ArgumentException>(() => Make(null));
    }

    [Fact]
    public void The_explanation_stays_with_the_copy() =>
        Assert.Equal("as it was given", DisclosureScene.Given(Offered, Authorized(Permit(Treatment, SharingMode.IdentifiedSummary)), Make(Released()) with { ConsentExplained = "as it was given" }) is DisclosureState.Delivered delivered ? delivered.Delivery.ConsentExplained : null);

    private static string NoticeTo(AgencyKind kind) => RedisclosureNotice.For([InformationCategory.Narrative], Verdict(Permit(Account, SharingMode.IdentifiedSummary)), kind);

    private static DisclosureMade Make(GateFacts? facts, params VerdictLine[] lines)
    {
        var verdict = Verdict(lines is [] ? [Permit(Treatment, SharingMode.IdentifiedSummary)] : lines) with { Obligations = [Obligation.RedisclosureNotice, Obligation.Part2Notice] };
        return AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)) { On = facts }, Case, _ => verdict, DisclosureScene.Given(Offered, Authorized([.. verdict.Lines]))).Recorded<DisclosureMade>();
    }

    private static GateFacts Released() => new()
    {
        Consent = ConsentStream.Definition.Fold(ConsentPosition.Initial,
            [new ConsentRecordOpened(CaseScene.Rosa, Advocate.Agency), new ReleaseSigned(SignedRelease, Terms, [new(SignerCapacity.Survivor, SignatureMethod.Ink, Signed)], [], Advocate.Person)]),
        ConsentVersion = 2,
        Discloser = Joined(Advocate.Agency, "Harbor", AgencyKind.VictimServices),
        Recipient = Joined(Detective.Agency, "County police", AgencyKind.LawEnforcement),
        TaskForce = TaskForceState.Initial,
        PolicyVersion = 1,
        Now = Now,
    };

    private static PartnerPosition Joined(AgencyId agency, string name, AgencyKind kind) => PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(agency, name, kind, [])]);
}
