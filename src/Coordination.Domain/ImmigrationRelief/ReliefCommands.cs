namespace Coordination.Domain.ImmigrationRelief;

/// <summary>Seeks relief for a survivor whom the agency serves.</summary>
public sealed record SeekRelief(Actor By, ReliefId Relief, SurvivorId Survivor, ReliefKind Kind, IReadOnlyList<ConditionKind> Conditions)
{
    /// <summary>The conditions that are no kind of the list, as they were typed.</summary>
    public IReadOnlyList<Sensitive<string>> Words { get; init; } = [];
}

/// <summary>Asks an agency to certify.</summary>
public sealed record AskCertifier(Actor By, AgencyId Certifier, DateTimeOffset Due,
    IReadOnlyList<ConditionKind> Conditions, DateTimeOffset At)
{
    /// <summary>The conditions that are no kind of the list, as they were typed.</summary>
    public IReadOnlyList<Sensitive<string>> Words { get; init; } = [];
}

/// <summary>A certifier answers, or the representing agency records the answer that came on paper.</summary>
public sealed record AnswerCertification(Actor By, AgencyId Certifier, CertifierAnswer Answer, IReadOnlyList<ConditionKind> Conditions,
    Sensitive<string>? Note)
{
    /// <summary>The conditions that are no kind of the list, as they were typed.</summary>
    public IReadOnlyList<Sensitive<string>> Words { get; init; } = [];
}

/// <summary>Records which certifiers have let the time pass.</summary>
public sealed record NoteSilentCertifiers(DateTimeOffset At);

public sealed record EndRelief(Actor By, bool Granted);
