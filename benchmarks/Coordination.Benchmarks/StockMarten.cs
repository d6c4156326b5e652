using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Host.Platform.Execution;
using JasperFx.Events;
using Marten;
using Marten.Events;
using IEventStore = Coordination.Host.Platform.Execution.IEventStore;

namespace Coordination.Benchmarks;

/// <summary>
/// Marten's own appends, one session a command, behind the port that the host's store has: the same commands decide, seal and keep their answers, and only the
/// append differs. It reads nothing: whoever appends has the states in memory. It checks no stream but those that it writes.
/// </summary>
internal sealed class StockMarten : IEventStore, IAsyncDisposable
{
    private const string Schema = "stock";
    private const string KeepAnswer = $"insert into {Schema}.kept_answers (subject, key, fingerprint, body) values (?, ?, ?, ?)";

    private readonly DocumentStore _store;

    private StockMarten(DocumentStore store) => _store = store;

    public Task NextAppend => throw new NotSupportedException();

    /// <summary>On a schema of its own within the database, as the database's owner: no rights are asked for row by row.</summary>
    public static async Task<StockMarten> Open(BenchmarkDatabase database, EventAppendMode mode)
    {
        var store = DocumentStore.For(options =>
        {
            options.Connection(database.Administrator.ConnectionString);
            options.DatabaseSchemaName = Schema;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.AppendMode = mode;
            options.Events.MetadataConfig.EnableAll();
            options.Events.AddEventType<Sealed>();
            options.UseSystemTextJsonForSerialization(configure: json => json.Converters.Add(new SealedJson()));
            options.DisableNpgsqlLogging = true;
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await database.Administer($"create table if not exists {Schema}.kept_answers (subject text, key text, fingerprint bytea not null, body bytea not null, primary key (subject, key))", CancellationToken.None);
        return new(store);
    }

    public async ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        await using var session = _store.LightweightSession();
        session.LastModifiedBy = request.Metadata.Person;
        session.CorrelationId = request.Metadata.CorrelationId;
        session.CausationId = request.Metadata.CausationId;
        session.SetHeader("agency", request.Metadata.Agency);
        session.SetHeader("occurredAt", request.Metadata.OccurredAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        List<long> versions = [];
        foreach (var write in request.Writes)
        {
            object[] events = [.. write.Events.Select(e => new Sealed(e.Data))];
            versions.Add(write.Expected.Encoded + events.Length);
            if (write.Expected.Encoded == 0)
            {
                session.Events.StartStream(write.Stream, events);
            }
            else
            {
                session.Events.Append(write.Stream, versions[^1], events); // Marten expects the version after the append
            }
        }

        if (request.Answer is { } answer)
        {
            session.QueueSqlCommand(KeepAnswer, answer.Key.Subject, answer.Key.Key, answer.Fingerprint.ToArray(), answer.Body.ToArray());
        }

        await session.SaveChangesAsync(cancellation);
        return new AppendResult.Appended(0, 0, versions, DateTimeOffset.UtcNow);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<long> Head(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>What the codec made of an event. Marten stores it as it is.</summary>
    internal sealed record Sealed(ReadOnlyMemory<byte> Json);

    private sealed class SealedJson : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
    }
}
