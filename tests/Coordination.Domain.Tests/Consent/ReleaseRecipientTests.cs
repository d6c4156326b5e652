using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Gate.Rules;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Consent;

/// <summary>To whom a release may be signed, and beside which: where the rules go by what binds each agency, and where they do not.</summary>
public sealed class ReleaseRecipientTests
{
    private static readonly ReleaseSigned Signed = (ReleaseSigned)Permitting.Consent[2];
    private static readonly ReleaseId Newer = new(Numbered(40));
    private static readonly PersonId Kim = new("kim");
    private static readonly SignRelease Sign = new(Newer, Signed.Terms, Signed.Signatures, Signed.WarningsAcknowledged, Ana, Noon);
    private static readonly CategoryGrant Contact = new(InformationCategory.Contact, SharingMode.IdentifiedVerbatim);
    private static readonly OutsideRecipientRecorded Recorded = new(new("outside-1"), "Law office", AgencyKind.Legal, Kim, Sensitive.Of("Kim, 3 Court Street"), Ana) { For = Harbor };

    private static SigningLaw Before => SigningLaw.InForce(Permitting.Facts.TaskForce, Permitting.Facts.Discloser, Noon);

    private static SigningLaw ByProfile => Before with { Rules = RuleSets.V2026R2, Outside = [(PartnerPosition.Outside)PartnerStream.Definition.Fold(PartnerPosition.Initial, [Recorded])] };

    private static Past<ConsentPosition, ConsentEvent> InForce => GivenWhenThen.Given(ConsentStream.Definition, [.. Permitting.Consent]);

    private static Past<ConsentPosition, ConsentEvent> Explained => GivenWhenThen.Given(ConsentStream.Definition,
        [.. Permitting.Consent.Take(2).Select(e => e is NoticeGiven given ? given with { Recipients = [Police, Clinic, Recorded.Agency] } : e)]);

