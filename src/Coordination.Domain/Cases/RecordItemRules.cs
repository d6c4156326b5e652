using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Cases;

/// <summary>What makes a record item fit to be kept.</summary>
internal static class RecordItemRules
{
    internal static Refusal? Check(AddRecordItem command) =>
        Required(command.Texts.Verbatim, LongestNarrative, "verbatim")
        ?? Optional(command.Texts.Summary, LongestNarrative, "summary")
        ?? Optional(command.Texts.DeIdentified, LongestNarrative, "deIdentified")
        ?? CheckSize(command)
        ?? CheckSensitivity(command)
        ?? CheckCounselingNote(command);

    private static Refusal? CheckSize(AddRecordItem command) =>
        Bytes([command.Texts.Verbatim, command.Texts.Summary, command.Texts.DeIdentified,
            .. (command.ThirdPersons ?? []).SelectMany(person => person.AllPassages())]) > MostBytesPerEvent
            ? new Refusal(RefusalReason.InvalidInput,
                $"The texts together take more than {MostBytesPerEvent} bytes: divide the item.", "texts")
            : null;

    // The gate asks no release for what cannot be linked to a person, so nobody may call these so.
    private static Refusal? CheckSensitivity(AddRecordItem command) =>
        command.Sensitivity == Sensitivity.NonIdentifying && AlwaysIdentifies(command.Category)
            ? new Refusal(RefusalReason.InvalidInput, "Information of this category always identifies somebody.", "sensitivity")
            : null;

    // Counseling notes are kept apart from the other records of a program (42 CFR 2.11), and are released apart (CG-22).
    private static Refusal? CheckCounselingNote(AddRecordItem command) =>
        command is { CounselingNote: true, Category: not InformationCategory.SubstanceUse }
            ? new Refusal(RefusalReason.InvalidInput,
                "Only a record about substance use is a counseling note of this kind: leave it out, or give that category.",
                "counselingNote")
            : null;

    private static bool AlwaysIdentifies(InformationCategory category) => category
        is InformationCategory.Identity or InformationCategory.Contact or InformationCategory.Location
        or InformationCategory.ShelterLocation
        or InformationCategory.PrivilegedCommunication or InformationCategory.Family;
}
