namespace Coordination.Projections.AdvocateCaseload;

internal static class CaseloadCaseFold
{
    public static CaseloadCase? Apply(CaseloadCase? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (CaseOpened e, _) => new()
        {
            Case = e.Case,
            Survivor = e.Survivor,
            Custodian = e.Custodian,
            Advocate = e.Advocate,
            OpenedAt = recorded.Meta.RecordedAt
        },
        (CaseEvent, null) => null,
        (RecordsForgotten, _) => null,
        (OwnDescriptionRecorded e, _) => view with { OwnDescription = e.Description },
        (CaseCharacterised e, _) => view with { Characterisations = e.Characterisations },
        (RecordItemAdded e, _) =>
            view with { Items = view.Items.Put(new(e.Item, e.Category, e.Sensitivity, Retracted: false), i => i.Item.ToString()) },
        (RecordItemRetracted e, _) => view with { Items = view.Items.Change(i => i.Item == e.Item, i => i with { Retracted = true }) },
        (ParticipantInvolved e, _) => view with { Participants = view.Participants.Put(new(e.Agency, e.Person, e.Purpose), Name) },
        (ParticipantReleased e, _) =>
            view with { Participants = view.Participants.Without(p => p == new CaseloadParticipant(e.Agency, e.Person, e.Purpose)) },
        (AdvocateChanged e, _) => view with { Advocate = e.Advocate },
        (CaseClosed, _) => view with { ClosedAt = recorded.Meta.RecordedAt },
        _ => throw new UnreachableException(),
    };

    private static string Name(CaseloadParticipant p) => $"{p.Agency}/{p.Person}/{p.Purpose}";
}
