using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Makes of a case what the gate reads, as a running host makes it of the log: by folding the same events.</summary>
internal sealed class GateCaseWorld(string file, GateCaseInput input)
{
    private readonly GateCaseEvents _events = new(file, "input", input.Now);
    private readonly HypotheticalStates _states = new(HypotheticalStates.Nothing);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private GateFacts? _facts;

    /// <summary>Further events of the task force, applied after those of the case, to see what they would change.</summary>
    public IReadOnlyList<TaskForceEvent> Besides { get; init; } = [];

    /// <summary>The facts at the instant of the question.</summary>
    /// <exception cref="GateCaseProblem">An event is none of its list, or does not have the shape of its name; or two lists tell of one
    /// record.</exception>
    public GateFacts Facts() => _facts ??= Load();

    /// <summary>The rule-set that the case names, or the one in force at its instant.</summary>
    public RuleSet Rules() => input.RuleSet is not { } version
        ? RuleSets.InForce(Facts().TaskForce, input.Now)
        : RuleSets.Find(version) ?? throw new GateCaseProblem(file, "input.ruleSet",
            $"There is no rule-set of that version. There are: {string.Join(", ", RuleSets.All.Select(set => set.Version))}.");

    private GateFacts Load()
    {
        var request = input.Request;
        var consent = _events.Read<ConsentEvent>("consent", input.Consent);
        var survivor = Opened(consent) ?? default;
        Tell("consent", ConsentStream.Definition, survivor, consent);
        TellMerged("merged", input.Merged);
        Tell("discloser", PartnerStream.Definition, request.Discloser, _events.Read<PartnerEvent>("discloser", input.Discloser));
        var recipient = _events.Read<PartnerEvent>("recipient", input.Recipient);
        if (request.Recipient.Agency != request.Discloser)
            Tell("recipient", PartnerStream.Definition, request.Recipient.Agency, recipient);
        else if (!input.Recipient.Select(Written).SequenceEqual(input.Discloser.Select(Written)))
            throw new GateCaseProblem(file, "input.recipient", "The recipient is the discloser: the two lists have to be the same.");
        TellWhole("discloserPartOf", input.DiscloserPartOf);
        TellWhole("recipientPartOf", input.RecipientPartOf);
        _states.With(TaskForceStream.Definition, [.. _events.Read<TaskForceEvent>("taskForce", input.TaskForce), .. Besides]);
        foreach (var (at, person) in (input.ThirdPersons ?? []).Index())
            Tell($"thirdPersons[{at}]", person);
        var process = _events.Read<ProcessEvent>("process", input.Process ?? []);
        var served = process.OfType<ProcessServed>().LastOrDefault()?.Process;
        if (served is { } named)
            Tell("process", ProcessStream.Definition, named, process);
        // Nothing is waited for: all of it is here.
        return _states.LoadGateFacts(new GateInquiry(survivor, request, input.Now) { Process = served }).AsTask().GetAwaiter().GetResult();
    }

    private void TellWhole(string field, IReadOnlyList<GateCaseEvent>? whole)
    {
        var events = _events.Read<PartnerEvent>(field, whole ?? []);
        if (PartnerStream.Definition.Fold(PartnerPosition.Initial, events) is PartnerPosition.Partner { Agency: var agency })
            Tell(field, PartnerStream.Definition, agency, events);
    }

    private void Tell(string field, GateCasePerson person)
    {
        if (person.Served)
            Tell(field, SurvivorStream.Definition, person.Survivor,
                [new SurvivorWelcomed(person.Survivor, input.Request.Discloser, Sensitive.Of("Somebody"), null)]);
        Tell($"{field}.consent", ConsentStream.Definition, person.Survivor, _events.Read<ConsentEvent>($"{field}.consent", person.Consent));
        TellMerged($"{field}.merged", person.Merged);
    }

    // A record that was not opened by then is nobody's: no merger can name it.
    private void TellMerged(string list, IReadOnlyList<GateCaseRecord>? records)
    {
        foreach (var (at, record) in (records ?? []).Index())
        {
            var events = _events.Read<ConsentEvent>($"{list}[{at}].consent", record.Consent);
            if (Opened(events) is { } survivor)
                Tell($"{list}[{at}].consent", ConsentStream.Definition, survivor, events);
        }
    }

    private void Tell<TState, TEvent, TId>(string field, StreamDefinition<TState, TEvent> definition, TId id, IReadOnlyList<TEvent> events)
        where TEvent : DomainEvent where TId : struct
    {
        if (!_told.Add(definition.NameFor(id)))
            throw new GateCaseProblem(file, $"input.{field}", "Another list tells of the same record already: give each record once.");
        _states.With(definition, id, events);
    }

    private static SurvivorId? Opened(IEnumerable<ConsentEvent> consent) =>
        ConsentStream.Definition.Fold(ConsentPosition.Initial, consent).Survivor;

    private static (string, DateTimeOffset, string) Written(GateCaseEvent written) =>
        (written.Type, written.RecordedAt, written.Data.GetRawText());
}
