using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Readings;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Host.Tests.Features.RoleViews;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Survivors;

/// <summary>What the people of the agency that serves a survivor read of her is on record, before they are given it.</summary>
public sealed class RecordReadingTests : IDisposable
{
    private readonly AdjustableTime _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly InterferingStore _store = new();
    private readonly CoordinationHost _host;
    private readonly DisclosureWorld _world;

    public RecordReadingTests()
    {
        _host = new CoordinationHost { InMemory = new(), Around = _store.Over, Time = _time, TokenTime = _time };
        _world = new DisclosureWorld(_host);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_reading_is_recorded_once_for_each_reader_part_and_quarter_of_an_hour()
    {
        await _world.Begin();
        var (amina, berta) = (_world.Advocate, _host.As("berta.okoye", "open-door", "advocate"));
        for (var times = 0; times < 3; times++)
            foreach (var address in new[] { $"/v1/survivors/{_world.Survivor}", $"/v1/cases/{_world.Case}" })
                (await amina.Get(address)).Ok();
        Assert.Equal([RecordPart.OwnRecord, RecordPart.Case], (await ReadBy("amina.yusuf")).Select(read => read.Part));

        (await berta.Get($"/v1/cases/{_world.Case}")).Ok();
        Assert.Equal([RecordPart.Case], (await ReadBy("berta.okoye")).Select(read => read.Part));

        _time.Advance(TimeSpan.FromMinutes(15));
        (await amina.Get($"/v1/cases/{_world.Case}")).Ok();
        Assert.Equal(3, (await ReadBy("amina.yusuf")).Count);
        Assert.All(await ReadBy("amina.yusuf"), read => Assert.Equal(_world.Survivor, read.Survivor));
    }

    [Fact]
    public async Task What_somebody_read_as_one_agencys_does_not_stand_for_what_they_read_as_anothers()
    {
        await _world.Begin();
        (await _world.Advocate.Get($"/v1/cases/{_world.Case}")).Ok();

        var text = new TextInAnswer(KeySubject.Of(_world.Survivor), $"case-{_world.Case}");
        var books = _host.Services.GetRequiredService<ReadingRecorder>();
        var read = new ReadRecords([new(_world.Survivor, TextAccess.PartIn(text.Stream))], _time.GetUtcNow());
        foreach (var (agency, isNew) in new[] { ("open-door", false), ("harbor-house", true), ("harbor-house", false) })
        {
            var reader = new Actor(new PersonId("amina.yusuf"), new AgencyId(agency));
            Assert.Equal(isNew, await books.Record(reader, ReadingBookId.OfDay(reader, read.Now), read.Now, book => ReadingDecider.Decide(read, book), default));
        }
    }

    [Fact]
    public async Task What_she_reads_of_herself_is_no_reading_and_what_another_survivor_would_read_of_her_is()
    {
        await _world.Begin();
        var (access, mint) = (_host.Services.GetRequiredService<TextAccess>(), _host.Services.GetRequiredService<IdentifierMint>());
        TextInAnswer[] hers = [new(KeySubject.Of(_world.Survivor), $"survivor-{_world.Survivor}")];
        Caller Reading(string person, Guid survivor) => new(new(person), new("open-door"), [Roles.Survivor]) { Survivor = mint.NameOf("open-door", survivor) };

        await access.Look(Reading("marisol", _world.Survivor.Value), hers, TestContext.Current.CancellationToken);
        await access.Look(Reading("ana", Guid.NewGuid()), hers, TestContext.Current.CancellationToken);

        Assert.Empty(await ReadBy("marisol"));
        Assert.Equal(RecordPart.OwnRecord, Assert.Single(await ReadBy("ana")).Part);
    }

    [Fact]
    public async Task Two_hosts_record_it_once()
    {
        await _world.Begin();
        using var other = new CoordinationHost { InMemory = _host.InMemory, Around = _store.Over, Time = _time, TokenTime = _time, KeyFolder = _host.KeyFolder };
        var address = $"/v1/cases/{_world.Case}";
        ApiClient[] readers = [_world.Advocate, other.As("amina.yusuf", "open-door", "advocate")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => readers[n % 2].Get(address)));

        Assert.All(answers, answer => answer.Ok());
        Assert.Single(await ReadBy("amina.yusuf"));
    }

