using Coordination.Domain.Mandates;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Mandates;

public sealed class MandateDeciderTests
{
    private static readonly Actor Amina = new(new("amina"), new("harbor")), Elsewhere = new(new("x"), new("clinic"));
    private static readonly SurvivorId Her = new(Guid.NewGuid());
    private static readonly MandateId Mandate = new(Guid.NewGuid());
    private static readonly RequirementId Classes = new(Guid.NewGuid());
    private static readonly SurvivorState Served = SurvivorState.Evolve(SurvivorState.Initial, new SurvivorWelcomed(Her, Amina.Agency, Sensitive.Of("M."), null));
    private static readonly Sensitive<string> Text = Sensitive.Of("Two evenings a week, across town.");
    private static readonly MandateRecorded Recorded = new(Mandate, Her, Amina.Agency, MandateKind.DiversionCourt, Text);
    private static readonly RequirementImposed Imposed = new(Classes, RequirementKind.Classes, Text, null, 8, 120);
    private static readonly ImposeRequirement Impose = new(Amina, Classes, RequirementKind.Classes, Text, null, 8, 120);

    private static Past<MandateState, MandateEvent> Given(params MandateEvent[] past) => GivenWhenThen.Given(MandateStream.Definition, past);

    [Fact]
    public void The_agency_that_serves_her_writes_a_mandate_down()
    {
        var record = new RecordMandate(Amina, Mandate, Her, MandateKind.DiversionCourt, Text);
        Given().When(s => MandateDecider.Decide(record, Served, s)).Then(Recorded);
        Given().When(s => MandateDecider.Decide(record with { By = Elsewhere }, Served, s)).ThenRefused(RefusalReason.NotFound);
        Given().When(s => MandateDecider.Decide(record, SurvivorState.Initial, s)).ThenRefused(RefusalReason.NotFound);
        Given(Recorded).When(s => MandateDecider.Decide(record, Served, s)).ThenRefused(RefusalReason.AlreadyExists);
    }

    [Fact]
    public void What_is_required_may_be_met_or_missed_and_why()
    {
        Given(Recorded).When(s => MandateDecider.Decide(Impose, s)).Then(Imposed);
        Given(Recorded).When(s => MandateDecider.Decide(Impose with { HoursEachWeek = 169 }, s)).ThenRefused(RefusalReason.InvalidInput, "hoursEachWeek");
        Given(Recorded).When(s => MandateDecider.Decide(Impose with { FeeInDollars = -1 }, s)).ThenRefused(RefusalReason.InvalidInput, "feeInDollars");
        Given(Recorded, Imposed).When(s => MandateDecider.Decide(new MissRequirement(Amina, Classes, [MissedBecause.Work, MissedBecause.Childcare, MissedBecause.Work], null), s))
            .Then(new RequirementMissed(Classes, [MissedBecause.Work, MissedBecause.Childcare], null));
        Given(Recorded, Imposed).When(s => MandateDecider.Decide(new MissRequirement(Amina, Classes, [], null), s)).ThenRefused(RefusalReason.InvalidInput, "why");
        Given(Recorded, Imposed).When(s => MandateDecider.Decide(new MeetRequirement(Amina, Classes), s)).Then(new RequirementMet(Classes));
        Given(Recorded, Imposed, new RequirementMet(Classes)).When(s => MandateDecider.Decide(new MeetRequirement(Amina, Classes), s)).ThenNothing();
        Given(Recorded).When(s => MandateDecider.Decide(new MeetRequirement(Amina, Classes), s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void What_was_done_to_her_is_written_down_also_after_the_end()
    {
        var custody = new ConsequenceApplied(MandateConsequence.Custody, null, null);
        var ended = new MandateEnded(MandateEnd.Revoked, null);
        Given(Recorded, Imposed, ended).When(s => MandateDecider.Decide(new ApplyConsequence(Amina, MandateConsequence.Custody, null, null), s)).Then(custody);
        Given(Recorded, ended).When(s => MandateDecider.Decide(Impose, s)).ThenRefused(RefusalReason.WrongState);
        Given(Recorded, ended).When(s => MandateDecider.Decide(new EndMandate(Amina, MandateEnd.Revoked, null), s)).ThenNothing();
        Given(Recorded, ended).When(s => MandateDecider.Decide(new EndMandate(Amina, MandateEnd.Lifted, null), s)).ThenRefused(RefusalReason.WrongState);
        Assert.Contains(custody, ((MandateState.Ended)Given(Recorded, ended, custody).State).Record.Consequences);
    }

    [Fact]
    public void To_everybody_else_there_is_no_mandate_and_all_of_it_goes_with_her_erasure()
    {
        Given(Recorded).When(s => MandateDecider.Decide(Impose with { By = Elsewhere }, s)).ThenRefused(RefusalReason.NotFound);
        Given().When(s => MandateDecider.Decide(Impose, s)).ThenRefused(RefusalReason.NotFound);
        Assert.Equal(Protection.Of(Her), MandateStream.Definition.Protect!("mandate-x", Given(Recorded).State, Imposed));
    }
}
