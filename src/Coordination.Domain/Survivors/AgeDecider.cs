using Coordination.Domain.Consent;

namespace Coordination.Domain.Survivors;

/// <summary>
/// Her age group stands in her own record and, for the gate, in her consent record. Wherever it is recorded, both records say it in the
/// same instant.
/// </summary>
public static class AgeDecider
{
    /// <summary>What her consent record says when her age group is recorded in her own record. Which services she receives alone stays as
    /// it was.</summary>
    public static RecordMinority InConsent(RecordMinorStatus command, ConsentPosition consent) =>
        new(command.UnderEighteen, command.Emancipated, command.UnderEighteen && consent.Minority.MayReceiveServiceAlone, command.At)
        {
            Services = command.UnderEighteen ? consent.Minority.Services : null,
            EighteenFrom = command.EighteenFrom,
            Majority = command.Majority,
        };

    /// <summary>What her own record says when her age group is recorded in her consent record.</summary>
    public static RecordMinorStatus InHerRecord(RecordMinority command, Actor by) =>
        new(by, command.UnderEighteen, command.Emancipated,
            command.At)
        { EighteenFrom = command.EighteenFrom, Majority = command.Majority };

    /// <summary>Her age group: what the gate reads, once there is a consent record; before that what her own record says. Null while nobody
    /// recorded it.</summary>
    public static MinorStatus? Of(SurvivorState.Welcomed known, ConsentPosition consent) =>
        !consent.IsOpen || (known.Age is null && !consent.Minority.IsRecorded)
            ? known.Age
            : new MinorStatus(consent.Minority.UnderEighteen, consent.Minority.Emancipated)
            {
                EighteenFrom = consent.Minority.EighteenFrom,
                Reached = consent.Minority.Reached > AgeOfMajority.Years ? consent.Minority.Reached : null
            };
}
