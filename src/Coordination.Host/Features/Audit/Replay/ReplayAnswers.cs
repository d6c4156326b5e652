namespace Coordination.Host.Features.Audit.Replay;

/// <summary>A stream, event by event, with what each changed.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Events">At most <see cref="Replayer.MostEvents"/>.</param>
/// <param name="Next">Ask again with this as <c>afterVersion</c> for what follows; left out when nothing does.</param>
public sealed record AuditedReplay(string Stream, IReadOnlyList<ReplayedEvent> Events, long? Next);

/// <summary>One event, what it changed, and the state after it. What only follows from time shows with the next event.</summary>
public sealed record ReplayedEvent(AuditedEvent Event, IReadOnlyList<FactChange> Changes, IReadOnlyList<StateFact> After);

/// <summary>Something that is not as it was: null before where it is new, null after where it is no more.</summary>
public sealed record FactChange(string About, string? Before, string? After);

/// <summary>Everything about one case, as it stood.</summary>
/// <param name="Case">The case.</param>
/// <param name="At">The instant for which it is said what was in force.</param>
/// <param name="Streams">The streams that belong to it.</param>
public sealed record AuditedCase(CaseId Case, DateTimeOffset At, IReadOnlyList<AuditedState> Streams);

/// <summary>What changed between two moments of the log, by stream, in the order in which they were first touched.</summary>
/// <param name="From">After this position.</param>
/// <param name="To">Up to and with this position.</param>
/// <param name="Events">How many events lie between.</param>
/// <param name="Streams">Only those of which it can be said how they stood, or in which something happened.</param>
public sealed record AuditedDiff(long From, long To, long Events, IReadOnlyList<StreamDiff> Streams);

/// <summary>What changed in one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="FromVersion">Its version before; 0 when there was none.</param>
/// <param name="ToVersion">Its version afterwards.</param>
/// <param name="Changes">What is not as it was.</param>
/// <param name="Steps">The first events that led to it, at most <see cref="LogDiff.MostSteps"/>; the versions say how many there
/// are.</param>
public sealed record StreamDiff(string Stream, long FromVersion, long ToVersion, IReadOnlyList<FactChange> Changes,
    IReadOnlyList<DiffStep> Steps);

/// <summary>One event between.</summary>
public sealed record DiffStep(long Position, long Version, string Type, DateTimeOffset RecordedAt, string Summary);

/// <summary>What a role could look at: the rows of one projection and one compartment, as they were.</summary>
/// <param name="View">The projection.</param>
/// <param name="Compartment">Whose rows.</param>
/// <param name="Position">Folded up to here.</param>
/// <param name="Rows">In the order in which they were shown.</param>
public sealed record AuditedView(string View, string Compartment, long Position, IReadOnlyList<AuditedRow> Rows);

/// <summary>A row. What describes a person is masked.</summary>
public sealed record AuditedRow(string Kind, string Id, PersonId? OnlyFor, string? Status, DateTimeOffset? Due, JsonElement Row);

[JsonSerializable(typeof(AuditedReplay))]
[JsonSerializable(typeof(AuditedCase))]
[JsonSerializable(typeof(AuditedDiff))]
[JsonSerializable(typeof(AuditedView))]
[JsonSerializable(typeof(RederivedDifference))]
[JsonSerializable(typeof(RederivationSummary))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ReplayJson : JsonSerializerContext;
