using System.Diagnostics;
using Coordination.Domain.Cases;
using static Coordination.Projections.AuditorTimeline.Summaries;

namespace Coordination.Projections.AuditorTimeline;

internal static class CaseSummaries
{
    public static string Of(CaseEvent @event) => @event switch
    {
        CaseOpened e => $"case {e.Case} opened for survivor {e.Survivor} by {e.Custodian}, advocate {e.Advocate}",
        OwnDescriptionRecorded => "own description recorded",
        CaseCharacterised e => $"characterised by {e.By}: {Listed(e.Characterisations, c => c.Purpose.Named())}",
        RecordItemAdded e => $"item {e.Item} added: {e.Category.Named()}, {e.Sensitivity.Named()}{Said(e.CounselingNote, ", a counseling note", ", no counseling note")}{(e.Origin is { } origin ? $", origin {origin.Named()}" : "")}{(e.ThirdPersons is { } others ? $", names {others.Count} besides her" : "")}",
        RecordItemRetracted e => $"item {e.Item} retracted{(e.ReplacedBy is { } by ? $", replaced by {by}" : "")}",
        ParticipantInvolved e => $"{e.Person} of {e.Agency} involved for {e.Purpose.Named()}",
        ParticipantReleased e => $"{e.Person} of {e.Agency} no longer involved for {e.Purpose.Named()}",
        AdvocateChanged e => $"advocate is now {e.Advocate}",
        CaseClosed => "case closed",
        _ => throw new UnreachableException(),
    };
}
