using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Domain.Tests.Gate.GateProperties;
using static Coordination.Testing.GateWorld;
using Outcome = Coordination.Domain.Gate.Outcome;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Two records of one person: the narrower position holds, and merging never widens.</summary>
public sealed class GateMerging
{
    private static readonly IReadOnlyList<ConsentEvent> SameWords = Permitting.Consent;

    [Fact]
    public void What_both_records_let_go_goes_and_rests_on_both()
    {
        var other = SameWords.Select(e => e is ReleaseSigned signed ? signed with { Release = new ReleaseId(Numbered(8)) } : e);
        var verdict = Permitting.MergedWith([.. other]).Evaluate();
        Assert.All(verdict.Lines, line => Assert.Equal([HerRelease, new ReleaseId(Numbered(8))], [line.Release!.Value, .. line.ReleasesOfOthers!]));

        Assert.Equal(Outcome.Permit, verdict.Outcome);
        Assert.Equal([HerRelease, new ReleaseId(Numbered(8))], verdict.ReleasesReliedOn);
        Assert.Equal(SameSurvivor, Assert.Single(verdict.Merged!).Survivor);
    }

    [Fact]
    public void A_record_in_which_nothing_was_released_keeps_everything() =>
        Denied(Permitting.MergedWith(SameWords[0]), "CG-33", "merged-record");

    [Fact]
    public void What_she_took_back_in_one_record_is_taken_back() =>
        Denied(Permitting.MergedWith([.. SameWords, new ReleaseRevoked(HerRelease, Ana, Channel.Telephone)]), "CG-14", "revoked");

    [Fact]
    public void The_narrower_mode_of_the_two_is_given()
    {
        var line = Permitting.MergedWith([.. SameWords.Select(e => e is ReleaseSigned signed
            ? signed with { Terms = signed.Terms with { Grants = [new CategoryGrant(InformationCategory.Narrative, SharingMode.VerbalInReview)] } } : e)]).Line;

        Assert.Equal((Outcome.Permit, SharingMode.VerbalInReview), (line.Outcome, line.Mode));
        Assert.Contains(line.Findings, finding => finding is { Rule: "CG-33", Effect: RuleEffect.Narrow, Reason: "merged-record" });
    }

    [Fact]
    public void A_condition_in_one_record_holds_for_both() => Held(
        Permitting.MergedWith([.. SameWords.Select(e => e is ReleaseSigned signed ? signed with { Terms = signed.Terms with { Conditions = [ReleaseCondition.TellMeFirst] } } : e)]),
        "CG-33", "merged-record");

    [Fact]
    public void A_merged_record_that_was_not_read_keeps_everything() =>
        Denied(Permitting.MergedWith(SameWords) with { Others = [] }, "CG-33", "merged-unread");

    [Fact]
    public void After_they_were_separated_each_stands_for_itself() =>
        Permitted(Permitting.MergedWith(SameWords[0]).And(new SurvivorRecordsSeparated([SameSurvivor], Nina)));

    [Fact]
    public void Merging_lets_go_exactly_what_each_record_lets_go_by_itself() => ForEvery((world, dice) =>
    {
        var (one, other) = Pair(world, dice);
        var alone = new[] { one, other }.Select(record => record.Evaluate().Lines).ToList();
        var merged = one.MergedWith(other.Consent).Evaluate();
        for (var i = 0; i < merged.Lines.Count; i++)
        {
            var line = merged.Lines[i];
            Assert.Equal(alone.Min(lines => lines[i].Outcome), line.Outcome);
            Assert.Equal(line.Outcome == Outcome.Permit ? alone.Min(lines => lines[i].Mode) : null, line.Mode);
        }

        Assert.True(merged.Outcome <= one.Evaluate().Outcome && merged.Outcome <= other.Evaluate().Outcome, $"{merged.Outcome}");
    });

    [Fact]
    public void It_does_not_matter_from_which_of_the_records_it_is_asked() => ForEvery((world, dice) =>
    {
        var (one, other) = Pair(world, dice);
        Assert.Equal(one.MergedWith(other.Consent).Evaluate().Lines.Select(Answer), other.MergedWith(one.Consent).Evaluate().Lines.Select(Answer));
    });

    [Fact]
    public void A_record_more_only_closes() => ForEvery((world, dice) =>
    {
        var (one, other) = Pair(world, dice);
        var (third, two) = (new SurvivorId(Numbered(8)), one.MergedWith(other.Consent));
        var three = two.And(new SurvivorRecordsMerged([third], Nina)) with
        {
            Others = [.. two.Others, [.. GateWorlds.Of(dice.Next()).Consent.Select(e => e is ConsentRecordOpened opened ? opened with { Survivor = third } : e)]],
        };
        Assert.All(two.Evaluate().Lines.Zip(three.Evaluate().Lines), pair => Assert.True(pair.Second.Outcome <= pair.First.Outcome && (pair.Second.Mode is null || pair.Second.Mode <= pair.First.Mode)));
    });

    // Two records of one agency, asked the same. One was generated on its own; of the other only what she said is used.
    private static (GateWorld One, GateWorld Other) Pair(GateWorld world, Random dice)
    {
        IReadOnlyList<ConsentEvent> Plain(IReadOnlyList<ConsentEvent> events) =>
            [new ConsentRecordOpened(Survivor, Harbor), .. events.Where(e => e is not (SurvivorRecordsMerged or SurvivorRecordsSeparated or ConsentRecordOpened))];
        var other = dice.Next(3) == 0 ? world.Consent : GateWorlds.Of(dice.Next()).Consent;
        return (world with { Consent = Plain(world.Consent), Others = [] }, world with { Consent = Plain(other), Others = [] });
    }

    private static (Outcome, SharingMode?) Answer(VerdictLine line) => (line.Outcome, line.Mode);
}
