namespace Coordination.Domain.Cases;

/// <summary>Opens a case for a survivor whom the agency serves. Her own description may come with it, and no label is needed, then or
/// later.</summary>
public sealed record OpenCase(Actor By, CaseId Case, SurvivorId Survivor, Sensitive<string>? OwnDescription);

/// <summary>What somebody of the custodian can ask for in a case that exists.</summary>
public abstract record CaseCommand(Actor By);

/// <summary>Writes down what she says that this is.</summary>
public sealed record RecordOwnDescription(Actor By, Sensitive<string> Description) : CaseCommand(By);

/// <summary>Replaces the legal characterisations that are held possible; an empty list takes all of them back.</summary>
/// <param name="By">Who holds them possible.</param>
/// <param name="Characterisations">The characterisations, in no order of rank.</param>
/// <param name="AgeInYearsAtTheTime">Her age, in full years, when it happened: it decides whether means are required.</param>
public sealed record CharacteriseCase(Actor By, IReadOnlyList<Characterisation> Characterisations,
    int AgeInYearsAtTheTime) : CaseCommand(By);

/// <summary>Enters a piece of information into the record.</summary>
public sealed record AddRecordItem(Actor By, RecordItemId Item, InformationCategory Category, Sensitivity Sensitivity,
    ItemTexts Texts) : CaseCommand(By)
{
    /// <summary>The other people whom it names. Null and empty mean nobody.</summary>
    public IReadOnlyList<ThirdPerson>? ThirdPersons { get; init; }

    /// <summary>Where the custodian has it from; null where nobody said so.</summary>
    public Gate.ItemOrigin? Origin { get; init; }

    /// <summary>Whether it is a counseling note of a substance-use program; null means no.</summary>
    public bool? CounselingNote { get; init; }
}

/// <summary>Takes a wrong piece of information out of use.</summary>
public sealed record RetractRecordItem(Actor By, RecordItemId Item, Sensitive<string> Reason) : CaseCommand(By);

/// <summary>Takes a wrong piece of information out of use and enters it as it should be, both or neither.</summary>
public sealed record CorrectRecordItem(Actor By, RecordItemId Item, Sensitive<string> Reason, AddRecordItem Instead) : CaseCommand(By);

/// <summary>Gives a person of an agency a part in the case, for a purpose.</summary>
public sealed record InvolveParticipant(Actor By, AgencyId Agency, PersonId Person, Purpose Purpose) : CaseCommand(By);

/// <summary>Ends a person's part in the case.</summary>
public sealed record ReleaseParticipant(Actor By, AgencyId Agency, PersonId Person, Purpose Purpose) : CaseCommand(By);

/// <summary>Hands the case to another advocate of the custodian.</summary>
public sealed record ChangeAdvocate(Actor By, PersonId Advocate) : CaseCommand(By);

public sealed record CloseCase(Actor By, Sensitive<string>? Reason) : CaseCommand(By);
