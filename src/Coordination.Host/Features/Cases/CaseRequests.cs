using Coordination.Domain.Cases;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Cases;

/// <summary>Opens a case. Neither a description nor a label is needed.</summary>
public sealed record OpenCaseRequest(SurvivorId Survivor, Sensitive<string>? OwnDescription);

/// <summary>What she says that this is.</summary>
public sealed record OwnDescriptionRequest(Sensitive<string> Description);

/// <summary>The legal characterisations held possible; an empty list takes them back.</summary>
public sealed record CharacterisationsRequest(IReadOnlyList<Characterisation> Characterisations, int AgeInYearsAtTheTime);

/// <summary>
/// A piece of information for the record. <paramref name="Origin"/>: where your agency has it from, where somebody says so.
/// <paramref name="CounselingNote"/>: a counseling note of a substance-use program (42 CFR 2.11), which needs a release of its own; only
/// with that category.
/// </summary>
public sealed record ItemRequest(
    InformationCategory Category,
    Sensitivity Sensitivity,
    Sensitive<string> Verbatim,
    Sensitive<string>? Summary,
    Sensitive<string>? DeIdentified,
    IReadOnlyList<ThirdPersonRequest>? ThirdPersons,
    ItemOrigin? Origin = null,
    bool? CounselingNote = null);

/// <summary>
/// Somebody besides the survivor whom the item names (CG-39): by which words of the full text, and of the summary.
/// <paramref name="Survivor"/> is their pseudonym where your agency serves them too.
/// </summary>
public sealed record ThirdPersonRequest(ThirdPersonRelation Relation, SurvivorId? Survivor, NamedInRequest? Verbatim,
    NamedInRequest? Summary);

/// <summary>The words of a text that name the person; none when the person is in all of it and cannot be left out.</summary>
public sealed record NamedInRequest(IReadOnlyList<Sensitive<string>> Passages);

/// <summary>Why an item is not used any more.</summary>
public sealed record RetractionRequest(Sensitive<string> Reason);

/// <summary>What was wrong about an item, and the item as it should be.</summary>
public sealed record CorrectionRequest(Sensitive<string> Reason, ItemRequest Instead);

/// <summary>A person's part in the case.</summary>
public sealed record ParticipantRequest(AgencyId Agency, PersonId Person, Purpose Purpose);

/// <summary>Who takes the case over.</summary>
public sealed record AdvocateRequest(PersonId Advocate);

/// <summary>Closes the case.</summary>
public sealed record ClosingRequest(Sensitive<string>? Reason);

/// <summary>A case, for its custodian: her own descriptions first.</summary>
public sealed record CaseAnswer(
    CaseId Case,
    SurvivorId Survivor,
    IReadOnlyList<Sensitive<string>> OwnDescriptions,
    IReadOnlyList<Characterisation> Characterisations,
    int? AgeInYearsAtTheTime,
    PersonId Advocate,
    bool Closed,
    IReadOnlyList<ItemAnswer> Items,
    IReadOnlyList<Involvement> Participants);

/// <summary>An item of the record.</summary>
public sealed record ItemAnswer(
    RecordItemId Item,
    InformationCategory Category,
    Sensitivity Sensitivity,
    Sensitive<string> Verbatim,
    Sensitive<string>? Summary,
    Sensitive<string>? DeIdentified,
    bool Retracted,
    RecordItemId? ReplacedBy,
    IReadOnlyList<ThirdPersonRequest> ThirdPersons,
    ItemOrigin? Origin,
    bool CounselingNote);

[JsonSerializable(typeof(OpenCaseRequest))]
[JsonSerializable(typeof(OwnDescriptionRequest))]
[JsonSerializable(typeof(CharacterisationsRequest))]
[JsonSerializable(typeof(ItemRequest))]
[JsonSerializable(typeof(RetractionRequest))]
[JsonSerializable(typeof(CorrectionRequest))]
[JsonSerializable(typeof(ParticipantRequest))]
[JsonSerializable(typeof(AdvocateRequest))]
[JsonSerializable(typeof(ClosingRequest))]
[JsonSerializable(typeof(CaseAnswer))]
internal sealed partial class CasesJson : JsonSerializerContext;
