using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Tests.Cases;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>What was given is accounted for: to whom, what, when, why, on what basis, and what became of it (CG-25).</summary>
public sealed class AccountingTests
{
    private static readonly DisclosureMade Copy = Made(Permit(Account, SharingMode.IdentifiedSummary), Permit(Plate, SharingMode.IdentifiedVerbatim)) with
    {
        Verdict = Verdict(Permit(Account, SharingMode.IdentifiedSummary), Permit(Plate, SharingMode.IdentifiedVerbatim) with { LeftOut = [0] }),
    };

    [Fact]
    public void What_was_given_is_told_with_its_purpose_its_mode_and_its_basis()
    {
        var given = Accounting.Of(Happened(Offered, Authorized(), Copy, new DisclosureAcknowledged(Detective.Person)))!;

        Assert.Equal((Disclosure, Advocate.Agency, Purpose.Investigation, ClaimedBasis.Release), (given.Disclosure, given.Discloser, given.Purpose, given.Basis));
        Assert.Equal(new GateRecipient(Detective.Agency, Detective.Person), given.Recipient);
        Assert.Equal(
            [(InformationCategory.Narrative, SharingMode.IdentifiedSummary, false), (InformationCategory.ExploiterInformation, SharingMode.IdentifiedVerbatim, true)],
            given.Items.Select(item => (item.Category, item.Mode, item.OthersLeftOut)));
        Assert.Equal([SignedRelease], given.Releases);
        Assert.Equal((Now.AddDays(2), Now.AddDays(3)), (given.MadeAt, given.AcknowledgedAt));
        Assert.False(given.Compelled);
    }

    [Fact]
    public void What_went_without_her_release_names_the_rule_that_let_it_go()
    {
        var line = Permit(Account, SharingMode.IdentifiedSummary) with { Release = null, Findings = [new RuleFinding("CG-41", RuleEffect.Permit, "own-generated")] };
        var given = Accounting.Of(Happened(Offered, Authorized(), Made(line) with { Verdict = Verdict(line) }))!;

        Assert.Equal("CG-41", Assert.Single(given.Items).LetGoBy);
        Assert.Null(Assert.Single(given.Items).Release);
        Assert.All(Accounting.Of(Happened(Offered, Authorized(), Copy))!.Items, item => Assert.Null(item.LetGoBy));
    }

    [Fact]
    public void Nothing_that_was_only_asked_for_refused_or_authorised_is_in_it()
    {
        Assert.Null(Accounting.Of(Happened(Requested, Matched)));
        Assert.Null(Accounting.Of(Happened(Offered, Authorized())));
        Assert.Null(Accounting.Of(Happened(Offered, new DisclosureRefused(CaseScene.Rosa, CaseScene.RosasCase, Verdict(Deny(Account)), Advocate.Person))));
    }

    [Fact]
    public void What_was_asked_back_is_told_with_its_end()
    {
        var copies = Copy.Items.Select(item => item.Copy).ToList();
        var given = Accounting.Of(Happened(Offered, Authorized(), Copy,
            new RecallNoticeSent(SignedRelease, RecallCause.Narrowed, [copies[0]], Now.AddDays(10)), new RecallOverdue(Now.AddDays(10)),
            new RecallAcknowledged(RecallAnswer.Destroyed, null, Detective.Person),
            new RecallNoticeSent(SignedRelease, RecallCause.Revoked, [copies[1]], Now.AddDays(20)),
            new RecallAcknowledged(RecallAnswer.CannotBeRecalled, Sensitive.Of("it is in the file"), Detective.Person)))!;

        Assert.Equal(
            [(RecallCause.Narrowed, 1, true, RecallAnswer.Destroyed, Now.AddDays(5)), (RecallCause.Revoked, 1, false, RecallAnswer.CannotBeRecalled, Now.AddDays(7))],
            given.Recalls.Select(recall => (recall.Cause, recall.Items, recall.Overdue, recall.Answer!.Value, recall.AnsweredAt!.Value)));
        Assert.Equal("it is in the file", given.Recalls[1].WhyNot!.Reveal());
        Assert.Equal([CopyStanding.GivenBack, CopyStanding.CannotBeRecalled], given.Items.Select(item => item.Standing));
    }

