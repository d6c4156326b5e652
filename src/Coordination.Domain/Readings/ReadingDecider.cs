namespace Coordination.Domain.Readings;

/// <summary>An auditor asks to read something now.</summary>
public sealed record BeginReading(ReadingKind Kind, string Subject, DateTimeOffset Now);

/// <summary>Somebody of the agency that serves survivors asks to read parts of what is kept about them now.</summary>
public sealed record ReadRecords(IReadOnlyCollection<RecordOf> Records, DateTimeOffset Now);

/// <summary>A part of what is kept about a survivor.</summary>
/// <param name="Survivor">Whose record it is.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="Of">For a process or a disclosure: which one, because she is not told of each at every time; null for the other
/// parts.</param>
public readonly record struct RecordOf(SurvivorId Survivor, RecordPart Part, Guid? Of = null);

/// <summary>Decides what goes on record of what people read.</summary>
public static class ReadingDecider
{
    /// <summary>For how long a record stands for what is read of the same, so that many pages do not fill the log.</summary>
    public static TimeSpan Stands { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Records it, unless a record still stands for it.</summary>
    public static Decision<ReadingEvent> Decide(BeginReading command, ReadingBook book)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(book);
        return book.Covers(command.Kind, command.Subject, command.Now)
            ? Decision.Nothing<ReadingEvent>()
            : new ReadingBegan(command.Kind, command.Subject, command.Now + Stands);
    }

    /// <summary>Records each part for which no record stands any more. What was read together of one part is one record.</summary>
    public static Decision<ReadingEvent> Decide(ReadRecords command, ReadingBook book)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(book);
        return Decision.Record<ReadingEvent>([.. command.Records.Distinct().Where(record => !book.Covers(record, command.Now))
            .GroupBy(record => (record.Survivor, record.Part))
            .Select(read => RecordRead.Of(read.Key.Survivor, read.Key.Part, [.. read], command.Now + Stands))]);
    }
}
