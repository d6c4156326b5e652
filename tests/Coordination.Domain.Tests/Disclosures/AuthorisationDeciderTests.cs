using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Tests.Cases;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

public sealed class AuthorisationDeciderTests
{
    private static readonly AuthoriseDisclosure AllThatWasAsked = new(Advocate, [], SharingMode.IdentifiedVerbatim);

    [Fact]
    public void The_gate_is_asked_for_what_was_requested_and_for_nothing_else()
    {
        GateRequest? asked = null;

        AuthorisationDecider.Decide(AllThatWasAsked, Case, Asking(request => asked = request, Permit(Account, SharingMode.IdentifiedSummary)), Given(Requested, Matched));

        Assert.Equal([Account.Item, Plate.Item], asked!.Items.Select(item => item.Item));
        Assert.Equal(new(Detective.Agency, Detective.Person), asked.Recipient);
        Assert.Equal((Advocate.Agency, Purpose.Investigation, GateOccasion.Disclosure), (asked.Discloser, asked.Purpose, asked.Occasion));
        Assert.Equal([new Involvement(Detective.Agency, Detective.Person, Purpose.Investigation)], asked.Involvements);
    }

    [Fact]
    public void A_permission_is_recorded_with_the_whole_verdict()
    {
        var verdict = Verdict(Permit(Account, SharingMode.IdentifiedSummary), Deny(Plate));

        var authorized = AuthorisationDecider.Decide(AllThatWasAsked, Case, _ => verdict, Given(Requested, Matched)).Recorded<DisclosureAuthorized>();

        Assert.Same(verdict, authorized.Verdict);
    }

    [Fact]
    public void A_denial_is_refused_and_kept_as_evidence()
    {
        var verdict = Verdict(Deny(Account));

        AuthorisationDecider.Decide(AllThatWasAsked, Case, _ => verdict, Given(Requested, Matched))
            .Refused(RefusalReason.ConsentRequired, new DisclosureRefused(CaseScene.Rosa, CaseScene.RosasCase, verdict, Advocate.Person));
    }

    [Fact]
    public void A_hold_is_refused_and_kept_as_evidence_and_may_be_asked_again()
    {
        var verdict = Verdict(Hold(Account));
        var held = new DisclosureHeld(CaseScene.Rosa, CaseScene.RosasCase, verdict, Advocate.Person);

        AuthorisationDecider.Decide(AllThatWasAsked, Case, _ => verdict, Given(Requested, Matched)).Refused(RefusalReason.Held, held);
        AuthorisationDecider.Decide(AllThatWasAsked, Case, _ => Verdict(Permit(Account, SharingMode.IdentifiedVerbatim)), Given(Requested, Matched, held)).Recorded<DisclosureAuthorized>();
    }

    [Fact]
    public void Nobody_approves_their_own_request()
    {
        var askedByAna = Requested with { Requester = new(Detective.Agency, Advocate.Person) };

        AuthorisationDecider.Decide(AllThatWasAsked, Case, Never, Given(askedByAna, Matched)).Refused(RefusalReason.SecondPersonNeeded);
    }

