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
        Assert.Equal("reading-state-auditor:noor.haddad.2026-11", ReadingStream.Definition.NameFor(ReadingBookId.At(By("noor.haddad", "state-auditor"), Noon)));

    [Fact]
    public void Somebody_who_works_for_two_agencies_has_a_book_at_each_and_no_two_readers_share_one()
    {
        Actor[] readers = [By("noor", "open-door"), By("noor", "harbor"), By("a.b", "c"), By("b", "c.a"), By("b-c", "a"), By("c", "a-b"), By("b.2026-11", "a"), By("b", "a")];
        Assert.Equal(readers.Length, readers.Select(reader => ReadingStream.Definition.NameFor(ReadingBookId.At(reader, Noon))).Distinct().Count());
        Assert.Equal(readers.Length, readers.Select(reader => ReadingStream.Definition.NameFor(ReadingBookId.OfDay(reader, Noon))).Distinct().Count());
    }

    [Fact]
    public void A_part_of_a_survivors_record_is_recorded_once_for_a_quarter_of_an_hour_and_each_part_by_itself()
    {
        var (her, another) = (SurvivorId.Of(Guid.NewGuid()), SurvivorId.Of(Guid.NewGuid()));
        var book = Read(ReadingBook.Initial, Noon, recorded: 2, new(her, RecordPart.OwnRecord), new(her, RecordPart.Case), new(her, RecordPart.Case));

        book = Read(book, Noon.AddMinutes(14), recorded: 0, new(her, RecordPart.Case), new(her, RecordPart.OwnRecord));
        book = Read(book, Noon.AddMinutes(14), recorded: 1, new(her, RecordPart.Case), new(another, RecordPart.Case));
        book = Read(book, Noon.AddMinutes(15), recorded: 1, new(her, RecordPart.Case), new(another, RecordPart.Case));
        Assert.Equal(2, book.Records.Count); // what can stand for nothing any more is let go
    }

    [Fact]
    public void Of_processes_and_disclosures_it_is_recorded_which_ones_were_read_and_each_stands_by_itself()
    {
        var her = SurvivorId.Of(Guid.NewGuid());
        var (one, other) = (ProcessId.Of(Guid.NewGuid()), ProcessId.Of(Guid.NewGuid()));
        RecordOf Process(ProcessId process) => new(her, RecordPart.Process, process.Value);
        var disclosure = DisclosureId.Of(Guid.NewGuid());
        var together = ReadingDecider.Decide(new ReadRecords([Process(one), Process(other), new(her, RecordPart.Disclosure, disclosure.Value)], Noon), ReadingBook.Initial).Events.Cast<RecordRead>().ToList();

        Assert.Equal([RecordPart.Process, RecordPart.Disclosure], together.Select(read => read.Part));
        Assert.Equal(new[] { one, other }.OrderBy(process => process.Value), together[0].Processes!);
        Assert.Equal([disclosure], together[1].Disclosures!);
        var book = Read(ReadingBook.Initial, Noon, recorded: 1, Process(one));
        book = Read(book, Noon.AddMinutes(1), recorded: 0, Process(one));
        book = Read(book, Noon.AddMinutes(1), recorded: 1, Process(one), Process(other));
        Read(book, Noon.AddMinutes(2), recorded: 0, Process(other), Process(one));
    }

    [Fact]
    public void A_day_of_a_serving_agencys_people_has_a_book_of_its_own() =>
        Assert.Equal("reading-open-door:amina.yusuf.2026-11-23", ReadingStream.Definition.NameFor(ReadingBookId.OfDay(By("amina.yusuf", "open-door"), Noon)));

    private static Actor By(string person, string agency) => new(new PersonId(person), new AgencyId(agency));

    private static ReadingBook Read(ReadingBook book, DateTimeOffset at, int recorded, params RecordOf[] records)
    {
        var events = ReadingDecider.Decide(new ReadRecords(records, at), book).Events;
        Assert.Equal(recorded, events.Count);
        return ReadingStream.Definition.Fold(book, events);
    }

    private static ReadingBook Read(ReadingBook book, string subject, DateTimeOffset at, bool recorded)
    {
        var events = ReadingDecider.Decide(new BeginReading(ReadingKind.State, subject, at), book).Events;
        Assert.Equal(recorded ? 1 : 0, events.Count);
        return ReadingStream.Definition.Fold(book, events);
    }
}
