namespace Coordination.Domain.Partners;

/// <summary>Decides about somebody outside the task force whom a survivor chose.</summary>
public static class OutsideDecider
{
    /// <summary>How many persons of one office outside the task force are recorded.</summary>
    public const int MostPersons = 100;

    /// <summary>The agency that serves the survivor records the people outside the task force whom she chose. What another agency recorded
    /// is not there. An agency of the task force is not outside it, and media get nothing.</summary>
    public static Decision<PartnerEvent> Decide(RecordOutsideRecipient command, PartnerPosition state) => state switch
    {
        PartnerPosition.Partner or PartnerPosition.Former =>
            Wrong("This is an agency of the task force: name it, and its people, in the release itself.", "office"),
        PartnerPosition.Outside known when known.For == command.By.Agency => InKnown(command, known),
        PartnerPosition.Unknown when !command.IsKnown => InNew(command),
        _ => Wrong("Your agency recorded no such office. Leave it out, and give a name and a kind, to record a new one.", "office"),
    };

    private static Decision<PartnerEvent> InKnown(RecordOutsideRecipient command, PartnerPosition.Outside known) =>
        command.Name is not null && command.Name != known.Name
        ? Wrong("The office has another name. Leave the name out, or record a new office.", "name")
        : command.Kind is { } kind && kind != known.Kind
        ? Wrong("The office does something else. Leave the kind out, or record a new office.", "kind")
        : command.IsKnownPerson && !known.Persons.ContainsKey(command.Person)
        ? Wrong("There is no such person at this office. Leave the person out to record somebody new.", "person")
        : !command.IsKnownPerson && known.Persons.Count >= MostPersons
        ? Wrong($"At most {MostPersons} persons of one office are recorded.", "office")
        : TextRules.Required(command.Address, TextRules.LongestNote, "address") is { } wrong ? wrong
        : new OutsideRecipientRecorded(known.Agency, known.Name, known.Kind, command.Person, command.Address,
            command.By.Person)
        { For = command.By.Agency };

    private static Decision<PartnerEvent> InNew(RecordOutsideRecipient command) =>
        TextRules.RequiredPlain(command.Name, TextRules.LongestLabel, "name") is { } unnamed ? unnamed
        : command.Kind is not { } kind ? Wrong("Say what the office does.", "kind")
        : kind is AgencyKind.Media
        ? Wrong("Nothing goes to whoever publishes: what she wants to say in public, she says herself (CG-48).", "kind")
        : command.IsKnownPerson ? Wrong("A new office has nobody yet. Leave the person out.", "person")
        : TextRules.Required(command.Address, TextRules.LongestNote, "address") is { } wrong ? wrong
        : new OutsideRecipientRecorded(command.Office, command.Name!, kind, command.Person, command.Address,
            command.By.Person)
        { For = command.By.Agency };

    private static Refusal Wrong(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
