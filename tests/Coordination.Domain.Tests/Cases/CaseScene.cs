using Coordination.Domain.Cases;
using Coordination.Domain.Survivors;
using Xunit;

namespace Coordination.Domain.Tests.Cases;

/// <summary>A case of a farm worker at a victim-services agency.</summary>
internal static class CaseScene
{
    internal static readonly SurvivorId Rosa = new(Guid.NewGuid());
    internal static readonly CaseId RosasCase = new(Guid.NewGuid());
    internal static readonly RecordItemId Account = new(Guid.NewGuid());
    internal static readonly Actor Advocate = new(new PersonId("ana"), new AgencyId("harbor"));
    internal static readonly Actor Detective = new(new PersonId("dale"), new AgencyId("county-police"));

    internal static readonly SurvivorState Served =
        SurvivorStream.Definition.Fold(SurvivorState.Initial, [new SurvivorWelcomed(Rosa, Advocate.Agency, Sensitive.Of("Rosa"), null)]);

    internal static readonly CaseOpened Opened = new(RosasCase, Rosa, Advocate.Agency, Advocate.Person);
    internal static readonly OwnDescriptionRecorded Described = new(Sensitive.Of("He keeps my papers and says he will call immigration."));
    internal static readonly RecordItemAdded AccountAdded =
        new(Account, InformationCategory.Narrative, Sensitivity.Identifying, new ItemTexts(Sensitive.Of("all of it"), Sensitive.Of("in short"), null));

    internal static CaseState Given(params CaseEvent[] events) => CaseStream.Definition.Fold(CaseState.Initial, events);

    internal static Decision<CaseEvent> When(this CaseState state, CaseCommand command) => CaseDecider.Decide(command, state);

    internal static void Recorded(this Decision<CaseEvent> decision, params CaseEvent[] events) =>
        Assert.Equal(events, Assert.IsType<Accepted<CaseEvent>>(decision).Events);

    internal static void RecordedNothing(this Decision<CaseEvent> decision) => decision.Recorded();

    internal static Refusal Refused(this Decision<CaseEvent> decision, RefusalReason reason)
    {
        var refusal = Assert.IsType<Refused<CaseEvent>>(decision).Refusal;
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }
}
