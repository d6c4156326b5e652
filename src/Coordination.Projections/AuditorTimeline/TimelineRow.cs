namespace Coordination.Projections.AuditorTimeline;

/// <summary>One event as an auditor reads it: pseudonyms and reasons, never what describes a person.</summary>
public sealed record TimelineRow : View
{
    /// <summary>Place in the whole log.</summary>
    public required long Position { get; init; }
    /// <summary>The stream.</summary>
    public required string Stream { get; init; }
    public required long Version { get; init; }
    /// <summary>What happened: <c>release-signed</c>.</summary>
    public required string Type { get; init; }
    public required PersonId Person { get; init; }
    public required AgencyId Agency { get; init; }
    /// <summary>When it happened in the world.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
    /// <summary>When the log took it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
    /// <summary>What happened, in a line of pseudonyms.</summary>
    public required string Summary { get; init; }
    /// <summary>The gate's answers that the event holds, in order.</summary>
    public IReadOnlyList<TimelineVerdict> Verdicts { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Auditors, Sortable(Position), Stream);

    /// <summary>A position as text that sorts as the number does.</summary>
    public static string Sortable(long position) => position.ToString("D19", CultureInfo.InvariantCulture);
}

/// <summary>What the gate answered, and by which rules.</summary>
/// <param name="Outcome">The outcome over all items.</param>
/// <param name="About">For whom it was asked, where an event holds several: <c>agency/person</c>.</param>
/// <param name="ConsentVersion">The version of the consent stream that was read.</param>
/// <param name="PolicyVersion">The version of the task-force stream that was read.</param>
/// <param name="RuleSet">The rule-set.</param>
/// <param name="Reasons">The findings over all items, sorted: <c>CG-04 deny expired</c>.</param>
public sealed record TimelineVerdict(Outcome Outcome, string? About, long ConsentVersion, long PolicyVersion, string RuleSet,
    IReadOnlyList<string> Reasons);
