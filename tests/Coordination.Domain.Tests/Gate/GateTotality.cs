using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Whatever is asked, there is an answer, and what makes no sense opens nothing.</summary>
[Trait("Sweep", "true")]
public sealed class GateTotality
{
    private static readonly DateTimeOffset[] Extremes = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, default, Noon];

    [Fact]
    public void It_answers_whatever_it_is_asked() => ForEvery((world, dice) => Answers(Odd(world, dice)));

    [Fact]
    public void It_answers_whatever_it_is_asked_by_law() => ForEveryByLaw((world, dice) => Answers(dice.Next(3) == 0 ? OddByLaw(world, dice) : Odd(world, dice)));

    [Fact]
    public void Words_that_there_are_not_open_nothing() => ForEvery(OddWordsOpenNothing);

    [Fact]
    public void Words_that_there_are_not_open_nothing_by_law() => ForEveryByLaw(OddWordsOpenNothing);

    [Fact]
    public void Without_facts_nothing_leaves_the_custodian() => ForEvery(NothingGoesWithoutFacts);

    [Fact]
    public void Without_facts_nothing_leaves_the_custodian_by_law() => ForEveryByLaw((world, _) => NothingGoesWithoutFacts(world));

    [Fact]
    public void On_every_basis_for_every_purpose_and_to_everybody_there_is_an_answer() => ForEveryByLaw((world, dice) =>
    {
        foreach (var basis in Enum.GetValues<ClaimedBasis>())
        {
            var kind = Enum.GetValues<AgencyKind>()[dice.Next(Enum.GetValues<AgencyKind>().Length)];
            Answers(GateDice.To(world, kind).Asking(r => r with { Basis = basis, Purpose = Enum.GetValues<Purpose>()[dice.Next(Enum.GetValues<Purpose>().Length)], Occasion = (GateOccasion)dice.Next(4) }));
        }
    });

    private static void Answers(GateWorld odd)
    {
        var verdict = odd.Evaluate();
        Assert.Equal(odd.Request.Items.Select(item => item.Item), verdict.Lines.Select(line => line.Item));
        Assert.All(verdict.Lines.Zip(odd.Request.Items), pair => HoldTogether(pair.First, pair.Second));
        Assert.Equal(verdict.Lines.SelectMany(line => (IEnumerable<ReleaseId>)[.. line.Release is { } own ? [own] : Array.Empty<ReleaseId>(), .. line.ReleasesOfOthers ?? []]).Distinct().Order(ById), verdict.ReleasesReliedOn);
    }

    private static void OddWordsOpenNothing(GateWorld world, Random dice)
    {
        var purpose = world.Asking(r => r with { Purpose = (Purpose)99, Basis = ClaimedBasis.Release });
        Assert.All(purpose.Evaluate().Lines, line => Assert.Null(line.Release));
        var mode = world.Asking(r => r with { Items = [.. r.Items.Select(item => item with { Mode = (SharingMode)dice.Next(5, 90) })] });
        Assert.All(mode.Evaluate().Lines, line => Assert.NotEqual(Outcome.Permit, line.Outcome));
    }

    private static void NothingGoesWithoutFacts(GateWorld world)
    {
        var unknown = world with { Consent = [], Discloser = [], Recipient = [], TaskForce = [], Process = [] };
        Assert.All(unknown.Evaluate().Lines, line => Assert.Equal(Outcome.Deny, line.Outcome));
    }

    private static void HoldTogether(VerdictLine line, RequestedItem item)
    {
        Assert.Contains(line.Outcome, new[] { Outcome.Permit, Outcome.Hold, Outcome.Deny });
        Assert.Equal(line.Outcome == Outcome.Permit, line.Mode is not null);
        Assert.True(line.Mode is null || line.Mode <= item.Mode, Text(line));
        Assert.True(line.Release is null || line.Outcome == Outcome.Permit, Text(line));
        Assert.NotEmpty(line.Findings);
        Assert.True(line.Outcome != Outcome.Permit || line.Findings.Any(finding => finding.Effect == RuleEffect.Permit), "Nothing permits unless a rule does.");
        Assert.True(line.Outcome != Outcome.Deny || line.Findings.All(finding => finding.Effect == RuleEffect.Deny), Text(line));
    }

    private static GateWorld Odd(GateWorld world, Random dice) => dice.Next(9) switch
    {
        0 => world with { Now = Extremes[dice.Next(Extremes.Length)] },
        1 => world.Asking(r => r with { Items = [] }),
        2 => world.Asking(r => r with { Items = [.. r.Items, .. r.Items], Involvements = [.. r.Involvements, .. r.Involvements] }),
        3 => world.Asking(r => r with { Basis = (ClaimedBasis)dice.Next(-2, 99), Occasion = (GateOccasion)dice.Next(-2, 99), Purpose = (Purpose)dice.Next(-2, 99) }),
        4 => world.Asking(r => r with { Discloser = default, Recipient = new GateRecipient(default, default(PersonId)) }),
        5 => world.AskingFor(item => item with { Item = default, Custodian = default, Category = (InformationCategory)99, Sensitivity = (Sensitivity)99, Mode = (SharingMode)dice.Next(-3, 99) }),
        6 => world.WithTerms(terms => terms with { Starts = Extremes[dice.Next(4)], Expires = Extremes[dice.Next(4)], Recipients = [], Grants = [], Purposes = [], Conditions = [(ReleaseCondition)99] }),
        7 => world.Signing(signed => signed with { Signatures = [new Signature((SignerCapacity)99, (SignatureMethod)99, DateTimeOffset.MaxValue, new GuardianId(Numbered(60)))], WarningsAcknowledged = [] }),
        _ => Shuffled(world, dice),
    };

    // Ages, lines of tables and processes that nobody could mean.
    private static GateWorld OddByLaw(GateWorld world, Random dice)
    {
        DateTimeOffset Extreme() => Extremes[dice.Next(Extremes.Length)];
        var table = new JurisdictionTable
        {
            Jurisdiction = "",
            Name = "",
            Version = "",
            AgeOfMajority = new TableLimit(dice.Next(3) == 0 ? int.MinValue : dice.Next(2) == 0 ? int.MaxValue : 18, "", (Certainty)99),
            Duties = [new TableDuty((ReportKind)99, [], [], (AuthorityKind)99, [], -1, "", Certainty.Text)],
            PermittedReports = [new TableDuty(ReportKind.ChildAbuse, null, null, AuthorityKind.LawEnforcement, [(InformationCategory)99], null, "", Certainty.Text)],
            DutiesToWarn = [new WarningDuty([(AgencyKind)99], [], "", Certainty.Text)],
            TeamStatutes = [new TeamStatute([], [], [], "", Certainty.Text)],
            MinorAloneServices = [],
        };
        var process = world.Process.Select(e => e is ProcessServed served
            ? served with { Report = (ReportKind)99, Rulings = [new ProcessRuling((RulingSubject)99, [])], TellingForbidden = new(Sensitive.Of(""), Extreme()), Risk = new((RiskKind)99, Sensitive.Of(""), Extreme()), Conditions = [(FatalityCondition)99], Names = new([], []) }
            : e);
        return (dice.Next(3) == 0 ? world.Without<MinorityRecorded>() : world)
            .And(new MinorityRecorded(true, false, true) { EighteenFrom = Extreme(), Services = [] }, new MinorCapacityFound(false, Sensitive.Of(""), Ana, Extreme()), new IndependentAdviceRecorded(Police, Extreme(), Ana), new SurvivorDied(Extreme()))
            .Asking(r => r with { Items = [.. r.Items.Select(item => item with { Origin = (ItemOrigin)dice.Next(-1, 9), CounselingNote = dice.Next(2) == 0 })] }) with
        {
            Now = dice.Next(3) == 0 ? Extreme() : world.Now,
            Process = [.. process],
            TaskForce = [.. world.TaskForce, new JurisdictionTableLoaded(Extreme(), table, [], Ana)],
        };
    }

    // What happened in an order in which it cannot have happened, and twice.
    private static GateWorld Shuffled(GateWorld world, Random dice)
    {
        T[] All<T>(IReadOnlyList<T> events)
        {
            T[] all = [.. events, .. events];
            dice.Shuffle(all);
            return all;
        }

        return world with { Consent = All<ConsentEvent>(world.Consent), Discloser = All<PartnerEvent>(world.Discloser), Recipient = All<PartnerEvent>(world.Recipient), TaskForce = All<TaskForceEvent>(world.TaskForce), Process = All(world.Process) };
    }

    private static readonly Comparer<ReleaseId> ById = Comparer<ReleaseId>.Create((one, other) => one.Value.CompareTo(other.Value));
}
