using Coordination.Domain.Consent;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Consent;

/// <summary>Two records of one person at one agency.</summary>
public sealed class MergeDeciderTests
{
    private static readonly AgencyId Agency = Harbor;
    private static readonly ConsentPosition One = Fold(Permitting.Consent);
    private static readonly ConsentPosition Other = Fold([new ConsentRecordOpened(SameSurvivor, Harbor)]);
    private static readonly IReadOnlyList<SurvivorId> Both = MergeDecider.Group(One, Other);

    [Fact]
    public void Each_record_says_with_which_it_was_merged()
    {
        Assert.Equal([new SurvivorRecordsMerged([SameSurvivor], Ana)], Merged(One).Events, Same);
        Assert.Equal([new SurvivorRecordsMerged([Survivor], Ana)], Merged(Other).Events, Same);
    }

    [Fact]
    public void To_merge_them_again_records_nothing() => Assert.Empty(Merged(One.After(Merged(One))).Events);

    [Fact]
    public void A_third_record_is_merged_with_both()
    {
        var third = Fold([new ConsentRecordOpened(new SurvivorId(Numbered(8)), Harbor)]);
        var group = MergeDecider.Group(third, One.After(Merged(One)));

        Assert.Equal([Survivor, SameSurvivor, new SurvivorId(Numbered(8))], group);
        Assert.Equal([new SurvivorId(Numbered(8))], ((SurvivorRecordsMerged)MergeDecider.Decide(new MergeRecords(group, Nina), Other.After(Merged(Other))).Events[0]).With);
    }

    [Fact]
    public void A_record_of_another_agency_is_none()
    {
        var elsewhere = Fold([new ConsentRecordOpened(SameSurvivor, Clinic)]);

        Assert.Equal((RefusalReason.NotFound, "with"), Reason(MergeDecider.Hindrance(One, elsewhere, Agency)));
        Assert.Equal((RefusalReason.NotFound, "with"), Reason(MergeDecider.Hindrance(One, ConsentPosition.Initial, Agency)));
        Assert.Equal((RefusalReason.NotFound, null), Reason(MergeDecider.Hindrance(elsewhere, One, Agency)));
    }

    [Fact]
    public void A_record_is_not_merged_with_itself() =>
        Assert.Equal((RefusalReason.InvalidInput, "with"), Reason(MergeDecider.Hindrance(One, One, Agency)));

    [Fact]
    public void There_is_a_limit_to_the_records_of_one_person()
    {
        var many = One.After(new SurvivorRecordsMerged([.. Enumerable.Range(20, MergeDecider.MostRecords - 1).Select(n => new SurvivorId(Numbered(n)))], Ana));
        Assert.Equal((RefusalReason.PolicyLimit, "with"), Reason(MergeDecider.Hindrance(many, Other, Agency)));
    }

    [Fact]
    public void Somebody_else_separates_them_and_each_is_what_it_was()
    {
        var merged = One.After(Merged(One));

        Assert.Equal(RefusalReason.SecondPersonNeeded, ((Refused<ConsentEvent>)Separated(merged, Ana)).Refusal.Reason);
        Assert.Equal([new SurvivorRecordsSeparated([SameSurvivor], Nina)], Separated(merged, Nina).Events, Same);
        Assert.Null(merged.After(Separated(merged, Nina)).Merger);
        Assert.IsType<ReleaseState.Active>(merged.After(Separated(merged, Nina)).Releases[0].State);
    }

    [Fact]
    public void To_separate_what_is_not_merged_records_nothing() => Assert.Empty(Separated(One, Nina).Events);

    [Fact]
    public void What_was_taken_back_in_one_while_they_were_one_ends_what_is_released_in_the_other()
    {
        var (merged, refused) = (One.After(Merged(One)), Other.After(Merged(Other)).After(new ConsentDeclined(new DeclinationId(Numbered(9)), [], [], [], Ana, Channel.InPerson, Noon)));

        Assert.True(refused.Merger!.ClosedSince);
        var decision = MergeDecider.Decide(new SeparateRecords([SameSurvivor], refused.Merger.ClosedSince, Nina, Noon), merged);
        Assert.Equal(new ReleaseExpired(HerRelease, Noon), decision.Events[1]);
    }

    [Fact]
    public void What_opens_while_they_are_one_ends_nothing() =>
        Assert.False(Other.After(Merged(Other)).After(new TrialStatusRecorded(false, Ana, Noon)).Merger!.ClosedSince);

    private static Decision<ConsentEvent> Merged(ConsentPosition state) => MergeDecider.Decide(new MergeRecords(Both, Ana), state);

    private static Decision<ConsentEvent> Separated(ConsentPosition state, PersonId by) => MergeDecider.Decide(new SeparateRecords([SameSurvivor], false, by, Noon), state);

    private static (RefusalReason?, string?) Reason(Refusal? refusal) => (refusal?.Reason, refusal?.Field);

    private static ConsentPosition Fold(IReadOnlyList<ConsentEvent> events) => ConsentStream.Definition.Fold(ConsentPosition.Initial, events);

    private static bool Same(ConsentEvent one, ConsentEvent other) => one switch
    {
        SurvivorRecordsMerged merged => other is SurvivorRecordsMerged same && merged.By == same.By && merged.With.SequenceEqual(same.With),
        SurvivorRecordsSeparated parted => other is SurvivorRecordsSeparated same && parted.By == same.By && parted.From.SequenceEqual(same.From),
        _ => one == other,
    };
}

internal static class Folding
{
    internal static ConsentPosition After(this ConsentPosition state, Decision<ConsentEvent> decision) => ConsentStream.Definition.Fold(state, decision.Events);

    internal static ConsentPosition After(this ConsentPosition state, ConsentEvent @event) => ConsentPosition.Evolve(state, @event);
}
