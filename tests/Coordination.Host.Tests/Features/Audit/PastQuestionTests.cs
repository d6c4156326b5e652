using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Features.Audit;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

/// <summary>An old question is put again as the history has it, whatever the stored answer says of itself.</summary>
public sealed class PastQuestionTests
{
    private static readonly CaseId Case = new(GateWorld.Numbered(81));

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_a_disclosure_answers_is_read_also_where_the_stored_answer_does_not_name_it(bool named)
    {
        var world = Enumerable.Range(0, 100).Select(seed => GateProcesses.Served(GateWorld.Permitting, new Random(seed))).First(served => served.Evaluate().Outcome == Outcome.Permit && served.Request.Basis != ClaimedBasis.Release);
        var stored = world.Evaluate();
        var process = world.Process.OfType<ProcessServed>().Single().Process;
        var offered = new DisclosureOffered(GateWorld.ThisDisclosure, GateWorld.Harbor, world.Request.Recipient, world.Request.Purpose, GateWorld.Survivor, Case) { Under = new ProcessBasis(process, world.Request.Basis) };
        var before = new HypotheticalStates(HypotheticalStates.Nothing)
            .With(DisclosureStream.Definition, GateWorld.ThisDisclosure, [offered])
            .With(CaseStream.Definition, Case, [new CaseOpened(Case, GateWorld.Survivor, GateWorld.Harbor, GateWorld.Ana), .. world.Request.Items.Select(Added),
                .. world.Request.Involvements.Select(part => new ParticipantInvolved(part.Agency, part.Person, part.Purpose))])
            .With(ConsentStream.Definition, GateWorld.Survivor, world.Consent)
            .With(PartnerStream.Definition, GateWorld.Harbor, world.Discloser)
            .With(PartnerStream.Definition, GateWorld.Police, world.Recipient)
            .With(TaskForceStream.Definition, world.TaskForce)
            .With(ProcessStream.Definition, process, world.Process);
        var authorised = new DisclosureAuthorized(GateWorld.Survivor, Case, named ? stored : stored with { Process = null }, GateWorld.Ana);

        var question = Assert.Single(await PastQuestions.Of(At(authorised), before, default));

        Assert.Equal(stored.Process, Rederiver.Under(RuleSets.Find(stored.RuleSet), question)?.Process);
        Assert.Equal(named, Rederiver.Again(question).Count == 0);
    }

    private static CaseEvent Added(RequestedItem item) =>
        new RecordItemAdded(item.Item, item.Category, item.Sensitivity, new ItemTexts(Sensitive.Of("All of it."), Sensitive.Of("In short."), Sensitive.Of("Somebody.")));

    private static Recorded<DomainEvent> At(DisclosureAuthorized happened) => new(happened, new EventMeta
    {
        EventId = Guid.NewGuid(),
        Stream = DisclosureStream.Definition.NameFor(GateWorld.ThisDisclosure),
        Version = 2,
        Position = 10,
        OccurredAt = GateWorld.Noon,
        RecordedAt = GateWorld.Noon,
        Actor = new Actor(GateWorld.Ana, GateWorld.Harbor),
    });
}
