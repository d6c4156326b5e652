namespace Coordination.Projections.SurvivorLedger;

/// <summary>What a meeting of the team decided about her, and whether that follows what she said. What was said in the room is not in
/// here.</summary>
public sealed record LedgerReview : LedgerRow
{
    public required AgendaItemId Item { get; init; }
    /// <summary>When her case was brought to the meeting.</summary>
    public required DateTimeOffset BroughtAt { get; init; }
    /// <summary>What was decided, in order.</summary>
    public IReadOnlyList<LedgerDecision> Decisions { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.OfSurvivor(Survivor), BroughtAt.Sortable(), Decisions.Count == 0 ? "brought" : "decided");

    /// <summary>Folds what a meeting did with her item.</summary>
    internal static LedgerReview? Apply(LedgerReview? view, Recorded<DomainEvent> recorded) => (recorded.Event, view) switch
    {
        (AgendaItemProposed e, _) =>
            new() { Survivor = e.Survivor, Agency = e.Custodian, Item = e.Item, BroughtAt = recorded.Meta.RecordedAt },
        (_, null) => null,
        (DecisionRecorded e, _) => view with { Decisions = [.. view.Decisions, LedgerDecision.Of(e, recorded.Meta)] },
        (CustodianObjected e, _) => view.With(e.Decision, decision => decision with { Objected = true }),
        (SurvivorsViewAnswerCorrected e, _) =>
            view.With(e.Decision, decision => decision with { SurvivorsView = e.Answer, CorrectedAt = e.At }),
        // As in the meeting itself: what was said of an earlier view says nothing of the one that she stated since.
        (SurvivorViewStated, _) =>
            view with
            {
                Decisions = view.Decisions.Change(d => d.SurvivorsView != SurvivorsViewAnswer.Opposes,
                d => d with { SurvivorsView = SurvivorsViewAnswer.NotAnswered })
            },
        _ => throw new UnreachableException(),
    };

    private LedgerReview With(DecisionId decision, Func<LedgerDecision, LedgerDecision> change) =>
        this with { Decisions = Decisions.Change(d => d.Decision == decision, change) };
}

/// <summary>A decision about her.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="When">When it was recorded.</param>
/// <param name="Outcome">What came of the motion.</param>
/// <param name="SurvivorsView">Whether it follows what she said, after all corrections.</param>
/// <param name="TakenBy">The agencies that took part in it, sorted.</param>
/// <param name="Objected">Whether the agency that serves her objected that it opposes her view.</param>
/// <param name="CorrectedAt">When it was corrected last whether it follows what she said; null where it was not.</param>
public sealed record LedgerDecision(
    DecisionId Decision, DateTimeOffset When, DecisionOutcome Outcome, SurvivorsViewAnswer SurvivorsView, IReadOnlyList<AgencyId> TakenBy,
    bool Objected = false, DateTimeOffset? CorrectedAt = null)
{
    internal static LedgerDecision Of(DecisionRecorded e, EventMeta meta) => new(
        e.Decision, meta.RecordedAt, e.Outcome ?? DecisionOutcome.Carried,
        e.SurvivorsView ?? (e.AgainstSurvivorsView is null ? SurvivorsViewAnswer.NotAnswered : SurvivorsViewAnswer.Opposes),
        [.. e.Present.Select(member => member.Agency).Distinct().OrderBy(agency => agency.Value, StringComparer.Ordinal)]);
}
