using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Services;

/// <summary>What a survivor sets out to reach, what she is offered, and on what it never depends.</summary>
public sealed class ServiceDeciderTests
{
    private static readonly Actor Amina = new(new PersonId("amina"), new AgencyId("open-door"));
    private static readonly Actor Dana = new(new PersonId("dana"), new AgencyId("county-sheriff"));
    private static readonly SurvivorState Rosa = new SurvivorState.Welcomed(new(Guid.NewGuid()), Amina.Agency, Sensitive.Of("Rosa"), null, [], null, null);
    private static readonly GoalId Papers = new(Guid.NewGuid());
    private static readonly OfferId Room = new(Guid.NewGuid());
    private static readonly ReferralId Lawyer = new(Guid.NewGuid());
    private static readonly GoalSet PapersSet = new(Papers, GoalKind.Identification, Sensitive.Of("My passport back."));
    private static readonly OfferService Offering = new(Amina, Room, GoalKind.Housing, Amina.Agency, null, [], null);
    private static readonly MakeReferral Referring = new(Amina, Lawyer, GoalKind.Legal, new AgencyId("legal-aid"), null, [], null);
    private static readonly ServiceOffered RoomOffered = new(Room, GoalKind.Housing, Amina.Agency, null, [], null);

    public static TheoryData<ConditionKind> CoerciveKinds => [.. Enum.GetValues<ConditionKind>().Where(kind => kind.IsCoercive())];

    private static Past<ServicePlan, ServiceEvent> Plan(params ServiceEvent[] past) => GivenWhenThen.Given(ServiceStream.Definition, past);

    private static Decided<ServicePlan, ServiceEvent> When(ServiceCommand command, params ServiceEvent[] past) =>
        Plan(past).When(plan => ServiceDecider.Decide(command, Rosa, plan));

    private static IReadOnlyList<Condition> On(params ConditionKind[] kinds) => [.. kinds.Select(kind => new Condition(kind, kind == ConditionKind.Age ? 18 : null, null))];

    [Fact]
    public void Eligibility_is_age_place_and_capacity_and_every_other_condition_is_coercive() =>
        Assert.Equal([ConditionKind.Age, ConditionKind.Place, ConditionKind.Capacity], Enum.GetValues<ConditionKind>().Where(kind => !kind.IsCoercive()));

    [Fact]
    public void A_condition_of_a_kind_that_nobody_knows_is_coercive() => Assert.True(((ConditionKind)99).IsCoercive());

    [Theory, MemberData(nameof(CoerciveKinds))]
    public void An_offer_on_a_coercive_condition_is_refused_and_the_refusal_is_evidence(ConditionKind kind) =>
        When(Offering with { Conditions = On(ConditionKind.Age, kind) }).ThenRefused(RefusalReason.Coercive, "conditions[1].kind",
            new CoerciveConditionRefused("CG-13", HelpOffered.Offer, GoalKind.Housing, Amina.Agency, [kind]));

    [Theory, MemberData(nameof(CoerciveKinds))]
    public void A_referral_on_a_coercive_condition_is_refused_and_says_whose_condition_it_was(ConditionKind kind) =>
        When(Referring with { Conditions = On(kind) }).ThenRefused(RefusalReason.Coercive, "conditions[0].kind",
            new CoerciveConditionRefused("CG-13", HelpOffered.Referral, GoalKind.Legal, Referring.To, [kind]));

    [Fact]
    public void Whatever_else_is_wrong_with_it_a_coercive_offer_leaves_its_evidence() =>
        When(Offering with { Conditions = On(ConditionKind.Testimony, ConditionKind.Release), Goal = new(Guid.NewGuid()), Note = Sensitive.Of(new string('x', 9_000)) }, RoomOffered)
            .ThenRefused(RefusalReason.Coercive, "conditions[0].kind",
                new CoerciveConditionRefused("CG-13", HelpOffered.Offer, GoalKind.Housing, Amina.Agency, [ConditionKind.Testimony, ConditionKind.Release]));

    [Fact]
    public void The_refusal_says_what_was_demanded_by_whom_and_what_to_do()
    {
        var refused = (Refused<ServiceEvent>)When(Referring with { Conditions = On(ConditionKind.ReportToPolice) }).Decision;

        Assert.Equal(
            "Help never depends on a report to police. The task force forbids that. Nothing was offered, and it is recorded that this was entered, as a demand of legal-aid. "
            + "Without the condition it goes through; if they insist, look for the same help elsewhere. (CG-13)", refused.Refusal.Message);
    }

    [Fact]
    public void The_same_offer_without_the_condition_goes_through()
    {
        When(Offering).Then(RoomOffered);
        var eligible = On(ConditionKind.Age, ConditionKind.Place, ConditionKind.Capacity);
        When(Offering with { Conditions = eligible }).Then(RoomOffered with { Conditions = eligible });
    }

    [Fact]
    public void A_note_has_no_force_whatever_it_says()
    {
        var note = Sensitive.Of("Only when she reports to police and signs the release.");
        When(Offering with { Note = note }).Then(RoomOffered with { Note = note });
        When(new AcceptService(Amina, Room), RoomOffered with { Note = note }).Then(new ServiceAccepted(Room));
    }