    [Fact]
    public void Nobody_offers_something_to_themselves_at_another_agency()
    {
        var line = Permit(Clinic, SharingMode.IdentifiedVerbatim);
        var toAna = Offered with { Recipient = new(Detective.Agency, Advocate.Person) };
        var asked = AllThatWasAsked with { Items = [new(Clinic.Item, SharingMode.IdentifiedVerbatim)] };
        var bea = Advocate with { Person = new("bea") };

        AuthorisationDecider.Decide(asked, Case, Never, Given(toAna)).Refused(RefusalReason.SecondPersonNeeded);
        AuthorisationDecider.Decide(asked with { By = bea }, Case, _ => Verdict(line), Given(toAna)).Recorded<DisclosureAuthorized>();
        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), Case, Never, Given(toAna, Authorized(line) with { By = bea.Person })).Refused(RefusalReason.SecondPersonNeeded);
    }

    [Fact]
    public void A_compelled_disclosure_takes_two_people()
    {
        var line = Permit(Account, SharingMode.IdentifiedVerbatim);
        var state = Given(Requested with { Basis = ClaimedBasis.CourtOrder }, Matched, Authorized(line));

        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), Case, Never, state).Refused(RefusalReason.SecondPersonNeeded);
        AuthorisationDecider.Decide(new MakeDisclosure(Advocate with { Person = new("bea") }, FreshIds(1)), Case, _ => Verdict(line), state).Recorded<DisclosureMade>();
    }

    [Fact]
    public void An_answer_holds_at_most_the_categories_that_were_asked_for() =>
        AuthorisationDecider.Decide(AllThatWasAsked with { Items = [new(Clinic.Item, SharingMode.IdentifiedVerbatim)] }, Case, Never, Given(Requested, Matched))
            .Refused(RefusalReason.InvalidInput);

    [Fact]
    public void An_offer_names_its_items()
    {
        AuthorisationDecider.Decide(AllThatWasAsked, Case, Never, Given(Offered)).Refused(RefusalReason.InvalidInput);
        AuthorisationDecider.Decide(AllThatWasAsked with { Items = [new(Clinic.Item, SharingMode.IdentifiedVerbatim)] }, Case,
            _ => Verdict(Permit(Clinic, SharingMode.IdentifiedVerbatim)), Given(Offered)).Recorded<DisclosureAuthorized>();
    }

    [Fact]
    public void A_request_is_matched_to_a_survivor_before_the_gate_is_asked() =>
        AuthorisationDecider.Decide(AllThatWasAsked, Case, Never, Given(Requested)).Refused(RefusalReason.WrongState);

    [Fact]
    public void To_another_agency_there_is_nothing_to_authorise() =>
        AuthorisationDecider.Decide(AllThatWasAsked with { By = Detective }, Case, Never, Given(Requested, Matched)).Refused(RefusalReason.NotFound);

    [Fact]
    public void The_copy_holds_the_permitted_items_only_each_with_the_text_of_its_mode()
    {
        VerdictLine[] lines = [Permit(Account, SharingMode.IdentifiedSummary), Permit(Plate, SharingMode.DeIdentified), Deny(Clinic)];
        var ids = FreshIds(3);

        var made = AuthorisationDecider.Decide(new MakeDisclosure(Advocate, ids), Case, _ => Verdict(lines), Given(Offered, Authorized(lines))).Recorded<DisclosureMade>();

        Assert.Equal(
            [new(ids[0], Account.Item, Account.Category, SharingMode.IdentifiedSummary, Sensitive.Of("account, in short")),
             new(ids[1], Plate.Item, Plate.Category, SharingMode.DeIdentified, Sensitive.Of("a van"))],
            made.Items);
    }

    [Theory]
    [InlineData(SharingMode.ThroughAdvocate)]
    [InlineData(SharingMode.VerbalInReview)]
    public void What_is_only_spoken_carries_no_text(SharingMode mode) => Assert.Null(Assert.Single(Made(Permit(Account, mode)).Items).Text);

    [Fact]
    public void A_missing_text_is_never_replaced_by_a_wider_one()
    {
        var refusal = AuthorisationDecider.Decide(AllThatWasAsked, Case, _ => Verdict(Deny(Account), Permit(Plate, SharingMode.IdentifiedSummary)), Given(Requested, Matched))
            .Refused(RefusalReason.InvalidInput);

        Assert.Equal("items[1]", refusal.Field);
    }

    [Fact]
    public void The_act_is_refused_when_the_gate_changed_its_mind_since()
    {
        var verdict = Verdict(Deny(Account));

        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), Case, _ => verdict, Given(Offered, Authorized(Permit(Account, SharingMode.IdentifiedVerbatim))))
            .Refused(RefusalReason.ConsentRequired, new DisclosureRefused(CaseScene.Rosa, CaseScene.RosasCase, verdict, Advocate.Person));
    }

    [Fact]
    public void The_act_asks_for_nothing_that_was_not_authorised()
    {
        GateRequest? asked = null;
        var authorized = Authorized(Permit(Account, SharingMode.IdentifiedSummary), Deny(Plate));

        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(2)), Case, Asking(request => asked = request, Permit(Account, SharingMode.IdentifiedSummary)), Given(Requested, Matched, authorized));

        Assert.Equal((Account.Item, SharingMode.IdentifiedSummary), Assert.Single(asked!.Items.Select(item => (item.Item, item.Mode))));
    }

    [Fact]
    public void An_item_that_was_retracted_since_is_not_copied()
    {
        var retracted = CaseStream.Definition.Fold(Case, [new RecordItemRetracted(Account.Item, Sensitive.Of("wrong"))]);

        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), retracted, Never, Given(Offered, Authorized(Permit(Account, SharingMode.IdentifiedVerbatim))))
            .Refused(RefusalReason.WrongState);
    }

    [Fact]
    public void Making_the_copy_twice_makes_it_once()
    {
        var line = Permit(Account, SharingMode.IdentifiedVerbatim);

        AuthorisationDecider.Decide(new MakeDisclosure(Advocate, FreshIds(1)), Case, Never, Given(Offered, Authorized(line), Made(line))).RecordedNothing();
    }

    [Fact]
    public void A_copy_of_a_substance_use_record_carries_its_own_notice()
    {
        Assert.Contains("42 CFR part 2 prohibits", RedisclosureNotice.For([InformationCategory.SubstanceUse], Verdict()), StringComparison.Ordinal);
        Assert.DoesNotContain("42 CFR", RedisclosureNotice.For([InformationCategory.Narrative], Verdict()), StringComparison.Ordinal);
    }

    private static AskGate Asking(Action<GateRequest> ask, params VerdictLine[] lines) => request =>
    {
        ask(request);
        return Verdict(lines);
    };

    private static Verdict Never(GateRequest request) => throw new InvalidOperationException("The gate was asked.");
}
