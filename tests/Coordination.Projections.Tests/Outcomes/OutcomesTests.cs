using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Projections.Outcomes;
using Xunit;

namespace Coordination.Projections.Tests.Outcomes;

public sealed class OutcomesTests
{
    private static readonly SurvivorId s_her = new(Guid.Parse("0a000000-0000-4000-8000-000000000001"));
    private static readonly GoalId s_room = new(Guid.NewGuid()), s_papers = new(Guid.NewGuid());
    private static readonly GoalSet s_setRoom = new(s_room, GoalKind.Housing, Sensitive.Of("A room with a lock"));
    private static readonly OfferId s_offer = new(Guid.NewGuid());
    private static readonly ReferralId s_referral = new(Guid.NewGuid());

    [Theory]
    [InlineData(GoalProgress.SomeWay, GoalProgress.MostOfTheWay, WhatBecame.SheSeesItFurther)]
    [InlineData(GoalProgress.There, GoalProgress.MostOfTheWay, WhatBecame.SheSeesItNearer)]
    [InlineData(GoalProgress.SomeWay, GoalProgress.SomeWay, WhatBecame.BothSeeItAlike)]
    public void Her_rating_stands_beside_theirs(GoalProgress hers, GoalProgress theirs, WhatBecame became) =>
        Assert.Equal(became, Of(Plan(s_setRoom, new GoalProgressRatedByStaff(s_room, theirs, null), new GoalProgressRatedBySurvivor(s_room, hers, null))).Became);

    [Fact]
    public void The_goal_that_she_set_first_is_the_one_that_counts_her()
    {
        var counted = Of(Plan(s_setRoom, new GoalSet(s_papers, GoalKind.Immigration, Sensitive.Of("Papers")), new GoalReached(s_papers)));
        Assert.Equal((GoalKind.Housing, WhatBecame.NotRatedByBoth), (counted.Goal, counted.Became));
        Assert.Equal(WhatBecame.Reached, Of(Plan(s_setRoom, new GoalReached(s_room))).Became);
        Assert.Equal(WhatBecame.Dropped, Of(Plan(s_setRoom, new GoalDropped(s_room))).Became);
        Assert.Equal((null, WhatBecame.NoGoal), (Of(Plan()).Goal, Of(Plan()).Became));
    }

    [Theory]
    [InlineData(0, TimeToService.WithinADay)]
    [InlineData(23, TimeToService.WithinADay)]
    [InlineData(24, TimeToService.WithinAWeek)]
    [InlineData(7 * 24, TimeToService.WithinAMonth)]
    [InlineData(30 * 24, TimeToService.Later)]
    public void Help_begins_with_the_first_offer_that_she_takes_or_the_first_agency_that_serves_her(int hours, TimeToService time)
    {
        Assert.Equal(time, Of(Plan([], At(hours, new ServiceAccepted(s_offer)), At(2_000, new ServiceAccepted(s_offer)))).Time);
        Assert.Equal(time, Of(Plan([], At(2_000, new ServiceAccepted(s_offer)), At(hours, new ReferralOutcomeRecorded(s_referral, ReferralResult.Served, null)))).Time);
    }

    [Fact]
    public void Waiting_and_offers_that_she_did_not_take_are_no_help_yet() =>
        Assert.Equal(TimeToService.NotYet, Of(Plan(new ServiceDeclined(s_offer), new ReferralOutcomeRecorded(s_referral, ReferralResult.Waiting, null))).Time);

    [Theory]
    [InlineData(new[] { TraffickingPurpose.LaborOrServices }, TraffickingForm.LaborOrServices)]
    [InlineData(new[] { TraffickingPurpose.CommercialSex }, TraffickingForm.CommercialSex)]
    [InlineData(new[] { TraffickingPurpose.CommercialSex, TraffickingPurpose.LaborOrServices }, TraffickingForm.Both)]
    [InlineData(new TraffickingPurpose[0], TraffickingForm.NotCharacterised)]
    public void What_was_done_to_her_is_what_her_cases_were_last_held_to_be(TraffickingPurpose[] held, TraffickingForm form)
    {
        var both = new[] { TraffickingPurpose.CommercialSex, TraffickingPurpose.LaborOrServices };
        Assert.Equal(form, Of(Plan([], At(1, Characterised(both)), At(2, Characterised(held)))).Form);
        Assert.Equal(TraffickingForm.NotCharacterised, Of(Plan([], At(180 * 24, Characterised(both)))).Form);
    }

