using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Partners;

/// <summary>
/// Decides about concerns. An agency learns of one about itself when it is put to it, never who raised it; and whoever raised it, or
/// belongs to the agency that it is about or answered for it, does not decide about it.
/// </summary>
public static class ConcernDecider
{
    /// <summary>How often an agency may answer one concern. It must not be able to delay the decision by writing at will.</summary>
    public const int MostAnswers = 20;

    private static readonly Refusal NoPartner = new(RefusalReason.NotFound, "There is no such partner agency.");
    private static readonly Refusal NoConcern = new(RefusalReason.NotFound, "There is no such concern.");

    /// <summary>Anybody of another agency raises a concern, for themselves or for a survivor who asks them to.</summary>
    /// <param name="command">The concern.</param>
    /// <param name="named">What was found of the things that it names.</param>
    /// <param name="allowance">How many they may raise, and have raised.</param>
    /// <param name="state">The agency that it is about.</param>
    public static Decision<ConcernEvent> Decide(RaiseConcern command, ConcernNames named, ConcernAllowance allowance,
        PartnerPosition state) =>
        state is PartnerPosition.Unknown ? NoPartner
        : ConcernSubjects.AreWrong(command, named) is { } wrong ? wrong
        : command.By.Agency == command.About ? new Refusal(RefusalReason.InvalidInput, "A concern is about another agency.", "agency")
        : Required(command.What, LongestNarrative, "what") is { } refusal ? refusal
        : allowance.GoesOnAt() is { } later
            ? new Refusal(RefusalReason.PolicyLimit,
                $"The task force's policy lets a person raise {Quantity.Of(allowance.Most, "concern")} within a day. You can raise the " +
                    $"next one at {later:yyyy-MM-dd'T'HH:mm:ssK}, with a new Idempotency-Key.")
        : new ConcernRaised(command.Concern, command.Kind, command.By.Agency,
            command.What)
        {
            About = command.About,
            Person = command.By.Person,
            Survivor = command.Survivor,
            Operation = command.Operation,
            OperationWas = named.Operation?.AnswerFor(command.Kind),
            Disclosure = command.Disclosure,
            Mark = command.Mark
        };

    /// <summary>Whether this agency looks into concerns about that one: the coordinating agency does, about every other.</summary>
    public static bool LooksInto(AgencyId agency, AgencyId about, AgencyId? coordinating) => agency != about && agency == coordinating;

    /// <summary>Decides what is done with a concern. For people who have no part in it, the concern does not exist.</summary>
    /// <param name="command">What is to be done.</param>
    /// <param name="coordinating">The agency that coordinates the task force; null where there is none yet.</param>
    /// <param name="concern">The concern; null where there is none.</param>
    public static Decision<ConcernEvent> Decide(ConcernCommand command, AgencyId? coordinating, RaisedConcern? concern)
    {
        if (concern is null)
            return NoConcern;
        if (command is AnswerConcern answer)
            return answer.By.Agency != command.About || concern.PutAs is null ? NoConcern : Answer(answer, concern);
        return !LooksInto(command.By.Agency, command.About, coordinating) ? NoConcern
            : HadPart(command.By, concern) is { } part ? part
            : command switch
            {
                PutConcern c => Put(c, concern),
                UpholdConcern c => Uphold(c, concern),
                DismissConcern c => Dismiss(c, concern),
                _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
            };
    }

    // Who of the agency raised it was not always recorded: then it may have been any of its people.
    private static Refusal? HadPart(Actor by, RaisedConcern concern)
    {
        const string Raised = "Whoever raised a concern does not decide about it: leave it to somebody else.";
        return concern.Raised.Person is null && concern.Raised.RaisedBy == by.Agency
            ? SecondPerson.Needed(Raised)
            : SecondPerson.Needed(by.Person, concern.Raised.Person, Raised)
            ?? (concern.AnsweredBy.Contains(by.Person)
                ? SecondPerson.Needed("Whoever answered for the agency does not decide about it: leave it to somebody else.")
                : null);
    }

    private static Decision<ConcernEvent> Put(PutConcern command, RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Upheld or ConcernStanding.Dismissed => Over,
        ConcernStanding.Open or ConcernStanding.Put { AnswerDue: null } =>
            Required(command.Words, LongestNarrative, "words") is { } wrong
                ? wrong
                : new ConcernPutToAgency(command.Concern, command.Words) { About = command.About, AnswerDue = command.AnswerDue },
        _ => Equals(concern.PutAs, command.Words)
            ? Decision.Nothing<ConcernEvent>()
            : new Refusal(RefusalReason.WrongState, "It was put to the agency."),
    };

    private static Decision<ConcernEvent> Answer(AnswerConcern command, RaisedConcern concern) =>
        concern.Standing is ConcernStanding.Upheld or ConcernStanding.Dismissed ? Over
        : Required(command.Answer, LongestNarrative, "answer") is { } wrong ? wrong
        : Equals(concern.Answer, command.Answer) ? Decision.Nothing<ConcernEvent>()
        : concern.Answers >= MostAnswers
        ? new Refusal(RefusalReason.WrongState, $"It was answered {MostAnswers} times, which is as often as it can be.")
        : new ConcernAnswered(command.Concern, command.Answer) { About = command.About, Person = command.By.Person };

    private static Decision<ConcernEvent> Uphold(UpholdConcern command, RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Upheld => Decision.Nothing<ConcernEvent>(),
        ConcernStanding.Dismissed => Over,
        ConcernStanding.Open => new Refusal(RefusalReason.WrongState,
            "Put it to the agency first: nobody is found at fault unheard. Their standing can be suspended meanwhile."),
        ConcernStanding.Put { AnswerDue: null } =>
            new Refusal(RefusalReason.WrongState, "The agency has not answered and was given no time for it. Put it to them again."),
        ConcernStanding.Put { AnswerDue: { } due } when command.At < due =>
            new Refusal(RefusalReason.WrongState,
                $"The agency can answer until {due.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}. Wait for its answer, or until then. Their " +
                    $"standing can be suspended meanwhile."),
        _ => Required(command.Reason, LongestNote, "reason") is { } wrong
            ? wrong
            : new ConcernUpheld(command.Concern, command.Reason) { About = command.About },
    };

    private static Decision<ConcernEvent> Dismiss(DismissConcern command, RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Dismissed => Decision.Nothing<ConcernEvent>(),
        ConcernStanding.Upheld => Over,
        _ => Required(command.Reason, LongestNote, "reason") is { } wrong
            ? wrong
            : new ConcernDismissed(command.Concern, command.Reason) { About = command.About },
    };

    private static Refusal Over => new(RefusalReason.WrongState, "This concern was decided. What came to light since is a new one.");
}
