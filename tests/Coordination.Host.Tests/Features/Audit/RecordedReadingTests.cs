using System.Net;
using Coordination.Domain;
using Coordination.Domain.Readings;
using Coordination.Host.Features.Audit;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

/// <summary>What an auditor reads is on record before they have any of it.</summary>
public sealed class RecordedReadingTests : IDisposable
{
    private readonly AdjustableTime _time = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly CoordinationHost _host;
    private bool _refuses;

    public RecordedReadingTests() => _host = new CoordinationHost
    {
        InMemory = new(),
        Time = _time,
        TokenTime = _time,
        Around = store => new Refusing(store, () => _refuses),
    };

    public void Dispose() => _host.Dispose();

    public static TheoryData<string> Paths => ["streams/taskforce", $"cases/{Guid.NewGuid()}", "state/taskforce", $"cases/{Guid.NewGuid()}/state", "replay/taskforce", "views/coordinator-board",
        "diff?fromPosition=1", $"disclosures/{Guid.NewGuid()}/explanation", "rederivation", $"survivors/{Guid.NewGuid()}/accounting",
        "accountability/agencies", "accountability/recalls", "outcomes", "outcomes/2026-q1"];

    [Fact]
    public void Every_address_of_the_audit_is_tried_here()
    {
        var patterns = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!).Where(pattern => pattern.StartsWith("/v1/audit/", StringComparison.Ordinal)).Distinct();
        Assert.Equal(Paths.Count, patterns.Count());
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task Nothing_is_given_that_is_not_on_record(string path)
    {
        await Auditor().Get($"/v1/audit/{path}");
        var began = Assert.Single(await Readings());
        Assert.Equal(("reading-state-auditor:noor.haddad.2026-11", "noor.haddad", "state-auditor"), (began.Meta.Stream, began.Meta.Actor.Person.Value, began.Meta.Actor.Agency.Value));

        _refuses = true;
        _time.Advance(ReadingDecider.Stands);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Auditor().Get($"/v1/audit/{path}")).Status);
        Assert.Single(await Readings());
    }

    [Fact]
    public async Task One_record_stands_for_many_pages_of_the_same_and_for_a_quarter_of_an_hour()
    {
        for (var page = 0; page < 20; page++)
            await Auditor().Get($"/v1/audit/streams/taskforce?afterPosition={page}");
        Assert.Single(await Readings());

        await Auditor().Get("/v1/audit/state/taskforce");
        await Auditor().Get("/v1/audit/streams/agency-open-door");
        await _host.As("ines.oduya", "state-auditor", "auditor").Get("/v1/audit/streams/taskforce");
        Assert.Equal(4, (await Readings()).Count);
        await _host.As("noor.haddad", "independent-audit", "auditor").Get("/v1/audit/streams/taskforce");
        Assert.Equal(5, (await Readings()).Count); // for another audit body

        _time.Advance(ReadingDecider.Stands);
        await Auditor().Get("/v1/audit/streams/taskforce");
        Assert.Equal(6, (await Readings()).Count);
    }

    [Fact]
    public async Task Two_who_read_at_once_on_two_hosts_are_both_on_record()
    {
        var other = new AuditReadings(new ReadingRecorder(_host.Store, EventCodec.Current), _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditReadings>.Instance);
        var here = _host.Services.GetRequiredService<AuditReadings>();
        var reader = new Actor(new PersonId("noor.haddad"), new AgencyId("state-auditor"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? here : other).Record(reader, ReadingKind.State, $"case-{i / 2}", CancellationToken.None).AsTask()));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"case-{i}").Order(), (await Readings()).Select(began => ((ReadingBegan)began.Event).Subject).Distinct().Order());
    }

    [Theory]
    [InlineData("streams/Marisol%20of%20the%20farm"), InlineData("views/coordinator-board?agency=Marisol"), InlineData("replay/he%20keeps%20Marisol%20in%20Delano")]
    public async Task What_somebody_types_in_place_of_an_identifier_is_not_written_down(string path)
    {
        await Auditor().Get($"/v1/audit/{path}");
        Assert.DoesNotContain("Marisol", string.Join(' ', (await Readings()).Select(began => began.Event.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_s_book_can_be_read_by_auditors_and_says_what_was_read()
    {
        await Auditor().Get("/v1/audit/streams/taskforce");
        var book = (await _host.As("ines.oduya", "state-auditor", "auditor").Get("/v1/audit/replay/reading-state-auditor:noor.haddad.2026-11")).Ok().Json;
        Assert.Equal("reads timeline of taskforce", book["events"]![0]!["event"]!["summary"]!.GetValue<string>());
    }

    [Fact]
    public void Auditors_can_name_the_book_of_whoever_has_the_longest_name_at_the_agency_with_the_longest()
    {
        var longest = new string('a', NamedId.LongestValue);
        Assert.True(StreamNames.IsWellFormed(ReadingStream.Definition.NameFor(ReadingBookId.OfDay(new(new(longest), new(longest)), _time.GetUtcNow()))));
        Assert.False(StreamNames.IsWellFormed("taskforce\n"));
    }

    [Fact]
    public async Task A_book_from_the_time_when_books_named_no_agency_can_still_be_read()
    {
        var actor = new Actor(new PersonId("noor.haddad"), new AgencyId("state-auditor"));
        const string Stream = "reading-noor.haddad.2026-11";
        var began = EventCodec.Current.Encode(new ReadingBegan(ReadingKind.State, "taskforce", _time.GetUtcNow() + ReadingDecider.Stands), Guid.NewGuid());
        Assert.IsType<AppendResult.Appended>(await _host.Store.Append(
            new([new StreamWrite(Stream, ReadingStream.Definition.Kind, ExpectedVersion.Exactly(0), [began])], [], new(actor.Person.Value, actor.Agency.Value, _time.GetUtcNow())), default));

        foreach (var address in new[] { $"/v1/audit/replay/{Stream}", $"/v1/audit/streams/{Stream}" })
            Assert.Contains("reads state of taskforce", (await Auditor().Get(address)).Ok().Text, StringComparison.Ordinal);
        Assert.Equal(2, (await Readings()).Count(reading => reading.Meta.Stream == "reading-state-auditor:noor.haddad.2026-11"));
    }

    private ApiClient Auditor() => _host.As("noor.haddad", "state-auditor", "auditor");

    private async Task<List<Recorded<DomainEvent>>> Readings() =>
        [.. (await _host.Store.ReadAll(0, 1_000, default)).Where(stored => stored.Type == "reading-began.v1").Select(EventCodec.Current.Decode)];

    /// <summary>A store that stops storing.</summary>
    private sealed class Refusing(IEventStore store, Func<bool> refuses) : IEventStore
    {
        public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation) =>
            refuses() ? throw new StoreUnavailableException("It cannot be reached.") : store.Append(request, cancellation);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => store.ReadStream(stream, afterVersion, limit, cancellation);
        public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) => store.ReadStreams(after, limit, cancellation);
        public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => store.ReadAll(afterPosition, limit, cancellation);
        public Task NextAppend => store.NextAppend;
        public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => store.Subscribe(afterPosition, cancellation);
        public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => store.FindAnswer(key, cancellation);
        public ValueTask<long> Head(CancellationToken cancellation) => store.Head(cancellation);
    }
}