    [Fact]
    public async Task What_cannot_be_put_on_record_is_not_given()
    {
        await _world.Begin();
        _store.BeforeAppend = (_, request) => request.Writes.Any(write => write.Stream.StartsWith("reading-", StringComparison.Ordinal))
            ? throw new StoreUnavailableException("The disk is full.") : Task.CompletedTask;

        foreach (var address in new[] { $"/v1/survivors/{_world.Survivor}", $"/v1/cases/{_world.Case}" })
        {
            var refused = await _world.Advocate.Get(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.DoesNotContain("papers", refused.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Marisol", refused.Text, StringComparison.Ordinal);
        }
        Assert.Empty(await ReadBy("amina.yusuf"));
    }

    [Fact]
    public async Task She_sees_who_read_what_and_when_and_so_does_the_auditor()
    {
        await _world.Begin();
        (await _world.Advocate.Get($"/v1/cases/{_world.Case}")).Ok();

        var read = (await RoleViewsTests.Until(_host.AsSurvivor(_world.Survivor, "open-door"), "/v1/ledger/readings", json => json["items"]!.AsArray().Count == 1))["items"]![0]!;
        var at = (await _store.ReadStream("reading-open-door:amina.yusuf.2026-11-23", 0, 1, default))[0].RecordedAt;
        Assert.Equal(("amina.yusuf", "case", at), (Text(read["by"]), Text(read["part"]), read["readAt"]!.GetValue<DateTimeOffset>()));
        Assert.Empty((await _host.AsSurvivor(new(Guid.NewGuid()), "open-door").Get("/v1/ledger/readings")).Ok().Json["items"]!.AsArray());

        var auditor = _host.As("noor.haddad", "state-auditor", "auditor");
        var timeline = (await auditor.Get($"/v1/audit/cases/{_world.Case}")).Ok().Json["events"]!.AsArray();
        var line = Assert.Single(timeline, e => Text(e!["type"]) == "record-read.v1")!;
        Assert.Equal(("amina.yusuf", $"reads case of survivor {_world.Survivor}"), (Text(line["person"]), Text(line["summary"])));
        Assert.Contains("record-read.v1", (await auditor.Get("/v1/audit/streams/reading-open-door:amina.yusuf.2026-11-23")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_records_everybody_who_is_in_it_and_nothing_where_nobody_is_described()
    {
        await _world.Begin();
        var first = _world.Survivor;
        await _world.Begin();
        await RoleViewsTests.Until(_host.As("berta.okoye", "open-door", "advocate"), "/v1/caseload/survivors", json => json["items"]!.AsArray().Count == 2);

        var read = await ReadBy("berta.okoye");

        Assert.Equal(new[] { first, _world.Survivor }.OrderBy(her => her.Value), read.Select(r => r.Survivor).Distinct().OrderBy(her => her.Value));
        (await _world.Advocate.Get("/v1/me")).Ok();
        (await _world.Advocate.Get("/v1/reminders")).Ok();
        (await _world.Advocate.Get($"/v1/consent/{_world.Survivor}")).Ok();
        Assert.Empty(await ReadBy("amina.yusuf"));
    }

    [Fact]
    public async Task An_addressee_who_reads_a_copy_and_she_who_reads_her_own_ledger_leave_no_line()
    {
        await _world.Begin();
        var made = await _world.Made();

        (await _world.Dana.Get($"/v1/disclosures/{made}")).Ok();
        (await _host.AsSurvivor(_world.Survivor, "open-door").Get("/v1/ledger")).Ok();

        var readers = (await _store.ReadAll(0, 10_000, default)).Where(e => e.Type == "record-read.v1").Select(e => e.Metadata.Person).ToHashSet();
        Assert.Subset(new HashSet<string> { "amina.yusuf" }, readers);
    }

    [Fact]
    public async Task What_an_advocate_reads_moves_no_stream_on_which_a_decision_stands()
    {
        await _world.Begin();
        var before = (await _store.ReadAll(0, 10_000, default)).Select(e => e.Stream).ToHashSet();

        (await _world.Advocate.Get($"/v1/cases/{_world.Case}")).Ok();

        var added = (await _store.ReadAll(0, 10_000, default)).Select(e => e.Stream).Where(stream => !before.Contains(stream));
        Assert.Equal(["reading-open-door:amina.yusuf.2026-11-23"], added.Distinct());
    }

    [Fact]
    public void Every_stream_that_is_sealed_for_a_survivor_has_a_part_of_its_own()
    {
        foreach (var kind in new[] { "survivor", "case", "consent", "services", "disclosure", "review", "process", "mandate", "relief", "agency", "concern" })
            Assert.NotEqual(RecordPart.Other, TextAccess.PartIn($"{kind}-{Guid.NewGuid()}"));
    }

    private async Task<IReadOnlyList<RecordRead>> ReadBy(string person) =>
        [.. (await _store.ReadStream($"reading-open-door:{person}.2026-11-23", 0, 1_000, default)).Select(e => EventCodec.Current.Decode(e).Event).OfType<RecordRead>()];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
