using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>CG-39, sentence by sentence: whom an item names besides her.</summary>
public sealed class ThirdPersonRuleTests
{
    private static readonly SurvivorId Child = new(Numbered(40));
    private static readonly ReleaseId ChildsRelease = new(Numbered(42));

    private static readonly NamedPerson InPassages = new(Child, SharingMode.IdentifiedVerbatim);
    private static readonly NamedPerson Throughout = new(Child, null);

    [Fact]
    public void People_without_a_release_of_their_own_are_left_out_and_the_rest_is_disclosed()
    {
        var verdict = Naming(InPassages).Evaluate();

        Assert.Equal(Outcome.PermitInPart, verdict.Outcome);
        Assert.Equal([0], verdict.Lines[0].LeftOut);
        Assert.Contains(verdict.Lines[0].Findings, finding => finding is { Rule: "CG-39", Effect: RuleEffect.Narrow, Reason: "third-party-left-out" });
        Assert.Contains(Obligation.LeaveOthersOut, verdict.Obligations);
        Assert.Null(verdict.Lines[1].LeftOut);
    }

    [Fact]
    public void Who_cannot_be_left_out_keeps_the_item_back() => Denied(Naming(Throughout));

    [Fact]
    public void In_a_wider_mode_than_they_can_be_left_out_of_it_does_not_go() => Denied(Naming(InPassages with { WidestWithout = SharingMode.IdentifiedSummary }));

    [Fact]
    public void With_a_release_of_their_own_everything_goes()
    {
        var verdict = (Naming(Throughout) with { Named = [Released()] }).Evaluate();

        Assert.Equal(Outcome.Permit, verdict.Outcome);
        Assert.Equal([ChildsRelease], verdict.Lines[0].ReleasesOfOthers);
        Assert.Equal([HerRelease, ChildsRelease], verdict.ReleasesReliedOn);
        Assert.Equal(new ConsentRead(Child, 3), Assert.Single(verdict.ThirdPersons!));
        Assert.DoesNotContain(Obligation.LeaveOthersOut, verdict.Obligations);
    }

    [Fact]
    public void Everybody_whom_an_item_names_was_read()
    {
        var witness = new SurvivorId(Numbered(43));
        var theirs = Released() with { Survivor = witness, Consent = [.. Released().Consent.Select(e => e is ConsentRecordOpened opened ? opened with { Survivor = witness } : e)] };
        var named = new Dictionary<int, NamedPerson> { [0] = Throughout, [1] = new(witness, null) };

        var verdict = (Permitting.Asking(request => request with { Items = [.. request.Items.Select((item, at) => item with { ThirdPersons = [named[at]] })] }) with { Named = [Released(), theirs] }).Evaluate();

        Assert.Equal([new ConsentRead(Child, 3), new ConsentRead(witness, 3)], verdict.ThirdPersons);
    }

    [Fact]
    public void Where_their_records_were_merged_each_has_to_let_it_go()
    {
        var twice = new SurvivorId(Numbered(44));
        var there = Released().Consent.Select(e => e switch { ReleaseSigned s => s with { Release = new ReleaseId(Numbered(45)) }, ConsentRecordOpened o => o with { Survivor = twice }, _ => e }).ToList();
        var merged = Released() with { Consent = [.. Released().Consent, new SurvivorRecordsMerged([twice], Nina)], Others = [there] };

        var verdict = (Naming(Throughout) with { Named = [merged] }).Evaluate();

        Assert.Equal([ChildsRelease, new ReleaseId(Numbered(45))], verdict.Lines[0].ReleasesOfOthers);
        Assert.Equal([new ConsentRead(Child, 4), new ConsentRead(twice, 3)], verdict.ThirdPersons);
        Denied(Naming(Throughout) with { Named = [merged with { Others = [[there[0]]] }] });
        Denied(Naming(Throughout) with { Named = [merged with { Others = [] }] });
    }

    [Fact]
    public void Their_release_holds_to_the_tick()
    {
        var until = Released() with { Consent = [.. Released().Consent.Select(e => e is ReleaseSigned s ? s with { Terms = s.Terms with { Expires = Noon } } : e)] };

        Denied(Naming(Throughout) with { Named = [until] });
        Assert.Equal(Outcome.Permit, (Naming(Throughout) with { Named = [until], Now = Noon.AddTicks(-1) }).Evaluate().Outcome);
    }

