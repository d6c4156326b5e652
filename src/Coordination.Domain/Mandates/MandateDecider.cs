using Coordination.Domain.Survivors;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Mandates;

/// <summary>Decides what is written down of a mandate. Only she and her lawyer read it: no court, no other agency. No help depends on it
/// (CG-13).</summary>
public static class MandateDecider
{
    private const int MostHoursInAWeek = 168;
    private const int LargestFee = 1_000_000;
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such record.");
    private static readonly Refusal NoRequirement = new(RefusalReason.NotFound,
        "There is no such requirement in this mandate.", "requirement");

    /// <summary>The agency that serves her writes a mandate down.</summary>
    public static Decision<MandateEvent> Decide(RecordMandate command, SurvivorState survivor, MandateState state) =>
        survivor is not SurvivorState.Welcomed known || known.Custodian != command.By.Agency ? Unknown
        : state is not MandateState.NotRecorded
        ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "mandate")
        : Required(command.Authority, LongestLabel, "authority") is { } wrong ? wrong
        : new MandateRecorded(command.Mandate, command.Survivor, command.By.Agency, command.Kind, command.Authority);

    /// <summary>What became of it. To everybody but the agency that serves her there is no mandate.</summary>
    public static Decision<MandateEvent> Decide(MandateCommand command, MandateState state) =>
        state is not MandateState.Known { Record: var record } || record.Recorded.Agency != command.By.Agency ? Unknown
        : state is MandateState.Ended { With: var ended } && command is not ApplyConsequence
            ? command is EndMandate { End: var end } && end == ended.End
                ? Decision.Nothing<MandateEvent>()
                : new Refusal(RefusalReason.WrongState, "This mandate has ended.")
        : command switch
        {
            ImposeRequirement c => Impose(c, record),
            MeetRequirement c => record.Find(c.Requirement) is not { } known ? NoRequirement
                : known.IsMet ? Decision.Nothing<MandateEvent>() : new RequirementMet(c.Requirement),
            MissRequirement c => Miss(c, record),
            ApplyConsequence c => Apply(c, record),
            EndMandate c => Optional(c.Note, LongestNote, "note") is { } wrong ? wrong : new MandateEnded(c.End, c.Note),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<MandateEvent> Impose(ImposeRequirement command, MandateRecord record) =>
        record.Find(command.Requirement) is not null
        ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "requirement")
        : command.HoursEachWeek is < 0 or > MostHoursInAWeek
        ? new Refusal(RefusalReason.InvalidInput, $"A week has 0 to {MostHoursInAWeek} hours.", "hoursEachWeek")
        : command.FeeInDollars is < 0 or > LargestFee
        ? new Refusal(RefusalReason.InvalidInput, $"Expected 0 to {LargestFee}.", "feeInDollars")
        : Required(command.What, LongestNote, "what") is { } wrong ? wrong
        : new RequirementImposed(command.Requirement, command.Kind, command.What, command.Due, command.HoursEachWeek, command.FeeInDollars);

    private static Decision<MandateEvent> Miss(MissRequirement command, MandateRecord record) =>
        record.Find(command.Requirement) is null ? NoRequirement
        : command.Why.Count == 0 ? new Refusal(RefusalReason.InvalidInput,
            "Say what stood in her way; where she does not say, notSaid.", "why")
        : Optional(command.Note, LongestNote, "note") is { } wrong ? wrong
        : new RequirementMissed(command.Requirement, [.. command.Why.Distinct().Order()], command.Note);

    private static Decision<MandateEvent> Apply(ApplyConsequence command, MandateRecord record) =>
        command.Requirement is { } requirement && record.Find(requirement) is null ? NoRequirement
        : Optional(command.Note, LongestNote, "note") is { } wrong ? wrong
        : new ConsequenceApplied(command.Consequence, command.Requirement, command.Note);
}
