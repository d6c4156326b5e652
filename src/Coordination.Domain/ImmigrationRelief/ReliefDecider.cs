using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.ImmigrationRelief;

/// <summary>
/// Decides about immigration relief. No release, report or promise of hers is looked at, none may be demanded (CG-30), and no certifier is
/// waited for: a T application needs no declaration.
/// </summary>
public static class ReliefDecider
{
    private const int LongestWaitInDays = 365;
    private const int MostConcernsNamed = 20;

    /// <summary>How often one request may be answered. A certifier must not be able to delay her representative by writing at
    /// will.</summary>
    public const int MostAnswers = 10;
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such record.");

    /// <summary>Relief is sought by the agency that serves her, for the asking.</summary>
    public static Decision<ReliefEvent> Decide(SeekRelief command, SurvivorState survivor, ReliefState state) =>
        survivor is not SurvivorState.Welcomed known || known.Custodian != command.By.Agency ? Unknown
        : Coercive(command.Conditions, command.Words, command.Survivor, command.By.Agency) is { } refused ? refused
        : state is not ReliefState.NotSought
        ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "relief")
        : NoEligibility(command.Conditions) is { } wrong ? wrong
        : new ReliefSought(command.Relief, command.Survivor, command.By.Agency, command.Kind, command.By.Person);

    /// <summary>A certifier is asked, once at a time; one that said no or nothing can be asked again.</summary>
    public static Decision<ReliefEvent> Decide(AskCertifier command, ReliefState state)
    {
        if (state is not ReliefState.Known { Record: var record } || record.Sought.Agency != command.By.Agency)
            return Unknown;
        if (Coercive(command.Conditions, command.Words, record.Sought.Survivor, command.By.Agency) is { } refused)
            return refused;
        if (state is not ReliefState.Pending)
            return Over;
        if ((NoEligibility(command.Conditions) ?? DueIsWrong(command)) is { } wrong)
            return wrong;
        return record.Find(command.Certifier) switch
        {
            { Standing: AskStanding.Waiting, Asked.Due: var due } when due == command.Due => Decision.Nothing<ReliefEvent>(),
            { Standing: AskStanding.Answered { With.Answer: CertifierAnswer.Certified } } =>
                new Refusal(RefusalReason.WrongState, "This agency has certified.", "certifier"),
            _ => new CertifierAsked(command.Certifier, record.Sought.Kind, command.By.Agency, command.Due),
        };
    }

    /// <summary>
    /// A certifier answers what it was asked, and learns nothing by it, not even whether the matter is over. The representing agency may
    /// record an answer that came on paper. An answer on condition is none.
    /// </summary>
    /// <param name="command">The answer.</param>
    /// <param name="concerns">The concerns that were raised about the certifier, oldest first.</param>
    /// <param name="state">The search for relief.</param>
    public static Decision<ReliefEvent> Decide(AnswerCertification command, IReadOnlyList<ConcernId> concerns, ReliefState state)
    {
        if (state is not ReliefState.Known { Record: var record } || record.Find(command.Certifier) is not { } ask
            || (command.By.Agency != command.Certifier && command.By.Agency != record.Sought.Agency))
            return Unknown;
        if (Coercive(command.Conditions, command.Words, record.Sought.Survivor, command.Certifier) is { } refused)
            return refused;
        if ((NoEligibility(command.Conditions) ?? Optional(command.Note, LongestNote, "note")) is { } wrong)
            return wrong;
        if (ask.Standing is AskStanding.Answered { With: var given } && given.Answer == command.Answer && Equals(given.Note, command.Note))
            return Decision.Nothing<ReliefEvent>();
        if (ask.Answers >= MostAnswers)
            return new Refusal(RefusalReason.WrongState, $"This was answered {MostAnswers} times, which is as often as one ask can be.");
        return new CertifierAnswered(command.Certifier, command.Answer,
            command.Answer == CertifierAnswer.Refused ? Latest(concerns) : [], command.Note);
    }

    /// <summary>Says who has let the time pass. An answer may still come.</summary>
    public static Decision<ReliefEvent> Decide(NoteSilentCertifiers command, ReliefState state) =>
        state is not ReliefState.Pending { Record: var record } ? Decision.Nothing<ReliefEvent>()
        : Decision.Record<ReliefEvent>([.. record.Asks
            .Where(ask => ask.Standing is AskStanding.Waiting && ask.Asked.Due <= command.At)
            .Select(ask => new CertifierSilent(ask.Asked.Certifier, ask.Asked.Due))]);

    /// <summary>It ends with or without a certifier's word.</summary>
    public static Decision<ReliefEvent> Decide(EndRelief command, ReliefState state) => state switch
    {
        ReliefState.Known { Record.Sought.Agency: var agency } when agency != command.By.Agency => Unknown,
        ReliefState.Pending =>
            Decision.Record<ReliefEvent>(command.Granted ? new ReliefGranted(command.By.Person) : new ReliefDenied(command.By.Person)),
        ReliefState.Granted => command.Granted ? Decision.Nothing<ReliefEvent>() : Over,
        ReliefState.Denied => command.Granted ? Over : Decision.Nothing<ReliefEvent>(),
        _ => Unknown,
    };

    private static Refusal Over => new(RefusalReason.WrongState, "This came to its end. Seek it again.");

    private static Decision<ReliefEvent>? Coercive(IReadOnlyList<ConditionKind> conditions, IReadOnlyList<Sensitive<string>> words,
        SurvivorId survivor, AgencyId demandedBy)
    {
        List<ConditionKind> coercive = [.. conditions.Where(kind => kind.IsCoercive()).Distinct()];
        if (coercive.Count == 0)
            return null;
        var refusal = CaptureRule.NoConditionedRelief.Refuse(
            $"Immigration relief never depends on {Coercion.InWords(coercive)} here: what the law itself asks stands there, and the task " +
                $"force lets nobody add to it. Nothing was done, and it is recorded that this was entered, as a demand of {demandedBy}. " +
                $"Without the condition it goes through.",
            $"conditions[{conditions.Index().First(at => at.Item.IsCoercive()).Index}]");
        return Decision.Refuse<ReliefEvent>(refusal,
            new ReliefConditionRefused(CaptureRule.NoConditionedRelief.Id, survivor, demandedBy,
                coercive)
            { Words = words.Count == 0 ? null : words });
    }

    private static Refusal? NoEligibility(IReadOnlyList<ConditionKind> conditions) => conditions.Count == 0
        ? null
        : new Refusal(RefusalReason.InvalidInput, "Who is eligible for relief, the law says: leave conditions out.", "conditions");

    private static Refusal? DueIsWrong(AskCertifier command) =>
        command.Certifier == command.By.Agency
        ? new Refusal(RefusalReason.InvalidInput, "An agency does not ask itself: name the certifier.", "certifier")
        : command.Due <= command.At ? new Refusal(RefusalReason.InvalidInput, "The time for an answer lies ahead.", "due")
        : command.Due > command.At.AddDays(LongestWaitInDays)
        ? new Refusal(RefusalReason.InvalidInput, $"At most {LongestWaitInDays} days from now.", "due")
        : null;

    // Dismissed ones, too: to pay somebody back for having spoken needs no ground in what was said.
    private static IReadOnlyList<ConcernId> Latest(IReadOnlyList<ConcernId> concerns) => [.. concerns.TakeLast(MostConcernsNamed)];
}