    [Fact]
    public void One_agency_a_release_where_the_rules_ask_for_it()
    {
        var several = Sign with { Terms = Sign.Terms with { Recipients = [new(Police, []), new(Clinic, [])] } };
        Explained.When(s => ReleaseDecider.Decide(several, ByProfile, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients");
        Assert.IsType<Accepted<ConsentEvent>>(ReleaseDecider.Decide(several, Before, Explained.State));
    }

    [Fact]
    public void A_release_for_several_agencies_that_is_there_can_be_narrowed_to_one_and_opens_for_it()
    {
        var several = Permitting with
        {
            Consent = [.. Permitting.Consent.Select(e => e is NoticeGiven given ? given with { Recipients = [Police, Clinic] } : e is ReleaseSigned s ? s with { Terms = s.Terms with { Recipients = [new(Police, []), new(Clinic, [])] } } : e)],
            Rules = RuleSets.V2026R2,
        };
        Assert.Equal(Outcome.Deny, several.Evaluate().Outcome);

        var narrowed = ReleaseDecider.Decide(new NarrowRelease(HerRelease, Signed.Terms, Ana, Channel.Letter) { Rules = RuleSets.V2026R2 }, several.Facts.Consent);
        Assert.Equal(Outcome.Permit, several.And([.. narrowed.Events]).Evaluate().Outcome);
    }

    [Fact]
    public void Somebody_outside_is_named_in_person_as_recorded_by_the_discloser()
    {
        Assert.IsType<Accepted<ConsentEvent>>(ReleaseDecider.Decide(To(Recorded.Agency, Kim), ByProfile, Explained.State));
        Explained.When(s => ReleaseDecider.Decide(To(Recorded.Agency), ByProfile, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].persons");
        Explained.When(s => ReleaseDecider.Decide(To(Recorded.Agency, Kim, Dale), ByProfile, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].persons");
        Explained.When(s => ReleaseDecider.Decide(To(Recorded.Agency, Kim), ByProfile with { Outside = [ByProfile.Outside[0] with { For = Clinic }] }, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].agency");
        Explained.When(s => ReleaseDecider.Decide(To(Recorded.Agency, Kim), ByProfile with { Rules = Before.Rules }, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].agency");
    }

    [Fact]
    public void An_exception_is_captured_only_where_the_rules_look_at_it_and_beside_no_name()
    {
        var excepting = Sign with { Terms = Sign.Terms with { Recipients = [new(Police, []) { Except = [Kim] }] } };
        Assert.IsType<Accepted<ConsentEvent>>(ReleaseDecider.Decide(excepting, ByProfile, Explained.State));
        Explained.When(s => ReleaseDecider.Decide(excepting, Before, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].except");
        Explained.When(s => ReleaseDecider.Decide(Sign with { Terms = Sign.Terms with { Recipients = [new(Police, [Dale]) { Except = [Kim] }] } }, ByProfile, s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].except");
        InForce.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, excepting.Terms, Ana, Channel.Letter), s)).ThenRefused(RefusalReason.InvalidInput, "terms.recipients[0].except");
        InForce.When(s => ReleaseDecider.Decide(new NarrowRelease(HerRelease, excepting.Terms, Ana, Channel.Letter) { Rules = RuleSets.V2026R2 }, s)).Then(new ReleaseNarrowed(HerRelease, excepting.Terms, Ana, Channel.Letter));
    }

    [Fact]
    public void Narrowing_excepts_more_and_lets_nobody_in_again()
    {
        var limit = Signed.Terms with { Recipients = [new(Police, []) { Except = [Kim] }] };
        ReleaseTerms With(params ReleaseRecipient[] recipients) => limit with { Recipients = recipients };

        Assert.Null(TermsComparison.WhatIsWider(With(new ReleaseRecipient(Police, []) { Except = [Dale, Kim] }), limit));
        Assert.Null(TermsComparison.WhatIsWider(With(new ReleaseRecipient(Police, [Dale])), limit));
        Assert.Equal("terms.recipients[0]", TermsComparison.WhatIsWider(With(new ReleaseRecipient(Police, [])), limit)?.Field);
        Assert.Equal("terms.recipients[0]", TermsComparison.WhatIsWider(With(new ReleaseRecipient(Police, []) { Except = [Dale] }), limit)?.Field);
        Assert.Equal("terms.recipients[0]", TermsComparison.WhatIsWider(With(new ReleaseRecipient(Police, [Kim])), limit)?.Field);
        Assert.NotNull(TermsComparison.WhatIsWider(limit, With(new ReleaseRecipient(Police, []) { Except = [Dale, Kim] })));
    }

    [Fact]
    public void Counseling_notes_and_the_rest_are_no_part_of_one_another()
    {
        var notes = new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedVerbatim) { CounselingNotes = true };
        var rest = notes with { CounselingNotes = null };
        ReleaseTerms Of(params CategoryGrant[] grants) => Signed.Terms with { Grants = grants };

        Assert.Equal("terms.grants[0]", TermsComparison.WhatIsWider(Of(notes), Of(rest))?.Field);
        Assert.Equal("terms.grants[0]", TermsComparison.WhatIsWider(Of(rest), Of(notes))?.Field);
        Assert.Null(TermsComparison.WhatIsWider(Of(notes with { WidestMode = SharingMode.DeIdentified }), Of(notes)));
        Assert.Null(TermsComparison.WhatIsWider(Of(rest with { CounselingNotes = false }), Of(rest)));
        Assert.Equal("terms.grants", TermsComparison.WhatIsWider(Of(notes), Of(notes, Contact))?.Field); // what was signed together does not become a consent of its own
        Assert.Null(TermsComparison.WhatIsWider(Of(notes, Contact), Of(notes, Contact, rest)));
    }

    [Fact]
    public void Where_she_signs_for_less_she_says_what_becomes_of_the_older_release()
    {
        var less = Sign with { Terms = Sign.Terms with { Grants = [Contact] } };
        InForce.When(s => ReleaseDecider.Decide(less, ByProfile, s)).ThenRefused(RefusalReason.AnswerNeeded, "besides");
        InForce.When(s => ReleaseDecider.Decide(less with { Besides = OlderReleases.Keep }, ByProfile, s)).Then(Captured(less) with { KeepsBeside = [HerRelease] });
        InForce.When(s => ReleaseDecider.Decide(less with { Besides = OlderReleases.End }, ByProfile, s)).Then(new ReleaseRevoked(HerRelease, Ana, Channel.Letter), Captured(less));
        InForce.When(s => ReleaseDecider.Decide(less, Before, s)).Then(Captured(less));
        InForce.When(s => ReleaseDecider.Decide(less with { Besides = OlderReleases.Keep }, Before, s)).Then(Captured(less) with { KeepsBeside = [HerRelease] });
    }

    [Fact]
    public void She_is_not_asked_of_what_gives_no_more_nor_of_what_is_over_by_then()
    {
        Assert.Empty(Older(Sign));
        Assert.Empty(Older(Sign with { Terms = Sign.Terms with { Grants = [Contact, new(InformationCategory.Medical, SharingMode.DeIdentified)] } }));
        Assert.Empty(Older(Sign with { Terms = Sign.Terms with { Grants = [Contact], Recipients = [new(Clinic, [])] } }));
        Assert.Empty(Older(Sign with { Terms = Sign.Terms with { Grants = [Contact], Starts = Signed.Terms.Expires!.Value, Expires = Signed.Terms.Expires.Value.AddDays(5) } }));
        Assert.Single(Older(Sign with { Terms = Sign.Terms with { Grants = [Contact], Starts = Signed.Terms.Expires!.Value.AddTicks(-1), Expires = Signed.Terms.Expires.Value.AddDays(5) } }));
        Assert.Single(Older(Sign with { Terms = Sign.Terms with { Recipients = [new(Police, [Dale])] } }));
        Assert.Single(Older(Sign with { Terms = Sign.Terms with { Conditions = [ReleaseCondition.TellMeFirst] } }));

        IReadOnlyList<Release> Older(SignRelease signing) => ReleaseDecider.Older(signing, InForce.State);
    }

    [Fact]
    public void Where_she_signs_for_less_of_the_same_and_for_something_else_she_is_asked_too()
    {
        CategoryGrant medical = new(InformationCategory.Medical, SharingMode.IdentifiedVerbatim), lessOfContact = Contact with { WidestMode = SharingMode.DeIdentified };
        SignRelease With(params CategoryGrant[] grants) => Sign with { Terms = Sign.Terms with { Grants = grants } };
        IReadOnlyList<Release> Older(SignRelease signing) => ReleaseDecider.Older(signing, InForce.State);

        InForce.When(s => ReleaseDecider.Decide(With(lessOfContact, medical), ByProfile, s)).ThenRefused(RefusalReason.AnswerNeeded, "besides");
        InForce.When(s => ReleaseDecider.Decide(With(lessOfContact, medical) with { Besides = OlderReleases.Keep }, ByProfile, s)).Then(Captured(With(lessOfContact, medical)) with { KeepsBeside = [HerRelease] });
        Assert.Empty(Older(With(Contact, medical)));
        Assert.Empty(Older(With(medical)));
        Assert.Empty(Older(With(lessOfContact with { CounselingNotes = true }, medical)));
        Assert.Empty(Older(With(lessOfContact, medical) with { Terms = With(lessOfContact, medical).Terms with { Purposes = [Purpose.Prosecution] } }));
        Assert.Single(Older(With(Contact, medical) with { Terms = With(Contact, medical).Terms with { Purposes = [Purpose.Investigation, Purpose.Prosecution] } }));
        Assert.Single(Older(With(Contact, medical) with { Terms = With(Contact, medical).Terms with { Recipients = [new(Police, [Kim])] } }));
    }

    [Fact]
    public void She_is_asked_of_two_releases_exactly_where_the_gate_would_hold_something_of_the_older_one()
    {
        var (asked, notAsked) = (0, 0);
        for (var n = 0; n < 2_000; n++)
        {
            var dice = new GateDice(new Random(n));
            var (older, newer) = (Of(dice), Of(dice));
            var world = Permitting with { Consent = [.. Permitting.Consent.Take(2), Signed with { Terms = older }], Rules = RuleSets.V2026R2 };
            var isAsked = ReleaseDecider.Older(Sign with { Terms = newer }, world.Facts.Consent).Count > 0;
            var both = world.And(Captured(Sign with { Terms = newer })).Facts;
            var release = both.Consent.Find(HerRelease)!;
            var held = Questions(older).Any(request => new Cg50WhichRelease().Examine(request.Items[0], release, request, both).Holds);

            Assert.True(isAsked == held, $"{n}: asked {isAsked}, held {held}");
            (asked, notAsked) = isAsked ? (asked + 1, notAsked) : (asked, notAsked + 1);
        }

        Assert.True(asked > 200 && notAsked > 200, $"{asked} asked, {notAsked} not");
    }

    // Terms as they can be captured: whom she names she does not except, and counseling notes have a release of their own.
    private static ReleaseTerms Of(GateDice dice)
    {
        var (persons, notes) = (dice.Chance(2) ? [] : dice.Some(Dale, Nina), dice.Chance(5));
        return Signed.Terms with
        {
            Recipients = [new(Police, persons) { Except = persons.Count == 0 && dice.Chance(3) ? dice.Some(Dale, Nina) : null }],
            Grants =
            [
                .. new[] { InformationCategory.Narrative, InformationCategory.Contact, InformationCategory.Medical }.Where(_ => !dice.Chance(3)).DefaultIfEmpty(InformationCategory.Narrative)
                    .Select(category => new CategoryGrant(category, dice.Pick(SharingMode.DeIdentified, SharingMode.IdentifiedVerbatim), dice.Chance(3) ? [dice.Pick(Story, Phone)] : null) { CounselingNotes = notes ? true : null }),
            ],
            Purposes = dice.Most(2, Purpose.Investigation, Purpose.CaseReview) is { Count: > 0 } purposes ? purposes : [Purpose.Prosecution],
            Conditions = dice.Chance(3) ? [ReleaseCondition.TellMeFirst] : [],
        };
    }

    // Whatever the terms let go: to whom, what and why.
    private static IEnumerable<GateRequest> Questions(ReleaseTerms terms) =>
        from person in new PersonId?[] { null, Dale, Nina, Kim }
        where terms.Names(Police, person) && !terms.Excepts(Police, person)
        from purpose in terms.Purposes
        from category in Enum.GetValues<InformationCategory>()
        from item in new[] { Story, Phone, new RecordItemId(Numbered(77)) }
        where terms.Covers(item, category)
        select Permitting.Request with { Recipient = new(Police, person), Purpose = purpose, Items = [new(item, category, Sensitivity.Identifying, Harbor, SharingMode.IdentifiedVerbatim)] };

    [Fact]
    public void The_check_at_signing_is_the_one_of_the_gate()
    {
        var less = Sign with { Terms = Sign.Terms with { Grants = [Contact], Starts = Noon.AddDays(-1) }, Besides = OlderReleases.Keep };
        var world = Permitting with { Rules = RuleSets.V2026R2 };
        Assert.Equal(Outcome.Hold, world.And(Captured(less)).Line.Outcome);
        Assert.Equal(Outcome.Permit, world.And([.. ReleaseDecider.Decide(less, ByProfile, world.Facts.Consent).Events]).Line.Outcome);
    }

    [Fact]
    public void A_renewal_keeps_or_ends_what_stands_beside_it()
    {
        var (third, renewal) = (new ReleaseId(Numbered(41)), new ReleaseId(Numbered(42)));
        var beside = InForce.And(Captured(Sign with { Terms = Sign.Terms with { Grants = [Contact] } }) with { Release = third, KeepsBeside = [HerRelease] });
        var renew = new RenewRelease(third, renewal, Signed.Terms with { Grants = [Contact] }, Signed.Signatures, Signed.WarningsAcknowledged, Ana, Noon);
        var renewed = new ReleaseRenewed(third, renewal, renew.Terms, renew.Signatures, renew.WarningsAcknowledged, Ana);

        beside.When(s => ReleaseDecider.Decide(renew, ByProfile, s)).ThenRefused(RefusalReason.AnswerNeeded, "besides");
        beside.When(s => ReleaseDecider.Decide(renew with { Besides = OlderReleases.Keep }, ByProfile, s)).Then(renewed with { KeepsBeside = [HerRelease] });
        beside.When(s => ReleaseDecider.Decide(renew with { Besides = OlderReleases.End }, ByProfile, s)).Then(new ReleaseRevoked(HerRelease, Ana, Channel.Letter), renewed);
    }

    private static ReleaseSigned Captured(SignRelease signing) => new(signing.Release, signing.Terms, signing.Signatures, signing.WarningsAcknowledged, signing.CapturedBy);

    private static SignRelease To(AgencyId agency, params PersonId[] persons) => Sign with { Terms = Sign.Terms with { Recipients = [new(agency, persons)] } };
}
