using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Survivors;

/// <summary>Decides about a survivor's own record. To everybody but the custodian, the record does not exist.</summary>
public static class SurvivorDecider
{
    public static Decision<SurvivorEvent> Decide(SurvivorCommand command, SurvivorState state) => (command, state) switch
    {
        (WelcomeSurvivor c, SurvivorState.NotWelcomed) => Welcome(c),
        (WelcomeSurvivor c, SurvivorState.Welcomed s) => WelcomeAgain(c, s),
        (WelcomeSurvivor, SurvivorState.Erased) => Taken,
        (_, SurvivorState.NotWelcomed) => Unknown,
        (_, SurvivorState.Welcomed s) when s.Custodian != command.By.Agency => Unknown,
        (_, SurvivorState.Erased s) => s.Custodian == command.By.Agency ? ErasureDecider.Decide(command, s) : Unknown,
        (ErasureCommand c, SurvivorState.Welcomed s) => ErasureDecider.Decide(c, s),
        (RecordOwnWords c, SurvivorState.Welcomed s) => Record(c, s),
        (RecordSafeContact c, SurvivorState.Welcomed s) => Record(c, s),
        (RecordMinorStatus c, SurvivorState.Welcomed s) => Record(c, s),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Refusal Unknown => new(RefusalReason.NotFound, "There is no such record.");

    private static Refusal Taken => new(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "survivor");

    private static Decision<SurvivorEvent> Welcome(WelcomeSurvivor command) =>
        (Required(command.CalledBy, LongestLabel, "calledBy") ?? Optional(command.Language, LongestLabel, "language")) is { } refusal
            ? refusal
            : new SurvivorWelcomed(command.Survivor, command.By.Agency, command.CalledBy, command.Language);

    private static Decision<SurvivorEvent> WelcomeAgain(WelcomeSurvivor command, SurvivorState.Welcomed state) =>
        state.Custodian == command.By.Agency && state.CalledBy.Equals(command.CalledBy) && Equals(state.Language, command.Language)
            ? Decision.Nothing<SurvivorEvent>()
            : Taken;

    private static Decision<SurvivorEvent> Record(RecordOwnWords command, SurvivorState.Welcomed state)
    {
        if (Required(command.Words, LongestNarrative, "words") is { } refusal)
            return refusal;
        return state.OwnWords.Contains(command.Words) ? Decision.Nothing<SurvivorEvent>() : new OwnWordsRecorded(command.Words);
    }

    private static Decision<SurvivorEvent> Record(RecordSafeContact command, SurvivorState.Welcomed state)
    {
        if ((Required(command.Contact, LongestNote, "contact") ?? Optional(command.DangerNote, LongestNote, "dangerNote")) is { } refusal)
            return refusal;
        return state.Contact == new SafeContact(command.Contact, command.DangerNote)
            ? Decision.Nothing<SurvivorEvent>()
            : new SafeContactRecorded(command.Contact, command.DangerNote);
    }

    private static Decision<SurvivorEvent> Record(RecordMinorStatus command, SurvivorState.Welcomed state)
    {
        if (AgeOfMajority.IsWrong(command.UnderEighteen, command.Emancipated, command.EighteenFrom, command.At,
            command.Majority) is { } refusal)
            return refusal;
        var from = AgeOfMajority.Kept(command.UnderEighteen, command.EighteenFrom, state.Age?.EighteenFrom, command.At, command.Majority);
        var reached = AgeOfMajority.Reached(command.UnderEighteen, command.Majority);
        return state.Age == new MinorStatus(command.UnderEighteen, command.Emancipated) { EighteenFrom = from, Reached = reached }
            ? Decision.Nothing<SurvivorEvent>()
            : new MinorStatusRecorded(command.UnderEighteen, command.Emancipated) { EighteenFrom = from, Reached = reached };
    }
}
