namespace Coordination.Domain.Readings;

/// <summary>What one person is reading in a month or on a day, and until when that is on record.</summary>
/// <param name="Open">Readings that may still stand for what is read now.</param>
public sealed record ReadingBook(ImmutableDictionary<(ReadingKind Kind, string Subject), DateTimeOffset> Open)
{
    public static ReadingBook Initial { get; } = new(ImmutableDictionary<(ReadingKind, string), DateTimeOffset>.Empty);

    /// <summary>Parts of survivors' records, read by people of the agency that serves them, that may still stand for what is read
    /// now.</summary>
    public ImmutableDictionary<RecordOf, DateTimeOffset> Records { get; init; } = ImmutableDictionary<RecordOf, DateTimeOffset>.Empty;

    public bool Covers(ReadingKind kind, string subject, DateTimeOffset at) =>
        Open.TryGetValue((kind, subject), out var until) && at < until;

    /// <summary>Whether the reading of this part is on record at an instant.</summary>
    public bool Covers(RecordOf record, DateTimeOffset at) => Records.TryGetValue(record, out var until) && at < until;

    /// <summary>The state after an event. What no later reading can be covered by is let go, so that a long month costs nothing.</summary>
    public static ReadingBook Evolve(ReadingBook book, ReadingEvent @event) => @event switch
    {
        ReadingBegan e =>
            book with
            {
                Open = book.Open.RemoveRange(book.Open.Where(open => open.Value <= e.Until - ReadingDecider.Stands)
                .Select(open => open.Key)).SetItem((e.Kind, e.Subject), e.Until)
            },
        RecordRead e => book with
        {
            Records = Standing(book.Records, e.Until)
            .SetItems(e.Records.Select(record => KeyValuePair.Create(record, e.Until)))
        },
        _ => throw new UnreachableException(),
    };

    private static ImmutableDictionary<RecordOf, DateTimeOffset> Standing(ImmutableDictionary<RecordOf, DateTimeOffset> records,
        DateTimeOffset until) =>
        records.RemoveRange(records.Where(open => open.Value <= until - ReadingDecider.Stands).Select(open => open.Key));
}

/// <summary>
/// The book of one person of one agency for one month, or for one day (UTC): no stream grows for ever. Somebody who works for two agencies
/// has a book at each: what they read for one of them says nothing about what they read for the other.
/// </summary>
/// <param name="Agency">For whom they read.</param>
/// <param name="Reader">Who reads.</param>
/// <param name="From">The first day of the month, or the day.</param>
/// <param name="IsForOneDay">Whether it is for that day only.</param>
public readonly record struct ReadingBookId(AgencyId Agency, PersonId Reader, DateOnly From, bool IsForOneDay)
{
    /// <summary>The book for what an auditor reads at an instant.</summary>
    public static ReadingBookId At(Actor reader, DateTimeOffset now) =>
        new(reader.Agency, reader.Person, new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1), IsForOneDay: false);

    /// <summary>The book for what somebody of a serving agency reads at an instant.</summary>
    public static ReadingBookId OfDay(Actor reader, DateTimeOffset now) =>
        new(reader.Agency, reader.Person, DateOnly.FromDateTime(now.UtcDateTime), IsForOneDay: true);

    /// <summary>For example <c>state-auditor:noor.haddad.2026-11</c> or <c>open-door:amina.yusuf.2026-11-29</c>. No name has a colon, so no
    /// two books share one.</summary>
    public override string ToString() =>
        $"{Agency}:{Reader}.{From.ToString(IsForOneDay ? "yyyy-MM-dd" : "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>
/// How the streams <c>reading-{agency}:{person}.{year}-{month}</c> and <c>reading-{agency}:{person}.{year}-{month}-{day}</c> are named and
/// folded. Books of earlier versions have no agency in their name; they are read as any other stream, and nothing is added to them.
/// </summary>
public static class ReadingStream
{
    public static StreamDefinition<ReadingBook, ReadingEvent> Definition { get; } = new("reading", ReadingBook.Initial, ReadingBook.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
    };
}
