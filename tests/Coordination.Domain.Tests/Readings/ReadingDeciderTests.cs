using Coordination.Domain.Readings;
using Xunit;

namespace Coordination.Domain.Tests.Readings;

public sealed class ReadingDeciderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_reading_is_recorded_once_for_a_quarter_of_an_hour()
    {
        var book = Read(ReadingBook.Initial, "case-1", Noon, recorded: true);
        book = Read(book, "case-1", Noon.AddMinutes(14), recorded: false);
        book = Read(book, "case-2", Noon.AddMinutes(14), recorded: true);
        Read(book, "case-1", Noon.AddMinutes(15), recorded: true);
    }

    [Fact]
    public void A_book_forgets_what_cannot_stand_for_anything_any_more()
    {
        var book = Enumerable.Range(0, 1_000).Aggregate(ReadingBook.Initial, (so, minute) => Read(so, $"case-{minute}", Noon.AddMinutes(minute), recorded: true));
        Assert.InRange(book.Open.Count, 1, 16);
    }

    [Fact]
    public void A_month_has_a_book_of_its_own() =>
        Assert.Equal("reading-noor.haddad.2026-11", ReadingStream.Definition.NameFor(ReadingBookId.At(new PersonId("noor.haddad"), Noon)));

    private static ReadingBook Read(ReadingBook book, string subject, DateTimeOffset at, bool recorded)
    {
        var events = ReadingDecider.Decide(new BeginReading(ReadingKind.State, subject, at), book).Events;
        Assert.Equal(recorded ? 1 : 0, events.Count);
        return ReadingStream.Definition.Fold(book, events);
    }
}