    [Fact]
    public void What_is_recorded_after_she_was_followed_to_the_end_changes_nothing()
    {
        (int, DomainEvent)[] until = [At(1, s_setRoom), At(180 * 24 - 1, new GoalProgressRatedBySurvivor(s_room, GoalProgress.SomeWay, null))];
        (int, DomainEvent)[] later =
        [
            At(180 * 24, new GoalReached(s_room)), At(180 * 24, new ServiceAccepted(s_offer)), At(181 * 24, new MinorStatusRecorded(true, false)),
            At(181 * 24, Characterised([TraffickingPurpose.LaborOrServices])), At(400 * 24, new SurvivorErased(new("amina"), new("lee"))),
        ];

        Assert.Equal(Of(Plan([], until)), Of(Plan([], [.. until, .. later])));
    }

    [Fact]
    public void A_quarter_is_published_when_the_last_who_came_in_it_was_followed_to_the_end()
    {
        Assert.True(Quarter.TryParse("2026-q1", out var quarter));
        Assert.Equal(new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), quarter.Ends);
        Assert.Equal(new(2026, 9, 29, 0, 0, 0, TimeSpan.Zero), quarter.PublishedFrom);
        Assert.Equal(new Quarter(2025, 4), Quarter.LastPublishedAt(quarter.PublishedFrom.AddTicks(-1)));
        Assert.Equal(quarter, Quarter.LastPublishedAt(quarter.PublishedFrom));
        Assert.Equal("2025-q4", $"{quarter.Before}");
        foreach (var wrong in new[] { "2026-q5", "2026-q0", "1999-q1", "2026q1", "2026-Q1", "20 6-q1", null })
            Assert.False(Quarter.TryParse(wrong, out _));
    }

    private static CaseCharacterised Characterised(TraffickingPurpose[] held) => new([.. held.Select(purpose => new Characterisation([], [], purpose, null))], 30, new("amina"));

    private static (int, DomainEvent) At(int hours, DomainEvent @event) => (hours, @event);

    private static Recorded<DomainEvent>[] Plan(params DomainEvent[] events) => Plan(events, []);

    // She comes, events follow a minute apart, and others when they are said to.
    private static Recorded<DomainEvent>[] Plan(DomainEvent[] events, params (int Hours, DomainEvent Event)[] later)
    {
        var came = new SurvivorWelcomed(s_her, new("harbor"), Sensitive.Of("M."), null);
        var opened = new CaseOpened(new(Guid.Parse("0b000000-0000-4000-8000-000000000001")), s_her, new("harbor"), new("amina"));
        return [.. events.Prepend(opened).Prepend(came).Select((e, at) => (At: TimeSpan.FromMinutes(at), Event: e)).Concat(later.Select(e => (At: TimeSpan.FromHours(e.Hours), e.Event)))
            .Select((e, at) => new Recorded<DomainEvent>(e.Event, new()
            {
                Position = at + 1, Stream = e.Event is CaseEvent ? "case-0b000000-0000-4000-8000-000000000001" : e.Event is ServiceEvent ? $"services-{s_her}" : $"survivor-{s_her}", Version = at + 1,
                EventId = Guid.NewGuid(), Actor = new(new("amina"), new("harbor")), OccurredAt = Log.Start + e.At, RecordedAt = Log.Start + e.At,
            }))];
    }

    private static Counted Of(Recorded<DomainEvent>[] events)
    {
        var rows = Log.Fold(AllProjections.Outcomes, events).Values;
        return Counted.Of(rows.OfType<OutcomeSurvivor>().Single(), rows.OfType<OutcomeCase>());
    }
}