    [Fact]
    public void Conditions_are_numbers_only_where_they_are_counted()
    {
        When(Offering with { Conditions = [new(ConditionKind.Age, null, null)] }).ThenRefused(RefusalReason.InvalidInput, "conditions[0].atLeast");
        When(Offering with { Conditions = [new(ConditionKind.Place, 1, null)] }).ThenRefused(RefusalReason.InvalidInput, "conditions[0].atLeast");
        When(Offering with { Conditions = [new(ConditionKind.Age, 18, null), new(ConditionKind.Age, 24, 18)] }).ThenRefused(RefusalReason.InvalidInput, "conditions[1].atMost");
        When(Offering with { Conditions = [new(ConditionKind.Capacity, -1, null)] }).ThenRefused(RefusalReason.InvalidInput, "conditions[0].atLeast");
        When(Offering with { Conditions = [.. Enumerable.Repeat(new Condition(ConditionKind.Place, null, null), 11)] }).ThenRefused(RefusalReason.InvalidInput, "conditions");
    }

    [Fact]
    public void She_may_decline_without_a_reason_and_change_her_mind_either_way()
    {
        When(new DeclineService(Amina, Room), RoomOffered).Then(new ServiceDeclined(Room));
        When(new DeclineService(Amina, Room), RoomOffered, new ServiceDeclined(Room)).ThenNothing();
        When(new AcceptService(Amina, Room), RoomOffered, new ServiceDeclined(Room)).Then(new ServiceAccepted(Room));
        When(new DeclineService(Amina, Room), RoomOffered, new ServiceAccepted(Room)).Then(new ServiceDeclined(Room));
        When(new AcceptService(Amina, Room)).ThenRefused(RefusalReason.NotFound, "offer");
    }

    [Fact]
    public void A_goal_is_in_her_words_and_rated_by_her_with_the_staff_beside()
    {
        When(new SetGoal(Amina, Papers, GoalKind.Identification, PapersSet.Words)).Then(PapersSet);
        When(new SetGoal(Amina, Papers, GoalKind.Identification, Sensitive.Of(" "))).ThenRefused(RefusalReason.InvalidInput, "words");
        var goal = Plan(PapersSet, new GoalProgressRatedByStaff(Papers, GoalProgress.MostOfTheWay, null), new GoalProgressRatedBySurvivor(Papers, GoalProgress.Unchanged, null)).State.Find(Papers)!;
        Assert.Equal((GoalProgress.Unchanged, GoalProgress.MostOfTheWay), (goal.BySurvivor!.Value, goal.ByStaff!.Value));
        When(new RecordSurvivorRating(Amina, Papers, GoalProgress.SomeWay, null), PapersSet, new GoalProgressRatedBySurvivor(Papers, GoalProgress.SomeWay, null)).ThenNothing();
        When(new RecordStaffRating(Amina, new(Guid.NewGuid()), GoalProgress.SomeWay, null), PapersSet).ThenRefused(RefusalReason.NotFound, "goal");
    }

    [Fact]
    public void A_goal_ends_as_she_says_and_only_once()
    {
        When(new ReachGoal(Amina, Papers), PapersSet).Then(new GoalReached(Papers));
        When(new ReachGoal(Amina, Papers), PapersSet, new GoalReached(Papers)).ThenNothing();
        When(new DropGoal(Amina, Papers), PapersSet, new GoalReached(Papers)).ThenRefused(RefusalReason.WrongState);
        When(new RecordSurvivorRating(Amina, Papers, GoalProgress.There, null), PapersSet, new GoalDropped(Papers)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void A_referral_leads_to_another_agency_and_its_outcome_may_change()
    {
        var made = new ReferralMade(Lawyer, GoalKind.Legal, Referring.To, null, [], null);
        When(Referring).Then(made);
        When(Referring with { To = Amina.Agency }).ThenRefused(RefusalReason.InvalidInput, "to");
        When(Referring with { Goal = Papers }).ThenRefused(RefusalReason.InvalidInput, "goal");
        When(Referring with { Goal = Papers }, PapersSet).Then(made with { Goal = Papers });
        When(new RecordReferralOutcome(Amina, Lawyer, ReferralResult.Served, null), made, new ReferralOutcomeRecorded(Lawyer, ReferralResult.Waiting, null))
            .Then(new ReferralOutcomeRecorded(Lawyer, ReferralResult.Served, null));
        When(new RecordReferralOutcome(Amina, Lawyer, ReferralResult.Served, null)).ThenRefused(RefusalReason.NotFound, "referral");
    }

    [Fact]
    public void To_every_other_agency_there_is_no_plan_and_nothing_is_recorded_of_the_attempt()
    {
        foreach (var command in new ServiceCommand[] { Offering with { By = Dana, Conditions = On(ConditionKind.Release) }, Referring with { By = Dana }, new SetGoal(Dana, Papers, GoalKind.Other, PapersSet.Words) })
        {
            Plan(RoomOffered).When(plan => ServiceDecider.Decide(command, Rosa, plan)).ThenRefused(RefusalReason.NotFound);
            Plan().When(plan => ServiceDecider.Decide(command with { By = Amina }, SurvivorState.Initial, plan)).ThenRefused(RefusalReason.NotFound);
        }
    }
}
