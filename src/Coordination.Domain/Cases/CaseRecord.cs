using Coordination.Domain.Gate;

namespace Coordination.Domain.Cases;

public sealed record CaseRecord
{
    public required CaseId Case { get; init; }

    public required SurvivorId Survivor { get; init; }

    /// <summary>The agency that opened it and holds its record.</summary>
    public required AgencyId Custodian { get; init; }

    /// <summary>The advocate who is responsible now.</summary>
    public required PersonId Advocate { get; init; }

    /// <summary>What the survivor says that this is; the newest last. It stands before any legal label.</summary>
    public ImmutableList<Sensitive<string>> OwnDescriptions { get; init; } = [];

    /// <summary>The legal characterisations held possible; there may be none.</summary>
    public ImmutableList<Characterisation> Characterisations { get; init; } = [];

    /// <summary>Her age, in years, at the time of what was characterised; null until characterised.</summary>
    public int? AgeInYearsAtTheTime { get; init; }

    /// <summary>Every record item, in the order of entry, the retracted ones too.</summary>
    public ImmutableList<RecordItem> Items { get; init; } = [];

    /// <summary>Who has a part in the case, and for which purposes: the need to know (CG-32).</summary>
    public ImmutableList<Involvement> Involvements { get; init; } = [];

    /// <summary>The item, unless it does not exist or was retracted.</summary>
    public RecordItem? UsableItem(RecordItemId item) => Items.Find(i => i.Item == item && !i.Retracted);

    internal static CaseRecord Of(CaseOpened opened) => new()
    {
        Case = opened.Case,
        Survivor = opened.Survivor,
        Custodian = opened.Custodian,
        Advocate = opened.Advocate,
    };

    internal CaseRecord With(CaseEvent @event) => @event switch
    {
        OwnDescriptionRecorded e => this with { OwnDescriptions = OwnDescriptions.Add(e.Description) },
        CaseCharacterised e => this with { Characterisations = [.. e.Characterisations], AgeInYearsAtTheTime = e.AgeInYearsAtTheTime },
        RecordItemAdded e => this
            with
        {
            Items = Items.Add(new RecordItem(e.Item, e.Category, e.Sensitivity, e.Texts,
                Retracted: false)
            { ThirdPersons = e.ThirdPersons ?? [], Origin = e.Origin, CounselingNote = e.CounselingNote })
        },
        RecordItemRetracted e => this
            with
        { Items = [.. Items.Select(i => i.Item == e.Item ? i with { Retracted = true, ReplacedBy = e.ReplacedBy } : i)] },
        ParticipantInvolved e => this with { Involvements = Involvements.Add(new Involvement(e.Agency, e.Person, e.Purpose)) },
        ParticipantReleased e => this with { Involvements = Involvements.Remove(new Involvement(e.Agency, e.Person, e.Purpose)) },
        AdvocateChanged e => this with { Advocate = e.Advocate },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>One piece of information in the record.</summary>
public sealed record RecordItem(RecordItemId Item, InformationCategory Category, Sensitivity Sensitivity, ItemTexts Texts, bool Retracted)
{
    /// <summary>The other people whom it names (CG-39).</summary>
    public IReadOnlyList<ThirdPerson> ThirdPersons { get; init; } = [];

    /// <summary>Where the custodian has it from; null where nobody said so (CG-41).</summary>
    public ItemOrigin? Origin { get; init; }

    /// <summary>Whether it is a counseling note of a substance-use program; null means no (CG-22).</summary>
    public bool? CounselingNote { get; init; }

    /// <summary>The item that says it as it should be; null where nothing took its place.</summary>
    public RecordItemId? ReplacedBy { get; init; }

    /// <summary>The item as it is put to the gate: no content.</summary>
    public RequestedItem AskedAs(AgencyId custodian, SharingMode mode) => new(Item, Category, Sensitivity, custodian, mode)
    {
        ThirdPersons = ThirdPersons.Count == 0 ? null : [.. ThirdPersons.Select(person => person.AskedAs(Texts))],
        Origin = Origin,
        CounselingNote = CounselingNote,
    };

    /// <summary>Whether the command would enter what is here already.</summary>
    internal bool IsWhat(AddRecordItem command) =>
        (Item, Category, Sensitivity, Texts) == (command.Item, command.Category, command.Sensitivity, command.Texts)
        && (Origin, CounselingNote == true) == (command.Origin, command.CounselingNote == true)
        && ThirdPersons.Count == (command.ThirdPersons?.Count ?? 0)
        && ThirdPersons.Zip(command.ThirdPersons ?? []).All(pair => pair.First.SaysTheSameAs(pair.Second));
}
