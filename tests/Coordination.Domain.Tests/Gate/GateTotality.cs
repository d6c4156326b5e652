using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Whatever is asked, there is an answer, and what makes no sense opens nothing.</summary>
public sealed class GateTotality
{
    private static readonly DateTimeOffset[] Extremes = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, default, Noon];

    [Fact]
    public void It_answers_whatever_it_is_asked() => ForEvery((world, dice) =>
    {
        var odd = Odd(world, dice);
        var verdict = odd.Evaluate();
        Assert.Equal(odd.Request.Items.Select(item => item.Item), verdict.Lines.Select(line => line.Item));
        Assert.All(verdict.Lines.Zip(odd.Request.Items), pair => HoldTogether(pair.First, pair.Second));
        Assert.Equal(verdict.Lines.SelectMany(line => (IEnumerable<ReleaseId>)[.. line.Release is { } own ? [own] : Array.Empty<ReleaseId>(), .. line.ReleasesOfOthers ?? []]).Distinct().Order(ById), verdict.ReleasesReliedOn);
    });

    [Fact]
    public void Words_that_there_are_not_open_nothing() => ForEvery((world, dice) =>
    {
        var purpose = world.Asking(r => r with { Purpose = (Purpose)99, Basis = ClaimedBasis.Release });
        Assert.All(purpose.Evaluate().Lines, line => Assert.Null(line.Release));
        var mode = world.Asking(r => r with { Items = [.. r.Items.Select(item => item with { Mode = (SharingMode)dice.Next(5, 90) })] });
        Assert.All(mode.Evaluate().Lines, line => Assert.NotEqual(Outcome.Permit, line.Outcome));
    });

    [Fact]
    public void Without_facts_nothing_leaves_the_custodian() => ForEvery(world =>
    {
        var unknown = world with { Consent = [], Discloser = [], Recipient = [], TaskForce = [], Process = [] };
        Assert.All(unknown.Evaluate().Lines, line => Assert.Equal(Outcome.Deny, line.Outcome));
    });

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
