namespace Coordination.Domain.Consent;

/// <summary>The agency's finding that several records are of one person.</summary>
/// <param name="With">The other records, in the order of their ids.</param>
/// <param name="FoundBy">Who found it: each of them, where it was found more than once.</param>
/// <param name="ClosedSince">
/// True when something that closes was said in this record since. While the records were one nobody could know in which of them
/// it belonged: when they are separated, it counts for the others, too.
/// </param>
public sealed record Merger(ImmutableArray<SurvivorId> With, ImmutableArray<PersonId> FoundBy, bool ClosedSince)
{
    public static Merger And(Merger? known, SurvivorRecordsMerged merged) => new(
        [.. (known?.With ?? []).Union(merged.With).OrderBy(survivor => survivor.Value)], [.. (known?.FoundBy ?? []).Union([merged.By])],
        known?.ClosedSince ?? false);

    /// <summary>What is left of it; null when nothing is.</summary>
    public Merger? Without(SurvivorRecordsSeparated separated) =>
        With.RemoveRange(separated.From) is { IsEmpty: false } left ? this with { With = left } : null;

    /// <summary>The same after something else was recorded.</summary>
    public Merger After(ConsentEvent @event) => ClosedSince || !Closes(@event) ? this : this with { ClosedSince = true };

    private static bool Closes(ConsentEvent @event) => @event is
        ReleaseRevoked or ReleaseNarrowed or ReleaseVoided or ConsentDeclined or PrivilegeWaiverWithdrawn or GuardianDisqualified
        or GuardianRecorded { Agencies.Count: > 0 } or SurvivorDied or EventOfDeathInstructionGiven { ReleasesContinue: false }
        or CapacityRecorded or MinorityRecorded
        or TrialStatusRecorded { Pending: true } or MinorCapacityFound or ProtectionWaiverWithdrawn
        or JointRepresentationRecorded { Together: true };
}
