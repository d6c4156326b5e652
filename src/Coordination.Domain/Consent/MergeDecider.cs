namespace Coordination.Domain.Consent;

/// <summary>
/// Decides that records of one agency are of one person, or are not. To merge only ever closes, so one person does it; to separate
/// can open again, so that takes another. Records of different agencies are never merged: that would tell each that the other serves her.
/// </summary>
public static class MergeDecider
{
    /// <summary>The most records that can be of one person. Each of them is read whenever the gate is asked.</summary>
    public const int MostRecords = 4;

    /// <summary>Why two records cannot be merged; null when they can. A record of another agency is none.</summary>
    public static Refusal? Hindrance(ConsentPosition one, ConsentPosition other, AgencyId agency) =>
        one.WithheldFrom(agency)
        ?? (other.Custodian != agency ? new Refusal(RefusalReason.NotFound, "There is no such consent record.", "with") : null)
        ?? (one.Survivor == other.Survivor
            ? new Refusal(RefusalReason.InvalidInput, "Name another record: this one is already itself.", "with")
            : null)
        ?? (Group(one, other).Count > MostRecords
            ? new Refusal(RefusalReason.PolicyLimit, $"At most {MostRecords} records can be merged.", "with")
            : null);

    /// <summary>The records that are one when these two are: those with which either was merged before are among them.</summary>
    public static IReadOnlyList<SurvivorId> Group(ConsentPosition one, ConsentPosition other) =>
        [.. new[] { one, other }.SelectMany(Members).Distinct().OrderBy(survivor => survivor.Value)];

    public static Decision<ConsentEvent> Decide(MergeRecords command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return ConsentDecider.NoRecord;
        }

        var others = command.Group.Except(Members(state)).ToList();
        return others.Count == 0 ? Decision.Nothing<ConsentEvent>() : new SurvivorRecordsMerged(others, command.By);
    }

    /// <summary>
    /// Decides what is recorded in one of the records that part. What was said in another while they were one counts here, too:
    /// what is released here ends, and she signs again. Else this record is again what it was.
    /// </summary>
    public static Decision<ConsentEvent> Decide(SeparateRecords command, ConsentPosition state)
    {
        if (!state.IsOpen)
        {
            return ConsentDecider.NoRecord;
        }

        if (state.Merger is not { } merger || !command.From.Any(other => merger.With.Contains(other)))
        {
            return Decision.Nothing<ConsentEvent>();
        }

        return merger.FoundBy.Contains(command.By)
            ? SecondPerson.Needed("Somebody else separates the records: not the person who merged them.")
            : Decision.Record<ConsentEvent>([
                new SurvivorRecordsSeparated([.. command.From.Where(other => merger.With.Contains(other))], command.By),
                .. command.ClosedElsewhere ? Ended(state, command.At) : [],
            ]);
    }

    private static IEnumerable<ConsentEvent> Ended(ConsentPosition state, DateTimeOffset at) => state.Releases
        .Where(release => release.State is ReleaseState.Active or ReleaseState.Superseded)
        .Select(release => new ReleaseExpired(release.Id, at));

    private static IEnumerable<SurvivorId> Members(ConsentPosition position) =>
        position.Survivor is { } survivor ? [survivor, .. position.Merger?.With ?? []] : [];
}
