using Coordination.Domain.Gate;
using Coordination.Domain.Survivors;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Cases;

/// <summary>Decides about a case. To everybody but the custodian, the case does not exist.</summary>
public static class CaseDecider
{
    /// <summary>Decides the opening of a case, for a survivor whom the same agency serves.</summary>
    public static Decision<CaseEvent> Decide(OpenCase command, SurvivorState survivor, CaseState state)
    {
        if (survivor is not SurvivorState.Welcomed served || served.Survivor != command.Survivor || served.Custodian != command.By.Agency)
            return new Refusal(RefusalReason.NotFound, "There is no such survivor.", "survivor");
        if (state is CaseState.Existing existing)
            return existing.Record.Survivor == command.Survivor && existing.Record.Custodian == command.By.Agency
                ? Decision.Nothing<CaseEvent>()
                : new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "case");
        if (Optional(command.OwnDescription, LongestNarrative, "ownDescription") is { } refusal)
            return refusal;
        var opened = new CaseOpened(command.Case, command.Survivor, command.By.Agency, command.By.Person);
        return command.OwnDescription is { } description
            ? Decision.Record<CaseEvent>(opened, new OwnDescriptionRecorded(description))
            : opened;
    }

    public static Decision<CaseEvent> Decide(CaseCommand command, CaseState state) => state switch
    {
        CaseState.Existing s when s.Record.Custodian == command.By.Agency => Decide(command, s),
        CaseState.NotOpened or CaseState.Existing => new Refusal(RefusalReason.NotFound, "There is no such case."),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    /// <summary>Decides whether an item that may name other people is recorded.</summary>
    /// <param name="command">The item.</param>
    /// <param name="served">The records of those whom it says to be served.</param>
    /// <param name="state">The case.</param>
    public static Decision<CaseEvent> Decide(AddRecordItem command, IReadOnlyList<SurvivorState> served, CaseState state) =>
        state is CaseState.Open s && s.Record.Custodian == command.By.Agency
        ? Add(command, served, s.Record)
        : Decide(command, state);

    /// <summary>Decides a correction: what was wrong is taken out of use, and what is right is entered in its place.</summary>
    /// <param name="command">The correction.</param>
    /// <param name="served">The records of those whom the new item says to be served.</param>
    /// <param name="state">The case.</param>
    public static Decision<CaseEvent> Decide(CorrectRecordItem command, IReadOnlyList<SurvivorState> served, CaseState state) =>
        state is CaseState.Open s && s.Record.Custodian == command.By.Agency
        ? Correct(command, served, s.Record)
        : Decide(command, state);

    private static Decision<CaseEvent> Decide(CaseCommand command, CaseState.Existing state) => (command, state) switch
    {
        // What only takes away stays possible in a closed case.
        (RetractRecordItem c, _) => Retract(c, state.Record),
        (ReleaseParticipant c, _) => Release(c, state.Record),
        (CloseCase, CaseState.Closed) => Decision.Nothing<CaseEvent>(),
        (_, CaseState.Closed) => new Refusal(RefusalReason.WrongState, "The case is closed: open a new one."),
        (RecordOwnDescription c, _) => Describe(c, state.Record),
        (CharacteriseCase c, _) => Characterise(c, state.Record),
        (AddRecordItem c, _) => Add(c, [], state.Record),
        (CorrectRecordItem c, _) => Correct(c, [], state.Record),
        (InvolveParticipant c, _) => Involve(c, state.Record),
        (ChangeAdvocate c, _) => HandOver(c, state.Record),
        (CloseCase c, _) => Optional(c.Reason, LongestNote, "reason") is { } refusal ? refusal : new CaseClosed(c.Reason),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Decision<CaseEvent> Describe(RecordOwnDescription command, CaseRecord record)
    {
        if (Required(command.Description, LongestNarrative, "description") is { } refusal)
            return refusal;
        return record.OwnDescriptions.LastOrDefault()?.Equals(command.Description) == true
            ? Decision.Nothing<CaseEvent>()
            : new OwnDescriptionRecorded(command.Description);
    }

    private static Decision<CaseEvent> Characterise(CharacteriseCase command, CaseRecord record)
    {
        if (record.OwnDescriptions.IsEmpty)
            return new Refusal(RefusalReason.WrongState,
                "Her own description comes first: record it before any legal label. That she prefers not to say is a description too.");
        if (CharacterisationRules.Check(command) is { } refusal)
            return refusal;
        return record.AgeInYearsAtTheTime == command.AgeInYearsAtTheTime && Same(record.Characterisations, command.Characterisations)
            ? Decision.Nothing<CaseEvent>()
            : new CaseCharacterised(command.Characterisations, command.AgeInYearsAtTheTime, command.By.Person);
    }

    // Equality of records goes by reference over lists.
    private static bool Same(ImmutableList<Characterisation> one, IReadOnlyList<Characterisation> other) =>
        one.Count == other.Count && one.Zip(other).All(pair =>
            pair.First.Purpose == pair.Second.Purpose && Equals(pair.First.Setting, pair.Second.Setting)
            && pair.First.Acts.SequenceEqual(pair.Second.Acts) && pair.First.Means.SequenceEqual(pair.Second.Means));

    private static Decision<CaseEvent> Add(AddRecordItem command, IReadOnlyList<SurvivorState> served, CaseRecord record)
    {
        if ((RecordItemRules.Check(command) ?? ThirdPersonRules.Check(command, record.Survivor, served)) is { } refusal)
            return refusal;
        return record.Items.Find(i => i.Item == command.Item) switch
        {
            null => new RecordItemAdded(command.Item, command.Category, command.Sensitivity, command.Texts)
            {
                ThirdPersons = command.ThirdPersons is { Count: > 0 } named ? named : null,
                Origin = command.Origin,
                CounselingNote = command.CounselingNote == true ? true : null,
            },
            var there when there.IsWhat(command) => Decision.Nothing<CaseEvent>(),
            _ => new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "item"),
        };
    }

    private static Decision<CaseEvent> Retract(RetractRecordItem command, CaseRecord record)
    {
        if (Required(command.Reason, LongestNote, "reason") is { } refusal)
            return refusal;
        return record.Items.Find(i => i.Item == command.Item) switch
        {
            null => new Refusal(RefusalReason.NotFound, "There is no such item.", "item"),
            { Retracted: true } => Decision.Nothing<CaseEvent>(),
            _ => new RecordItemRetracted(command.Item, command.Reason),
        };
    }

    private static Decision<CaseEvent> Correct(CorrectRecordItem command, IReadOnlyList<SurvivorState> served, CaseRecord record)
    {
        if (record.Items.Find(i => i.Item == command.Item) is { Retracted: true, ReplacedBy: var by } && by is not null
            && record.Items.Exists(i => i.Item == by && i.IsWhat(command.Instead)))
            return Decision.Nothing<CaseEvent>();
        if (record.UsableItem(command.Item) is null)
            return new Refusal(RefusalReason.NotFound, "There is no such item in use.", "item");
        if (Required(command.Reason, LongestNote, "reason") is { } refusal)
            return refusal;
        if (command.Instead.Origin == ItemOrigin.OwnWork && CameFromElsewhere(command.Item, record))
        {
            return new Refusal(
                RefusalReason.InvalidInput,
                "This item came from her or from others, and a correction changes what it says and not where it came from. Leave the " +
                    "origin as it is. What your own people found out or wrote is another item: enter it as one (CG-41).", "instead.origin");
        }

        return Add(command.Instead, served, record) switch
        {
            Accepted<CaseEvent> { Recorded: [var entered] } =>
                Decision.Record<CaseEvent>(new RecordItemRetracted(command.Item, command.Reason) { ReplacedBy = command.Instead.Item },
                    entered),
            Refused<CaseEvent> { Refusal: var wrong } => wrong with { Field = $"instead.{wrong.Field}" },
            _ => new Refusal(RefusalReason.AlreadyExists, "The correction is an item of its own: mint a new identifier.", "instead.item"),
        };
    }

    // Also where a correction in between left the origin out.
    private static bool CameFromElsewhere(RecordItemId item, CaseRecord record)
    {
        var line = record.Items.Find(known => known.Item == item);
        for (var steps = record.Items.Count; line is not null && steps > 0; steps--)
        {
            if (line.Origin is ItemOrigin.FromHer or ItemOrigin.FromOthers)
                return true;
            line = record.Items.Find(before => before.ReplacedBy == line.Item);
        }

        return false;
    }

    private static Decision<CaseEvent> Involve(InvolveParticipant command, CaseRecord record) =>
        record.Involvements.Contains(new Involvement(command.Agency, command.Person, command.Purpose))
            ? Decision.Nothing<CaseEvent>()
            : new ParticipantInvolved(command.Agency, command.Person, command.Purpose);

    private static Decision<CaseEvent> Release(ReleaseParticipant command, CaseRecord record) =>
        record.Involvements.Contains(new Involvement(command.Agency, command.Person, command.Purpose))
            ? new ParticipantReleased(command.Agency, command.Person, command.Purpose)
            : Decision.Nothing<CaseEvent>();

    private static Decision<CaseEvent> HandOver(ChangeAdvocate command, CaseRecord record) =>
        record.Advocate == command.Advocate ? Decision.Nothing<CaseEvent>() : new AdvocateChanged(command.Advocate);
}
