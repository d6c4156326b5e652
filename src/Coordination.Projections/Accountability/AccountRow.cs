using Coordination.Domain.Operations;

namespace Coordination.Projections.Accountability;

/// <summary>What an agency answers for. There is nothing of a survivor in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AgencyAccount), AccountKinds.Agency)]
[JsonDerivedType(typeof(RecallAccount), AccountKinds.Recall)]
public abstract record AccountRow : View
{
    private protected AccountRow() { }
}

public static class AccountKinds
{
    /// <summary>An agency.</summary>
    public const string Agency = "agency";
    /// <summary>A recall that an agency has to answer.</summary>
    public const string Recall = "recall";
}

/// <summary>How an agency stands, and what was said and seen of it.</summary>
public sealed record AgencyAccount : AccountRow
{
    /// <summary>The agency. It need not belong to the task force: help is refused on no condition, whoever sets it.</summary>
    public required AgencyId Agency { get; init; }
    /// <summary>The agency of which it is a division; null for an agency of its own.</summary>
    public AgencyId? PartOf { get; init; }
    public AccountStanding Standing { get; init; }
    /// <summary>Why it is suspended or left; null where it is neither.</summary>
    public Sensitive<string>? Because { get; init; }
    /// <summary>Concerns about it, in the order in which they were raised.</summary>
    public IReadOnlyList<AccountConcern> Concerns { get; init; } = [];
    /// <summary>Conditions that were refused and that are said to be its own, in order: who entered each, and whether the agency was heard
    /// on it.</summary>
    public IReadOnlyList<RefusedCondition> RefusedConditions { get; init; } = [];
    /// <summary>Harm that advocates saw in its operations, in order.</summary>
    public IReadOnlyList<HarmInOperation> HarmsSeen { get; init; } = [];
    /// <summary>Recalls that it did not answer in time, in order; also those that it answered later.</summary>
    public IReadOnlyList<LateRecall> LateRecalls { get; init; } = [];
    /// <summary>Signs of pressure, in order.</summary>
    public IReadOnlyList<PressureSignal> Signals { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.TaskForce, Agency.Value, Standing.Named()) { Party = Agency };
}

/// <summary>How an agency stands.</summary>
[JsonConverter(typeof(NameConverter<AccountStanding>))]
public enum AccountStanding
{
    /// <summary>It does not belong to the task force.</summary>
    Outside,
    Member,
    Suspended,
    Left,
}

/// <summary>A concern. What was said is between the one who raised it and those who look into it.</summary>
/// <param name="Concern">The concern.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="RaisedBy">The agency whose person raised it.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="Standing">How far it is.</param>
/// <param name="MovedAt">Since when it is that far.</param>
/// <param name="Mark">The refused condition that it is about; null where it is about none.</param>
public sealed record AccountConcern(
    ConcernId Concern, ConcernKind Kind, AgencyId RaisedBy, DateTimeOffset RaisedAt, AccountConcernStanding Standing,
    DateTimeOffset MovedAt, MarkId? Mark = null);

/// <summary>How far a concern is.</summary>
[JsonConverter(typeof(NameConverter<AccountConcernStanding>))]
public enum AccountConcernStanding
{
    Raised,
    /// <summary>It was put to the agency, which has not answered.</summary>
    PutToAgency,
    Answered,
    Upheld,
    /// <summary>It was found not to be right.</summary>
    Dismissed,
}

/// <summary>A condition that was refused (CG-13, CG-30).</summary>
/// <param name="Mark">By which a concern names it.</param>
/// <param name="EnteredBy">The agency whose staff entered it. Where that is another, this agency has not said anything yet.</param>
/// <param name="Standing">Whether it stands on this agency's account.</param>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="Conditions">What was demanded.</param>
/// <param name="At">When.</param>
public sealed record RefusedCondition(MarkId Mark, AgencyId EnteredBy, MarkStanding Standing, string Rule,
    IReadOnlyList<ConditionKind> Conditions, DateTimeOffset At);

/// <summary>Whether a refused condition stands on an agency's account.</summary>
[JsonConverter(typeof(NameConverter<MarkStanding>))]
public enum MarkStanding
{
    /// <summary>Another agency says so, and this one has not been heard: a concern that names the mark is put to it first.</summary>
    NotHeard,
    /// <summary>It was put to the agency, which can answer.</summary>
    PutToAgency,
    /// <summary>It stands: the agency entered it itself, or the concern about it was upheld after the agency was heard.</summary>
    Stands,
    /// <summary>The concern about it was dismissed.</summary>
    Dismissed,
}

/// <summary>Harm that was seen in an operation.</summary>
/// <param name="Harms">What was seen.</param>
/// <param name="At">When it was recorded.</param>
public sealed record HarmInOperation(IReadOnlyList<HarmSeen> Harms, DateTimeOffset At);

/// <summary>A recall that was not answered in time.</summary>
/// <param name="Due">Until when an answer was expected.</param>
/// <param name="At">When it was recorded that there was none.</param>
public sealed record LateRecall(DateTimeOffset Due, DateTimeOffset At);

/// <summary>What may be pressure.</summary>
[JsonConverter(typeof(NameConverter<PressureKind>))]
public enum PressureKind
{
    /// <summary>It was asked to certify and did not answer in time.</summary>
    SilentCertifier,
    /// <summary>It refused to certify after a concern was raised about it.</summary>
    RefusalAfterConcern,
    /// <summary>A concern was raised that it behaves differently since advocates declined to be at its operation.</summary>
    ConcernAfterDeclinedPresence,
}

/// <summary>A sign of pressure.</summary>
/// <param name="Kind">What it may be.</param>
/// <param name="At">When it was recorded.</param>
public sealed record PressureSignal(PressureKind Kind, DateTimeOffset At);

/// <summary>A copy that was asked back from an agency.</summary>
public sealed record RecallAccount : AccountRow
{
    /// <summary>The disclosure.</summary>
    public required DisclosureId Disclosure { get; init; }
    /// <summary>The agency that has the copy.</summary>
    public required AgencyId Agency { get; init; }
    /// <summary>Until when it has to answer; null where nothing is asked back, or it has answered.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.TaskForce, Due?.Sortable() ?? "", Due is null ? "none" : "open", Due) { Party = Agency };
}
