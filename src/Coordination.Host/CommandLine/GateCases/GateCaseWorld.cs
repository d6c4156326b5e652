using System.Text;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Http;

namespace Coordination.Host.CommandLine.GateCases;

/// <summary>Makes of a case what the gate reads, as a running host makes it of the log: by folding the same events.</summary>
internal sealed class GateCaseWorld(string file, GateCaseInput input)
{
    /// <summary>The facts at the instant of the question.</summary>
    /// <exception cref="GateCaseProblem">An event is none of its list, or does not have the shape of its name.</exception>
    public GateFacts Facts()
    {
        var consent = Read<ConsentEvent>("consent", input.Consent);
        var taskForce = Read<TaskForceEvent>("taskForce", input.TaskForce);
        var process = Read<ProcessEvent>("process", input.Process ?? []);
        return new GateFacts
        {
            Consent = ConsentStream.Definition.Fold(ConsentPosition.Initial, consent),
            ConsentVersion = consent.Count,
            Discloser = PartnerStream.Definition.Fold(PartnerPosition.Initial, Read<PartnerEvent>("discloser", input.Discloser)),
            Recipient = PartnerStream.Definition.Fold(PartnerPosition.Initial, Read<PartnerEvent>("recipient", input.Recipient)),
            TaskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial, taskForce),
            PolicyVersion = taskForce.Count,
            Process = ProcessStream.Definition.Fold(ProcessState.Initial, process).FactsAt(process.Count),
            Now = input.Now,
        };
    }

    /// <summary>The rule-set that the case names, or the one in force at its instant.</summary>
    public RuleSet Rules() => input.RuleSet is not { } version
        ? RuleSets.InForce(Facts().TaskForce, input.Now)
        : RuleSets.Find(version) ?? throw new GateCaseProblem(file, "input.ruleSet", $"There is no rule-set of that version. There are: {string.Join(", ", RuleSets.All.Select(set => set.Version))}.");

    private List<TEvent> Read<TEvent>(string list, IReadOnlyList<GateCaseEvent> events) where TEvent : DomainEvent
    {
        var known = new List<TEvent>(events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            var path = $"input.{list}[{at}]";
            if (at > 0 && events[at].RecordedAt < events[at - 1].RecordedAt)
                throw new GateCaseProblem(file, $"{path}.recordedAt", "Events are listed in the order of recording; this one was recorded before the one above it.");
            var happened = Decode<TEvent>(events[at], path);
            if (events[at].RecordedAt <= input.Now)
                known.Add(happened);
        }
        return known;
    }

    private TEvent Decode<TEvent>(GateCaseEvent written, string path) where TEvent : DomainEvent
    {
        var data = Encoding.UTF8.GetBytes(written.Data.GetRawText());
        var type = Catalogue.Current.TypeOf(written.Type);
        if (type?.IsSubclassOf(typeof(TEvent)) == false)
            throw NotOfThisList<TEvent>(path);
        if (type is not null && JsonFault.Find(data, type, StoredJson.Options) is { } fault)
            throw new GateCaseProblem(file, fault.Field is null ? $"{path}.data" : $"{path}.data.{fault.Field}", fault.Expected);
        try
        {
            return EventCodec.Current.Decode(Stored(written, data)).Event as TEvent ?? throw NotOfThisList<TEvent>(path);
        }
        catch (Exception wrong) when (wrong is EventNotReadableException or JsonException)
        {
            throw NotOfThisList<TEvent>(path);
        }
    }

    private GateCaseProblem NotOfThisList<TEvent>(string path) =>
        new(file, $"{path}.type", "Expected one of: " + string.Join(", ", Catalogue.Current.Names.Where(named => named.Key.IsSubclassOf(typeof(TEvent))).Select(named => named.Value).Order(StringComparer.Ordinal)) + ".");

    // Who recorded it is nothing that the gate looks at.
    private static StoredEvent Stored(GateCaseEvent written, byte[] data) =>
        new(1, "case", 1, Guid.Empty, written.Type, data, new AppendMetadata("nobody", "nowhere", written.RecordedAt), written.RecordedAt);
}
