using System.Collections.Immutable;
using System.Diagnostics;

namespace Coordination.Domain.Readings;

/// <summary>What one auditor is reading in a month, and until when that is on record.</summary>
/// <param name="Open">Readings that may still stand for what is read now.</param>
public sealed record ReadingBook(ImmutableDictionary<(ReadingKind Kind, string Subject), DateTimeOffset> Open)
{
    /// <summary>Nothing was read yet.</summary>
    public static ReadingBook Initial { get; } = new(ImmutableDictionary<(ReadingKind, string), DateTimeOffset>.Empty);

    /// <summary>Whether this reading is on record at an instant.</summary>
    public bool Covers(ReadingKind kind, string subject, DateTimeOffset at) => Open.TryGetValue((kind, subject), out var until) && at < until;

    /// <summary>The state after an event. What no later reading can be covered by is let go, so that a long month costs nothing.</summary>
    public static ReadingBook Evolve(ReadingBook book, ReadingEvent @event) => @event switch
    {
        ReadingBegan e => new(book.Open.RemoveRange(book.Open.Where(open => open.Value <= e.Until - ReadingDecider.Stands).Select(open => open.Key)).SetItem((e.Kind, e.Subject), e.Until)),
        _ => throw new UnreachableException(),
    };
}

/// <summary>The book of one auditor for one month (UTC): no stream grows for ever.</summary>
/// <param name="Reader">Who reads.</param>
/// <param name="Month">The first day of the month.</param>
public readonly record struct ReadingBookId(PersonId Reader, DateOnly Month)
{
    /// <summary>The book for what is read at an instant.</summary>
    public static ReadingBookId At(PersonId reader, DateTimeOffset now) => new(reader, new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1));

    /// <summary>For example <c>noor.haddad.2026-11</c>.</summary>
    public override string ToString() => $"{Reader}.{Month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>How the stream <c>reading-{person}.{year}-{month}</c> is named and folded.</summary>
public static class ReadingStream
{
    /// <summary>The definition.</summary>
    public static StreamDefinition<ReadingBook, ReadingEvent> Definition { get; } = new("reading", ReadingBook.Initial, ReadingBook.Evolve);
}
