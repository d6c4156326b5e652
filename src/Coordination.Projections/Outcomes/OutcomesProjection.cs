namespace Coordination.Projections.Outcomes;

/// <summary>What came of what survivors set out to reach. Of each only what is counted is kept, and nothing that was recorded after she had
/// been followed to the end: what was published once stays as it is. A later erasure does not remove her from a number, since the
/// difference would reveal her.</summary>
public sealed class OutcomesProjection : Projection<OutcomeRow>
{
    /// <inheritdoc/>
    public override string Name => "outcomes";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        SurvivorWelcomed or MinorStatusRecorded or MinorityRecorded => RowOfStream(OutcomeKinds.Survivor, recorded.Meta),
        GoalSet or GoalProgressRatedBySurvivor or GoalProgressRatedByStaff or GoalReached or GoalDropped =>
            RowOfStream(OutcomeKinds.Survivor, recorded.Meta),
        ServiceAccepted or ReferralOutcomeRecorded { Result: ReferralResult.Served } => RowOfStream(OutcomeKinds.Survivor, recorded.Meta),
        CaseOpened or CaseCharacterised => RowOfStream(OutcomeKinds.Case, recorded.Meta),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override OutcomeRow? Apply(RowKey key, OutcomeRow? view, Recorded<DomainEvent> recorded) => key.Kind switch
    {
        OutcomeKinds.Survivor => OnSurvivor((OutcomeSurvivor?)view, recorded.Event, recorded.Meta),
        OutcomeKinds.Case => OnCase((OutcomeCase?)view, recorded.Event, recorded.Meta.RecordedAt),
        _ => throw new UnreachableException(),
    };

    private static OutcomeSurvivor? OnSurvivor(OutcomeSurvivor? view, DomainEvent @event, EventMeta meta) => (@event, view) switch
    {
        (SurvivorWelcomed e, null) => new() { Survivor = e.Survivor, WelcomedAt = meta.RecordedAt, CameAt = meta.OccurredAt },
        (_, null) => null,
        (SurvivorWelcomed, _) => view,
        _ when view.IsOver(meta.RecordedAt) => view,
        (MinorStatusRecorded e, _) => view with { UnderEighteen = e.UnderEighteen },
        (MinorityRecorded e, _) => view with { UnderEighteen = e.UnderEighteen },
        (ServiceAccepted or ReferralOutcomeRecorded, _) =>
            view.FirstServedAt <= meta.OccurredAt ? view : view with { FirstServedAt = meta.OccurredAt },
        (GoalSet e, _) => view.Goal is null ? view with { Goal = new(e.Goal, e.Kind) } : view,
        (GoalProgressRatedBySurvivor e, _) => OnGoal(view, e.Goal, goal => goal with { BySurvivor = e.Progress }),
        (GoalProgressRatedByStaff e, _) => OnGoal(view, e.Goal, goal => goal with { ByStaff = e.Progress }),
        (GoalReached e, _) => OnGoal(view, e.Goal, goal => goal with { End = GoalEnd.Reached }),
        (GoalDropped e, _) => OnGoal(view, e.Goal, goal => goal with { End = GoalEnd.Dropped }),
        _ => throw new UnreachableException(),
    };

    private static OutcomeSurvivor OnGoal(OutcomeSurvivor view, GoalId goal, Func<FirstGoal, FirstGoal> change) =>
        view.Goal is { } first && first.Goal == goal ? view with { Goal = change(first) } : view;

    private static OutcomeCase? OnCase(OutcomeCase? view, DomainEvent @event, DateTimeOffset at) => (@event, view) switch
    {
        (CaseOpened e, _) => view ?? new() { Case = e.Case, Survivor = e.Survivor },
        (_, null) => null,
        (CaseCharacterised e, _) =>
            view with
            {
                Forms = [.. view.Forms,
                new(at, Has(e, TraffickingPurpose.LaborOrServices), Has(e, TraffickingPurpose.CommercialSex))]
            },
        _ => throw new UnreachableException(),
    };

    private static bool Has(CaseCharacterised characterised, TraffickingPurpose purpose) =>
        characterised.Characterisations.Any(held => held.Purpose == purpose);
}
