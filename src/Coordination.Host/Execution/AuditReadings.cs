using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Domain.Readings;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>
/// Puts on record what an auditor reads, before they are given anything of it. When that cannot be stored, there is nothing to read.
/// </summary>
public sealed partial class AuditReadings(IEventStore store, EventCodec codec, TimeProvider time, ILogger<AuditReadings> logger)
{
    private const int MostAttempts = 8, MostWords = 8;
    private readonly StateLoader _books = new(store, codec, new StateCache(256));

    /// <summary>Ends when it is on record: by an event of this moment, or by an earlier one that still stands.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored.</exception>
    public async ValueTask Record(Actor reader, ReadingKind kind, string subject, CancellationToken cancellation)
    {
        subject = Identifiers(subject);
        var now = time.GetUtcNow();
        var stream = ReadingStream.Definition.NameFor(ReadingBookId.At(reader.Person, now));
        var (book, version) = await _books.Cached(ReadingStream.Definition, stream, cancellation);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (ReadingDecider.Decide(new BeginReading(kind, subject, now), book).Events is not [var began])
                return;
            var write = new StreamWrite(stream, ReadingStream.Definition.Kind, ExpectedVersion.Exactly(version), [codec.Encode(began, Guid.NewGuid())]);
            if (await store.Append(new([write], [], new(reader.Person.Value, reader.Agency.Value, now)), cancellation) is AppendResult.Appended)
            {
                _books.Keep(stream, ReadingBook.Evolve(book, began), version + 1);
                LogRead(logger, reader.Person, reader.Agency, kind, subject);
                return;
            }
            (book, version) = await _books.CaughtUp(ReadingStream.Definition, stream, cancellation);
        }
        throw new StoreUnavailableException("What is read could not be put on record: others write to the same book.");
    }

    /// <summary>What is no identifier is not written down: somebody may have typed a name.</summary>
    private static string Identifiers(string subject) =>
        string.Join(' ', subject.Split(' ', MostWords).Select(word => Identifier().IsMatch(word) ? word : "something-else"));

    [GeneratedRegex(@"^\*?[a-z0-9][a-zA-Z0-9.:+-]{0,99}$")]
    private static partial Regex Identifier();

    [LoggerMessage(80, LogLevel.Information, "{Person} of {Agency} reads for audit: {Kind} of {Subject}")]
    private static partial void LogRead(ILogger logger, PersonId person, AgencyId agency, ReadingKind kind, string subject);
}