    [Fact]
    public void That_something_was_found_wrong_is_told_with_who_was_told_of_it()
    {
        var given = Accounting.Of(Happened(Offered, Authorized(), Copy,
            new RetractionNoticeSent(Copy.Items[0].Item, RecallCause.Corrected, [Copy.Items[0].Copy], Now.AddDays(10)), new RecallAcknowledged(RecallAnswer.Destroyed, null, Detective.Person)))!;

        var told = Assert.Single(given.Recalls);
        Assert.Equal((null, RecallCause.Corrected, 1, RecallAnswer.Destroyed), (told.Release, told.Cause, told.Items, told.Answer!.Value));
    }

    [Fact]
    public void What_the_law_compelled_is_in_it_with_its_process()
    {
        var process = new ProcessId(Guid.NewGuid());
        var line = Permit(Account, SharingMode.IdentifiedVerbatim) with { Release = null, Findings = [new("CG-17", RuleEffect.Permit, "compelled")] };
        var copy = Copy with { Verdict = Verdict(line) with { Process = new ProcessRead(process, 3) } };

        var given = Accounting.Of(Happened(Offered with { Under = new ProcessBasis(process, ClaimedBasis.CourtOrder) }, Authorized(line), copy))!;

        Assert.Equal((true, process, ClaimedBasis.CourtOrder), (given.Compelled, given.Process, given.Basis));
        Assert.Empty(given.Releases);
    }

    [Theory]
    [InlineData("CG-18", "permitted-report")]
    [InlineData("CG-43", "imminent-risk")]
    [InlineData("CG-45", "fatality-review")]
    public void What_a_law_only_permits_is_not_compelled(string rule, string reason)
    {
        var line = Permit(Account, SharingMode.IdentifiedVerbatim) with { Release = null, Findings = [new(rule, RuleEffect.Permit, reason)] };
        var given = Accounting.Of(Happened(Offered, Authorized(line), Copy with { Verdict = Verdict(line) }))!;

        Assert.Equal((false, rule), (given.Compelled, given.Items[0].LetGoBy));
    }

    [Fact]
    public void What_was_reported_by_telephone_before_it_was_recorded_says_how_and_when()
    {
        var made = new ReportMade(Channel.Telephone, Now.AddHours(-1));

        Assert.Equal(made, Accounting.Of(Happened(Offered, Authorized() with { Reported = made }, Copy))!.Reported);
        Assert.Null(Accounting.Of(Happened(Offered, Authorized() with { Reported = made }, Authorized(), Copy))!.Reported);
    }

    [Fact]
    public void It_reaches_back_as_far_as_asked_and_to_the_beginning_when_nothing_is_said()
    {
        IReadOnlyList<Recorded<DisclosureEvent>>[] streams = [Happened(Offered, Authorized(), Copy), Happened(Requested)];

        Assert.Single(Accounting.Of(streams, since: null));
        Assert.Single(Accounting.Of(streams, since: Now.AddDays(2)));
        Assert.Empty(Accounting.Of(streams, since: Now.AddDays(2).AddTicks(1)));
    }

    [Fact]
    public void The_oldest_comes_first()
    {
        var later = Offered with { Disclosure = new(Guid.NewGuid()) };

        Assert.Equal([Disclosure, later.Disclosure], Accounting.Of([Happened(Requested, later, Authorized(), Copy), Happened(Offered, Authorized(), Copy)], null).Select(given => given.Disclosure));
    }

    // One a day.
    private static List<Recorded<DisclosureEvent>> Happened(params IEnumerable<DisclosureEvent> events) => [.. events.Select((e, day) => new Recorded<DisclosureEvent>(e, new EventMeta
    {
        Position = day + 1, Stream = "disclosure-1", Version = day + 1, EventId = Guid.NewGuid(), Actor = Advocate, OccurredAt = Now.AddDays(day), RecordedAt = Now.AddDays(day),
    }))];
}
