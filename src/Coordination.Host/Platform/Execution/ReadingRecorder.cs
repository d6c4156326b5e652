using Coordination.Domain.Readings;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Records what people read, in the book of each reader. A book that is remembered saves the look at the log only where it says that the
/// reading is on record; what is not is decided again on the stream, so that two hosts record it once.
/// </summary>
public sealed class ReadingRecorder(IEventStore store, EventCodec codec)
{
    private const int MostAttempts = 8, MostBooks = 4_096;
    private readonly StateLoader _books = new(store, codec, new StateCache(MostBooks));

    /// <summary>Ends when what is decided is on record: by events of this moment, or by earlier ones that still stand.</summary>
    /// <returns>Whether something was recorded now.</returns>
    /// <exception cref="StoreUnavailableException">It could not be stored.</exception>
    public async ValueTask<bool> Record(Actor reader, ReadingBookId id, DateTimeOffset now,
        Func<ReadingBook, Decision<ReadingEvent>> decide, CancellationToken cancellation)
    {
        var stream = ReadingStream.Definition.NameFor(id);
        var (book, version, shown) = await _books.Cached(ReadingStream.Definition, stream, cancellation);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (decide(book).Events is not { Count: > 0 } events)
                return false;
            var write = new StreamWrite(stream, ReadingStream.Definition.Kind, ExpectedVersion.Exactly(version),
                [.. events.Select(e => codec.Encode(e, Guid.NewGuid()))]);
            if (await store.Append(new([write], [], new(reader.Person.Value, reader.Agency.Value, now)),
                cancellation) is AppendResult.Appended)
            {
                _books.Keep(stream, ReadingStream.Definition.Fold(book, events), version + events.Count, new(shown.Number + events.Count));
                return true;
            }
            (book, version, shown) = await _books.CaughtUp(ReadingStream.Definition, stream, cancellation);
        }
        throw new StoreUnavailableException("What is read could not be put on record: others write to the same book.");
    }
}
