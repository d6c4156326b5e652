namespace Coordination.Domain.Readings;

/// <summary>What an auditor can happen to do: stream <c>reading-{person}.{year}-{month}</c>, of the one who reads.</summary>
public abstract record ReadingEvent : DomainEvent { private protected ReadingEvent() { } }

/// <summary>An auditor began to read something. It was recorded before they were given anything, and stands for all that they read of it until then.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Subject">Of what: a stream, a case, positions of the log. Never anybody's words.</param>
/// <param name="Until">What they read of the same later is recorded again.</param>
public sealed record ReadingBegan(ReadingKind Kind, string Subject, DateTimeOffset Until) : ReadingEvent;

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
