using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Readings;

/// <summary>
/// What is on record of somebody's reading. An auditor's: stream <c>reading-{agency}:{person}.{year}-{month}</c>; that of the people of a
/// serving agency: <c>reading-{agency}:{person}.{year}-{month}-{day}</c>, because they read more.
/// </summary>
[JsonDerivedType(typeof(ReadingBegan), "reading-began.v1")]
[JsonDerivedType(typeof(RecordRead), "record-read.v1")]
public abstract record ReadingEvent : DomainEvent { private protected ReadingEvent() { } }

/// <summary>An auditor began to read something. It was recorded before they were given anything, and stands for all that they read of it
/// until then.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Subject">Of what: a stream, a case, positions of the log. Never anybody's words.</param>
/// <param name="Until">What they read of the same later is recorded again.</param>
public sealed record ReadingBegan(ReadingKind Kind, string Subject, DateTimeOffset Until) : ReadingEvent
{
    internal override string Summary => $"reads {Kind.Named()} of {Subject}";
}

/// <summary>
/// Somebody of the agency that serves a survivor began to read what describes her. It was recorded before they were given anything, and
/// stands for all that they read of the same part until then. It holds identifiers only, so her erasure takes nothing from it.
/// </summary>
/// <param name="Survivor">Whose record it is.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="Until">What they read of the same later is recorded again.</param>
public sealed record RecordRead(SurvivorId Survivor, RecordPart Part, DateTimeOffset Until) : ReadingEvent
{
    /// <summary>For the part of processes: which ones; null for other parts, and in records from before this was kept.</summary>
    public IReadOnlyList<ProcessId>? Processes { get; init; }

    /// <summary>For the part of disclosures: which ones; null for other parts, and in records from before this was kept.</summary>
    public IReadOnlyList<DisclosureId>? Disclosures { get; init; }

    internal IEnumerable<RecordOf> Records =>
        Processes is { Count: > 0 } processes ? processes.Select(process => new RecordOf(Survivor, Part, process.Value))
        : Disclosures is { Count: > 0 } disclosures ? disclosures.Select(disclosure => new RecordOf(Survivor, Part, disclosure.Value))
        : [new RecordOf(Survivor, Part)];

    internal static RecordRead Of(SurvivorId survivor, RecordPart part, IReadOnlyList<RecordOf> read, DateTimeOffset until)
    {
        List<Guid> named = [.. read.Select(record => record.Of).OfType<Guid>().Order()];
        return new(survivor, part, until)
        {
            Processes = part == RecordPart.Process && named.Count > 0 ? [.. named.Select(ProcessId.Of)] : null,
            Disclosures = part == RecordPart.Disclosure && named.Count > 0 ? [.. named.Select(DisclosureId.Of)] : null,
        };
    }

    internal override string Summary => $"reads {Part.Named()} of survivor {Survivor}";
}

/// <summary>Which part of what is kept about a survivor.</summary>
[JsonConverter(typeof(NameConverter<RecordPart>))]
public enum RecordPart
{
    /// <summary>Her own words, her name, how to reach her.</summary>
    OwnRecord,
    /// <summary>Her case and its items.</summary>
    Case,
    /// <summary>What she agreed to and declined.</summary>
    Consent,
    /// <summary>Her service plan and referrals.</summary>
    Services,
    /// <summary>Copies that were made about her.</summary>
    Disclosure,
    /// <summary>What was said about her at a review.</summary>
    Review,
    /// <summary>What was served about her.</summary>
    Process,
    /// <summary>What courts require of her.</summary>
    Mandate,
    /// <summary>The immigration relief that she seeks.</summary>
    Relief,
    /// <summary>A concern that names her.</summary>
    Concern,
    /// <summary>Something else.</summary>
    Other,
}

/// <summary>In which way the history can be read.</summary>
public enum ReadingKind
{
    /// <summary>What happened in a stream.</summary>
    Timeline,
    /// <summary>What happened in a case.</summary>
    CaseTimeline,
    /// <summary>How a stream stood.</summary>
    State,
    /// <summary>How a case stood.</summary>
    CaseState,
    /// <summary>A stream, event by event, with the state after each.</summary>
    Replay,
    /// <summary>What a role could look at.</summary>
    View,
    /// <summary>What changed between two moments.</summary>
    Difference,
    /// <summary>Why something was disclosed or not.</summary>
    Explanation,
    /// <summary>What was disclosed about somebody.</summary>
    Accounting,
    /// <summary>The gate's answers, asked again.</summary>
    Rederivation,
    /// <summary>Entries of the log, as they are stored.</summary>
    Entries,
    /// <summary>Proofs, which carry entries of the log.</summary>
    Proof,
    /// <summary>The whole log, as files.</summary>
    Export,
}
