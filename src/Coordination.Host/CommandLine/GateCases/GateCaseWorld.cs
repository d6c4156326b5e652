using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.CommandLine.GateCases;

/// <summary>Makes of a case what the gate reads, as a running host makes it of the log: by folding the same events.</summary>
internal sealed class GateCaseWorld(string file, GateCaseInput input)
{
    private readonly GateCaseEvents _events = new(file, "input", input.Now);

    /// <summary>The facts at the instant of the question.</summary>
    /// <exception cref="GateCaseProblem">An event is none of its list, or does not have the shape of its name.</exception>
    public GateFacts Facts()
    {
        var consent = _events.Read<ConsentEvent>("consent", input.Consent);
        var taskForce = _events.Read<TaskForceEvent>("taskForce", input.TaskForce);
        var process = _events.Read<ProcessEvent>("process", input.Process ?? []);
        return new GateFacts
        {
            Consent = ConsentStream.Definition.Fold(ConsentPosition.Initial, consent),
            ConsentVersion = consent.Count,
            Merged = [.. (input.Merged ?? []).Select((record, at) => Merged($"merged[{at}].consent", record))],
            Discloser = PartnerStream.Definition.Fold(PartnerPosition.Initial, _events.Read<PartnerEvent>("discloser", input.Discloser)),
            Recipient = PartnerStream.Definition.Fold(PartnerPosition.Initial, _events.Read<PartnerEvent>("recipient", input.Recipient)),
            TaskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial, taskForce),
            PolicyVersion = taskForce.Count,
            Process = ProcessStream.Definition.Fold(ProcessState.Initial, process).FactsAt(process.Count),
            ThirdPersons = [.. (input.ThirdPersons ?? []).Select(ThirdPerson)],
            Now = input.Now,
        };
    }

    private ThirdPersonPosition ThirdPerson(GateCasePerson person, int at)
    {
        var consent = _events.Read<ConsentEvent>($"thirdPersons[{at}].consent", person.Consent);
        return new ThirdPersonPosition(person.Survivor, person.Served, ConsentStream.Definition.Fold(ConsentPosition.Initial, consent), consent.Count)
        {
            Merged = [.. (person.Merged ?? []).Select((record, other) => Merged($"thirdPersons[{at}].merged[{other}].consent", record))],
        };
    }

    /// <summary>The rule-set that the case names, or the one in force at its instant.</summary>
    public RuleSet Rules() => input.RuleSet is not { } version
        ? RuleSets.InForce(Facts().TaskForce, input.Now)
        : RuleSets.Find(version) ?? throw new GateCaseProblem(file, "input.ruleSet", $"There is no rule-set of that version. There are: {string.Join(", ", RuleSets.All.Select(set => set.Version))}.");

    private MergedRecord Merged(string field, GateCaseRecord record)
    {
        var events = _events.Read<ConsentEvent>(field, record.Consent);
        return new MergedRecord(ConsentStream.Definition.Fold(ConsentPosition.Initial, events), events.Count);
    }
}
