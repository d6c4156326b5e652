namespace Coordination.Domain.Survivors;

/// <summary>What somebody of the serving agency can ask for in a survivor's own record.</summary>
public abstract record SurvivorCommand(Actor By);

/// <summary>Welcomes a survivor: the agency of <paramref name="By"/> becomes the custodian.</summary>
public sealed record WelcomeSurvivor(Actor By, SurvivorId Survivor, Sensitive<string> CalledBy, Sensitive<string>? Language)
    : SurvivorCommand(By);

/// <summary>Writes down what she says, in her words.</summary>
public sealed record RecordOwnWords(Actor By, Sensitive<string> Words) : SurvivorCommand(By);

/// <summary>Writes down how and when it is safe to reach her.</summary>
public sealed record RecordSafeContact(Actor By, Sensitive<string> Contact, Sensitive<string>? DangerNote) : SurvivorCommand(By);

/// <summary>Writes down her age group as she states it. No proof is asked for.</summary>
public sealed record RecordMinorStatus(Actor By, bool UnderEighteen, bool Emancipated, DateTimeOffset At) : SurvivorCommand(By)
{
    /// <summary>The instant from which she is 18; null where it is not known, or stays as it is known.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }

    /// <summary>The age of majority by the tables in force.</summary>
    public int Majority { get; init; } = AgeOfMajority.Years;
}
