namespace Coordination.Projections.Outcomes;

/// <summary>
/// What is counted of one survivor. These rows are read by what publishes the figures and by nobody else: there is no text in them, but a
/// row is one person.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OutcomeSurvivor), OutcomeKinds.Survivor)]
[JsonDerivedType(typeof(OutcomeCase), OutcomeKinds.Case)]
public abstract record OutcomeRow : View
{
    private protected OutcomeRow() { }
}

public static class OutcomeKinds
{
    public const string Survivor = "survivor";
    /// <summary>A case, of which what was done to her is known.</summary>
    public const string Case = "case";
}

/// <summary>A survivor, as she was when she had been followed for <see cref="Quarter.FollowedFor"/>; until then, as she is.</summary>
public sealed record OutcomeSurvivor : OutcomeRow
{
    /// <summary>The survivor.</summary>
    public required SurvivorId Survivor { get; init; }
    public required DateTimeOffset WelcomedAt { get; init; }
    public required DateTimeOffset CameAt { get; init; }
    /// <summary>Whether she was under eighteen when it was recorded; null while nobody recorded it. A birthday moves nobody from one
    /// published row to another.</summary>
    public bool? UnderEighteen { get; init; }
    /// <summary>When help began first: an offer that she took, or another agency that serves her.</summary>
    public DateTimeOffset? FirstServedAt { get; init; }
    /// <summary>The goal that she set first; null while she set none.</summary>
    public FirstGoal? Goal { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.TaskForce, WelcomedAt.Sortable(), $"{Quarter.Of(WelcomedAt)}");

    /// <summary>Whether it was recorded after she had been followed to the end.</summary>
    public bool IsOver(DateTimeOffset recordedAt) => recordedAt >= WelcomedAt + Quarter.FollowedFor;
}

/// <summary>The goal that she set first.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="BySurvivor">How near she sees it; null while she has not said.</param>
/// <param name="ByStaff">How near the agency's people see it; null while they have not said.</param>
/// <param name="End">How it ended, as she said; null while it has not.</param>
public sealed record FirstGoal(GoalId Goal, GoalKind Kind, GoalProgress? BySurvivor = null, GoalProgress? ByStaff = null,
    GoalEnd? End = null);

[JsonConverter(typeof(NameConverter<GoalEnd>))]
public enum GoalEnd
{
    Reached,
    /// <summary>She does not want it any more.</summary>
    Dropped,
}

/// <summary>A case, with each time that it was characterised.</summary>
public sealed record OutcomeCase : OutcomeRow
{
    /// <summary>The case.</summary>
    public required CaseId Case { get; init; }
    public required SurvivorId Survivor { get; init; }
    /// <summary>What it was held to be, oldest first.</summary>
    public IReadOnlyList<FormAt> Forms { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.TaskForce, $"{Survivor}");
}

/// <summary>What a case was held to be since an instant. Neither stands above the other.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="LaborOrServices">Whether trafficking for labor or services was among it.</param>
/// <param name="CommercialSex">Whether trafficking for commercial sex was among it.</param>
public sealed record FormAt(DateTimeOffset At, bool LaborOrServices, bool CommercialSex);