    [Fact]
    public void What_they_took_back_is_closed() =>
        Denied(Naming(Throughout) with { Named = [Released() with { Consent = [.. Released().Consent, new ReleaseRevoked(ChildsRelease, Ana, Channel.Telephone)] }] });

    [Fact]
    public void A_child_signs_with_a_parent_and_not_alone() =>
        Denied(Naming(Throughout) with { Named = [Released() with { Consent = [.. Released().Consent, new MinorityRecorded(true, false, false)] }] });

    [Fact]
    public void Who_was_erased_released_nothing() => Denied(Naming(Throughout) with { Named = [Released() with { IsServed = false }] });

    [Fact]
    public void Who_is_not_known_released_nothing() => Denied(Naming(Throughout));

    [Fact]
    public void Who_is_not_served_can_have_released_nothing() => Denied(Naming(Throughout with { Survivor = null }) with { Named = [Released()] });

    [Fact]
    public void A_release_in_a_narrower_mode_is_none_for_a_wider_one() =>
        Denied(Naming(Throughout) with { Named = [Released(SharingMode.IdentifiedSummary)] });

    [Fact]
    public void Only_the_people_who_signed_a_release_stay_in()
    {
        var line = (Naming(InPassages, new NamedPerson(null, SharingMode.IdentifiedVerbatim), new NamedPerson(new(Numbered(41)), SharingMode.IdentifiedVerbatim)) with { Named = [Released()] }).Line;

        Assert.Equal([1, 2], line.LeftOut);
        Assert.Equal([ChildsRelease], line.ReleasesOfOthers);
    }

    [Fact]
    public void What_she_did_not_release_does_not_go_for_their_release()
    {
        var line = (Naming(InPassages).And(new ReleaseRevoked(HerRelease, Ana, Channel.InPerson)) with { Named = [Released()] }).Line;

        Assert.Equal((Outcome.Deny, null, null), (line.Outcome, line.LeftOut, line.ReleasesOfOthers));
    }

    [Fact]
    public void An_order_that_names_the_category_reaches_nobody_else()
    {
        var line = Ordered(new ProcessScope([], [InformationCategory.Narrative, InformationCategory.Contact])).Line;

        Assert.Equal(Outcome.Permit, line.Outcome);
        Assert.Equal([0], line.LeftOut);
    }

    [Fact]
    public void An_order_that_names_the_very_item_reaches_all_of_it()
    {
        var line = Ordered(new ProcessScope([Story, Phone], [])).Line;

        Assert.Equal(Outcome.Permit, line.Outcome);
        Assert.Null(line.LeftOut);
    }

    [Fact]
    public void Among_the_custodians_own_people_nobody_is_left_out()
    {
        var own = Naming(Throughout).Asking(request => request with { Recipient = new GateRecipient(Harbor, null) });

        Assert.Equal(Outcome.Permit, (own with { Recipient = own.Discloser }).Line.Outcome);
    }

    private static void Denied(GateWorld world)
    {
        Assert.Equal(Outcome.Deny, world.Line.Outcome);
        Assert.Equal(["CG-39 third-party"], world.Line.Findings.Select(finding => $"{finding.Rule} {finding.Reason}"));
    }

    private static GateWorld Naming(params IReadOnlyList<NamedPerson> named) => Permitting.AskingFor(item => item with { ThirdPersons = named });

    private static OtherPerson Released(SharingMode widest = SharingMode.IdentifiedVerbatim) => new(Child,
        [.. Permitting.Consent.Select(e => e switch
        {
            ConsentRecordOpened opened => opened with { Survivor = Child },
            ReleaseSigned signed => signed with { Release = ChildsRelease, Terms = signed.Terms with { Grants = [new CategoryGrant(InformationCategory.Narrative, widest)] } },
            _ => e,
        })]);

    private static GateWorld Ordered(ProcessScope names) => Naming(InPassages).Asking(request => request with { Basis = ClaimedBasis.CourtOrder }) with
    {
        Process =
        [
            new ProcessServed
            {
                Process = new ProcessId(Numbered(80)), Kind = ProcessKind.CourtOrder, Agency = Harbor, Survivor = Survivor, Case = new(Numbered(81)),
                Authority = new GateRecipient(Police, Dale), IssuedBy = Sensitive.Of("court"), Reference = Sensitive.Of("docket"), Names = names, Part2Order = false, By = Ana,
            },
            new SurvivorTold(Channel.InPerson, Noon, Ana),
            new ProtectiveStepsTaken([ProtectiveStep.SealedFiling], null, Ana),
        ],
    };
}
