namespace Coordination.Domain.Readings;

/// <summary>An auditor asks to read something now.</summary>
public sealed record BeginReading(ReadingKind Kind, string Subject, DateTimeOffset Now);

/// <summary>Decides what goes on record of what auditors read.</summary>
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
}
