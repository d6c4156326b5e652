namespace Coordination.Domain.Partners;

/// <summary>What the agency that was asked for advocates at an operation had answered when it raised a concern about it.</summary>
[JsonConverter(typeof(NameConverter<PresenceAnswer>))]
public enum PresenceAnswer
{
    /// <summary>It had not answered.</summary>
    Waiting,
    /// <summary>It had agreed, on conditions.</summary>
    Agreed,
    /// <summary>It had declined.</summary>
    Declined,
}

/// <summary>The operation that a concern names, as far as a concern has to know.</summary>
/// <param name="Asked">The agency that was asked for advocates.</param>
/// <param name="RequestedBy">The agency whose operation it is.</param>
/// <param name="Presence">What the agency that was asked had answered.</param>
public sealed record NamedOperation(AgencyId Asked, AgencyId RequestedBy, PresenceAnswer Presence)
{
    /// <summary>Whether the agency that was asked ever declined, also where it agreed afterwards.</summary>
    public bool WasDeclined { get; init; }

    /// <summary>Which of its answers a concern of this kind is about: retaliation follows from the one that declined.</summary>
    public PresenceAnswer AnswerFor(ConcernKind kind) =>
        kind == ConcernKind.Retaliation && WasDeclined ? PresenceAnswer.Declined : Presence;
}

/// <summary>The disclosure that a concern names, as far as a concern has to know.</summary>
/// <param name="Discloser">Who made it.</param>
/// <param name="MadeFor">Who has it; null where it was not made.</param>
public sealed record NamedDisclosure(AgencyId Discloser, AgencyId? MadeFor);

/// <summary>What was found of the things that a concern names. Null where there is no such thing.</summary>
/// <param name="ServedBy">The agency that serves her for whom it is raised.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Disclosure">The disclosure.</param>
public sealed record ConcernNames(AgencyId? ServedBy = null, NamedOperation? Operation = null, NamedDisclosure? Disclosure = null);

/// <summary>
/// The table of what a concern of each kind may name. Who was there speaks of what was done there; who declined, of what followed from it;
/// who was pressed, whatever they had answered.
/// </summary>
public static class ConcernSubjects
{
    /// <summary>Whether a concern of this kind may name an operation, by what the agency that raises it had answered.</summary>
    public static bool MayNameOperation(ConcernKind kind, PresenceAnswer presence) => kind switch
    {
        ConcernKind.BreachOfCondition => presence == PresenceAnswer.Agreed,
        ConcernKind.HarmInOperation => presence == PresenceAnswer.Agreed,
        ConcernKind.Retaliation => presence == PresenceAnswer.Declined,
        ConcernKind.Discrimination => presence is PresenceAnswer.Agreed or PresenceAnswer.Declined,
        ConcernKind.Pressure or ConcernKind.ConditionedHelp => true,
        _ => false,
    };

    /// <summary>Whether a concern of this kind may name a disclosure that was made.</summary>
    public static bool MayNameDisclosure(ConcernKind kind) => kind is ConcernKind.BreachOfCondition or ConcernKind.Redisclosure;

    /// <summary>Whether a concern of this kind may name a refused condition on the agency's account.</summary>
    public static bool MayNameMark(ConcernKind kind) => kind is ConcernKind.ConditionedHelp;

    /// <summary>Null when the concern may name what it names.</summary>
    internal static Refusal? AreWrong(RaiseConcern command, ConcernNames named) =>
        (command.Survivor is not null && named.ServedBy != command.By.Agency
            ? new Refusal(RefusalReason.InvalidInput, "Nobody of this identifier is served by your agency.", "survivor") : null)
        ?? (command.Operation is null ? null : OperationIsWrong(command, named.Operation))
        ?? (command.Disclosure is null ? null : DisclosureIsWrong(command, named.Disclosure))
        ?? (command.Mark is not null && !MayNameMark(command.Kind) ? NotOfThisKind("a refused condition", MayNameMark, "mark") : null);

    private static Refusal? OperationIsWrong(RaiseConcern command, NamedOperation? operation) =>
        operation is null || operation.Asked != command.By.Agency || operation.RequestedBy != command.About
            ? new Refusal(RefusalReason.InvalidInput,
                "Your agency was not asked for advocates at such an operation of theirs.", "operation")
        : MayNameOperation(command.Kind, operation.AnswerFor(command.Kind)) ? null
        : NotOfThisKind(operation.Presence switch
        {
            PresenceAnswer.Agreed => "an operation to which your agency agreed",
            PresenceAnswer.Declined => "an operation that your agency declined",
            _ => "an operation that waits for your agency's answer",
        }, kind => MayNameOperation(kind, operation.AnswerFor(kind)), "operation");

    private static Refusal? DisclosureIsWrong(RaiseConcern command, NamedDisclosure? disclosure) =>
        disclosure is null || disclosure.Discloser != command.By.Agency || disclosure.MadeFor != command.About
            ? new Refusal(RefusalReason.InvalidInput, "Your agency made no such disclosure to them.", "disclosure")
        : MayNameDisclosure(command.Kind) ? null
        : NotOfThisKind("a disclosure", MayNameDisclosure, "disclosure");

    private static Refusal NotOfThisKind(string what, Func<ConcernKind, bool> may, string field) => new(
        RefusalReason.InvalidInput,
        $"A concern that names {what} is one of these kinds: " +
            $"{string.Join(", ", Enum.GetValues<ConcernKind>().Where(may)
                .Select(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())))}. Choose one of them, or leave it out.",
        field);
}
