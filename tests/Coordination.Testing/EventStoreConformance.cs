using System.Text;
using System.Text.Json;
using Coordination.Host.Platform.Execution;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Testing;

/// <summary>What every store does. A store's tests are one line: a subclass that makes the store.</summary>
public abstract class EventStoreConformance
{
    /// <summary>The store under test; it may hold events already.</summary>
    protected abstract IEventStore Store { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_stream_starts_at_version_one()
    {
        var stream = NewStream();
        var head = await Store.Head(Cancellation);
        var appended = await Stored(To(stream, ExpectedVersion.NoStream, Events(3)));

        Assert.Equal((head + 1, head + 3), (appended.FirstPosition, appended.LastPosition));
        Assert.Equal([3], appended.Versions);
        Assert.Equal([1, 2, 3], (await Read(stream)).Select(e => e.Version));
        Assert.Equal(head + 3, await Store.Head(Cancellation));
    }

    [Fact]
    public async Task What_was_stored_is_read_as_it_was_given()
    {
        var stream = NewStream();
        var given = new EventData(Guid.NewGuid(), "own-words.v1", """{"words": "«Ω» \"quoted\" 🌱", "count": 12.5, "none": null, "list": [1, {"a": true}]}"""u8.ToArray());
        var appended = await Stored(To(stream, ExpectedVersion.NoStream, given));

        var read = Assert.Single(await Read(stream));
        Assert.Equal((stream, 1L, appended.FirstPosition), (read.Stream, read.Version, read.Position));
        Assert.Equal((given.Id, given.Type), (read.Id, read.Type));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(given.Data.Span), JsonElement.Parse(read.Data.Span)));
        Assert.Equal(Somebody, read.Metadata);
        Assert.Equal(appended.RecordedAt, read.RecordedAt);
    }

    [Fact]
    public async Task Missing_correlation_and_causation_stay_missing()
    {
        var stream = NewStream();
        var metadata = new AppendMetadata("ana", "harbor-house", DateTimeOffset.UnixEpoch);
        await Stored(To(stream, ExpectedVersion.NoStream, Events(1)) with { Metadata = metadata });
        Assert.Equal(metadata, Assert.Single(await Read(stream)).Metadata);
    }

    [Fact]
    public async Task A_stream_is_continued_at_exactly_its_version()
    {
        var stream = NewStream();
        await Stored(To(stream, ExpectedVersion.NoStream, Events(2)));
        Assert.Equal([5], (await Stored(To(stream, ExpectedVersion.Exactly(2), Events(3)))).Versions);
    }

    [Fact]
    public async Task A_stream_that_must_exist_is_continued_at_any_version()
    {
        var stream = NewStream();
        await Stored(To(stream, ExpectedVersion.NoStream, Events(2)));
        Assert.Equal([3], (await Stored(To(stream, ExpectedVersion.Exists, Events(1)))).Versions);
    }

    [Fact]
    public async Task A_failed_expectation_stores_nothing_and_tells_the_version()
    {
        var (stream, missing) = (NewStream(), NewStream());
        await Stored(To(stream, ExpectedVersion.NoStream, Events(2)));
        var head = await Store.Head(Cancellation);

        Assert.Equal(new AppendResult.Conflict(stream, 2), await Append(To(stream, ExpectedVersion.NoStream, Events(1))));
        Assert.Equal(new AppendResult.Conflict(stream, 2), await Append(To(stream, ExpectedVersion.Exactly(1), Events(1))));
        Assert.Equal(new AppendResult.Conflict(stream, 2), await Append(To(stream, ExpectedVersion.Exactly(3), Events(1))));
        Assert.Equal(new AppendResult.Conflict(missing, 0), await Append(To(missing, ExpectedVersion.Exists, Events(1))));
        Assert.Equal(new AppendResult.Conflict(missing, 0), await Append(To(missing, ExpectedVersion.Exactly(1), Events(1))));
        Assert.Equal(head, await Store.Head(Cancellation));
        Assert.Empty(await Read(missing));
    }

    [Fact]
    public async Task Writes_to_several_streams_are_all_stored_in_their_order()
    {
        var (one, two) = (NewStream(), NewStream());
        await Stored(To(two, ExpectedVersion.NoStream, Events(4)));
        var appended = await Stored(Of(
            Write(one, ExpectedVersion.NoStream, Events(2)), Write(two, ExpectedVersion.Exactly(4), Events(3))));

        Assert.Equal([2, 7], appended.Versions);
        var log = await Store.ReadAll(appended.FirstPosition - 1, 10, Cancellation);
        Assert.Equal([(one, 1L), (one, 2L), (two, 5L), (two, 6L), (two, 7L)], log.Select(e => (e.Stream, e.Version)));
    }

    [Fact]
    public async Task One_failed_write_of_several_stores_none()
    {
        var (one, two) = (NewStream(), NewStream());
        var result = await Append(Of(Write(one, ExpectedVersion.NoStream, Events(1)), Write(two, ExpectedVersion.Exactly(9), Events(1))));
        Assert.Equal(new AppendResult.Conflict(two, 0), result);
        Assert.Empty(await Read(one));
    }

    [Fact]
    public async Task A_check_that_holds_writes_nothing_to_its_stream()
    {
        var (consent, disclosure) = (NewStream(), NewStream());
        await Stored(To(consent, ExpectedVersion.NoStream, Events(2)));
        await Stored(To(disclosure, ExpectedVersion.NoStream, Events(1)).If(new StreamCheck(consent, 2), new StreamCheck(NewStream(), 0)));
        Assert.Equal(2, (await Read(consent)).Count);
    }

    [Fact]
    public async Task A_check_that_fails_stores_nothing()
    {
        var (consent, disclosure) = (NewStream(), NewStream());
        await Stored(To(consent, ExpectedVersion.NoStream, Events(3)));
        var result = await Append(To(disclosure, ExpectedVersion.NoStream, Events(1)).If(new StreamCheck(consent, 2)));
        Assert.Equal(new AppendResult.Conflict(consent, 3), result);
        Assert.Empty(await Read(disclosure));
    }

    [Fact]
    public async Task Checks_alone_store_nothing()
    {
        var stream = NewStream();
        await Stored(To(stream, ExpectedVersion.NoStream, Events(1)));
        var holds = await Stored(Of().If(new StreamCheck(stream, 1)));
        Assert.Equal((0L, 0L, 0), (holds.FirstPosition, holds.LastPosition, holds.Versions.Count));
        Assert.Equal(new AppendResult.Conflict(stream, 1), await Append(Of().If(new StreamCheck(stream, 0))));
    }

    [Fact]
    public async Task A_used_key_gets_its_first_answer_and_stores_nothing_again()
    {
        var (stream, key) = (NewStream(), Guid.NewGuid().ToString());
        await Stored(To(stream, ExpectedVersion.NoStream, Events(1)).Answering(key, "first"));

        var again = await Append(To(stream, ExpectedVersion.NoStream, Events(1)).Answering(key, "second"));
        AssertAnswer("first", Assert.IsType<AppendResult.Repeated>(again).First);
        AssertAnswer("first", await Store.FindAnswer(new("ana", key), Cancellation));
        Assert.Single(await Read(stream));
    }

    [Fact]
    public async Task A_key_belongs_to_its_subject()
    {
        var key = Guid.NewGuid().ToString();
        await Stored(To(NewStream(), ExpectedVersion.NoStream, Events(1)).Answering(key, subject: "ana"));
        await Stored(To(NewStream(), ExpectedVersion.NoStream, Events(1)).Answering(key, subject: "ben"));
        Assert.Null(await Store.FindAnswer(new("eve", key), Cancellation));
    }

    [Fact]
    public async Task A_key_of_a_failed_append_stays_free()
    {
        var (stream, key) = (NewStream(), Guid.NewGuid().ToString());
        Assert.IsType<AppendResult.Conflict>(await Append(To(stream, ExpectedVersion.Exists, Events(1)).Answering(key)));
        Assert.Null(await Store.FindAnswer(new("ana", key), Cancellation));
        await Stored(To(stream, ExpectedVersion.NoStream, Events(1)).Answering(key));
    }

    [Fact]
    public async Task An_answer_can_be_kept_without_events()
    {
        var key = Guid.NewGuid().ToString();
        var head = await Store.Head(Cancellation);
        await Stored(Of().Answering(key, "nothing to do"));
        AssertAnswer("nothing to do", await Store.FindAnswer(new("ana", key), Cancellation));
        Assert.Equal(head, await Store.Head(Cancellation));
    }

    [Fact]
    public async Task An_answer_knows_by_which_position_its_command_was_stored()
    {
        var (stored, nothing) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var appended = await Stored(To(NewStream(), ExpectedVersion.NoStream, Events(3)).Answering(stored));
        await Stored(Of().Answering(nothing));

        var head = await Store.Head(Cancellation);
        Assert.InRange((await Store.FindAnswer(new("ana", stored), Cancellation))!.Position!.Value, appended.LastPosition, head);
        Assert.InRange((await Store.FindAnswer(new("ana", nothing), Cancellation))!.Position!.Value, appended.LastPosition, head);
        var again = Assert.IsType<AppendResult.Repeated>(await Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)).Answering(stored)));
        Assert.InRange(again.First.Position!.Value, appended.LastPosition, head);
    }

    [Fact]
    public async Task The_same_key_at_the_same_time_is_stored_once()
    {
        var key = Guid.NewGuid().ToString();
        var results = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(n => Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)).Answering(key, $"answer {n}"))));
        Assert.Single(results.OfType<AppendResult.Appended>());
        var first = await Store.FindAnswer(new("ana", key), Cancellation);
        Assert.All(results.OfType<AppendResult.Repeated>(), r => AssertAnswer(Encoding.UTF8.GetString(first!.Body.Span), r.First));
    }

    [Fact]
    public async Task Requests_handed_over_together_build_on_one_another_in_order()
    {
        var stream = NewStream();
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Append(To(stream, ExpectedVersion.Exactly(n), Events(1)))));
        Assert.All(results, r => Assert.IsType<AppendResult.Appended>(r));
        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), (await Read(stream)).Select(e => e.Version));
    }

    [Fact]
    public async Task Whoever_used_a_key_uses_up_nobody_elses_key_of_that_name_however_many_are_handed_over_together()
    {
        var key = $"key-{Guid.NewGuid()}";
        await Stored(To(NewStream(), ExpectedVersion.NoStream, Events(1)).Answering(key, subject: "ana"));

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)).Answering(key, subject: n % 3 == 0 ? "ana" : $"kim-{n}"))));

        Assert.Equal(Enumerable.Range(0, 60).Select(n => n % 3 == 0), results.Select(result => result is AppendResult.Repeated));
        Assert.All(results.Where((_, n) => n % 3 != 0), result => Assert.IsType<AppendResult.Appended>(result));
    }

    [Fact]
    public async Task Failed_requests_do_not_fail_those_handed_over_beside_them()
    {
        var streams = Enumerable.Range(0, 60).Select(_ => NewStream()).ToList();
        var results = await Task.WhenAll(streams.Select((stream, n) =>
            Append(To(stream, n % 3 == 0 ? ExpectedVersion.Exists : ExpectedVersion.NoStream, Events(2)))));
        for (var n = 0; n < 60; n++)
            Assert.Equal(n % 3 == 0 ? 0 : 2, (await Read(streams[n])).Count);
        var positions = results.OfType<AppendResult.Appended>().SelectMany(a => new[] { a.FirstPosition, a.LastPosition }).Order().ToList();
        Assert.Equal(Enumerable.Range(0, 80).Select(n => positions[0] + n), positions);
    }

    [Fact]
    public async Task Reading_goes_on_after_a_version_or_a_position_up_to_a_limit()
    {
        var stream = NewStream();
        var appended = await Stored(To(stream, ExpectedVersion.NoStream, Events(10)));
        Assert.Equal([5, 6, 7], (await Store.ReadStream(stream, 4, 3, Cancellation)).Select(e => e.Version));
        Assert.Empty(await Store.ReadStream(stream, 10, 3, Cancellation));
        Assert.Equal([3, 4], (await Store.ReadAll(appended.FirstPosition + 1, 2, Cancellation)).Select(e => e.Version));
        Assert.Empty(await Store.ReadAll(appended.LastPosition, 10, Cancellation));
        Assert.Empty(await Store.ReadAll(long.MaxValue, 10, Cancellation));
    }

    [Fact]
    public async Task Streams_are_read_together_each_after_a_version_of_its_own()
    {
        string[] streams = [.. new[] { NewStream(), NewStream(), NewStream() }.Order(StringComparer.Ordinal)];
        foreach (var stream in streams)
            await Stored(To(stream, ExpectedVersion.NoStream, Events(4)));
        IReadOnlyList<StreamCheck> after = [new(streams[2], 3), new(streams[0], 0), new(streams[1], 4), new(NewStream(), 0)];

        (string, long)[] expected = [(streams[0], 1), (streams[0], 2), (streams[0], 3), (streams[0], 4), (streams[2], 4)];
        Assert.Equal(expected, (await Store.ReadStreams(after, 100, Cancellation)).Select(e => (e.Stream, e.Version)));
        Assert.Equal(expected[..3], (await Store.ReadStreams(after, 3, Cancellation)).Select(e => (e.Stream, e.Version)));
        Assert.Empty(await Store.ReadStreams([], 3, Cancellation));
    }

    [Fact]
    public async Task A_subscription_delivers_what_is_there_and_then_what_comes()
    {
        var stream = NewStream();
        var first = await Stored(To(stream, ExpectedVersion.NoStream, Events(2)));
        var seen = new List<long>();
        await foreach (var e in Store.Subscribe(first.FirstPosition - 1, Cancellation))
        {
            seen.Add(e.Version);
            if (seen.Count == 2)
                await Stored(To(stream, ExpectedVersion.Exactly(2), Events(3)));
            if (seen.Count == 5)
                break;
        }
        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task A_subscription_ends_when_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var subscription = Store.Subscribe(await Store.Head(Cancellation), stop.Token).GetAsyncEnumerator(stop.Token);
        var next = subscription.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_cancelled_append_is_not_sent() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.Append(To(NewStream(), ExpectedVersion.NoStream, Events(1)), new CancellationToken(canceled: true)));

    [Fact]
    public async Task The_largest_event_and_the_most_events_are_stored()
    {
        var largest = new EventData(Guid.NewGuid(), "long.v1", Encoding.UTF8.GetBytes($"\"{new string('x', EventLimits.LargestEventBytes - 2)}\""));
        await Stored(To(NewStream(), ExpectedVersion.NoStream, largest));
        var many = await Stored(To(NewStream(), ExpectedVersion.NoStream, Events(EventLimits.MostEventsPerAppend)));
        Assert.Equal([EventLimits.MostEventsPerAppend], many.Versions);
    }

    public static TheoryData<string> RequestsThatBreakALimit => [.. Broken.Keys];

    [Theory, MemberData(nameof(RequestsThatBreakALimit))]
    public async Task A_request_that_breaks_a_limit_is_refused(string what)
    {
        var head = await Store.Head(Cancellation);
        await Assert.ThrowsAsync<ArgumentException>(() => Append(Broken[what]()));
        Assert.Equal(head, await Store.Head(Cancellation));
    }

    private static Dictionary<string, Func<AppendRequest>> Broken { get; } = new()
    {
        ["an event too large"] = () => WithData($"\"{new string('x', EventLimits.LargestEventBytes)}\""),
        ["too many events"] = () => To("case-1", ExpectedVersion.NoStream, Events(EventLimits.MostEventsPerAppend + 1)),
        ["a write without events"] = () => To("case-1", ExpectedVersion.NoStream),
        ["a stream written twice"] = () => Of(Write("case-1", ExpectedVersion.NoStream, Events(1)), Write("case-1", ExpectedVersion.Exactly(1), Events(1))),
        ["a stream written and checked"] = () => To("case-1", ExpectedVersion.NoStream, Events(1)).If(new StreamCheck("case-1", 0)),
        ["a stream checked twice"] = () => Of().If(new StreamCheck("case-1", 0), new StreamCheck("case-1", 0)),
        ["a negative version checked"] = () => Of().If(new StreamCheck("case-1", -1)),
        ["no stream name"] = () => To("", ExpectedVersion.NoStream, Events(1)),
        ["U+0000 in a stream name"] = () => To("case-\0", ExpectedVersion.NoStream, Events(1)),
        ["half a surrogate pair in a stream name"] = () => To("case-\ud800", ExpectedVersion.NoStream, Events(1)),
        ["no event type"] = () => To("case-1", ExpectedVersion.NoStream, Events(1, "")),
        ["an event type too long"] = () => To("case-1", ExpectedVersion.NoStream, Events(1, new string('t', 501))),
        ["data that is not JSON"] = () => WithData("{"),
        ["no data"] = () => WithData(""),
        ["data with U+0000"] = () => WithData("\"\\u0000\""),
        ["data with half a surrogate pair"] = () => WithData("\"\\ud800\""),
        ["an empty key"] = () => Of().Answering(""),
        ["an answer too large"] = () => Of().Answering("key", new string('x', AppendRequestRules.LargestAnswerBytes + 1)),
    };

    private static AppendRequest WithData(string json) =>
        To("case-1", ExpectedVersion.NoStream, new EventData(Guid.NewGuid(), "noted.v1", Encoding.UTF8.GetBytes(json)));

    private static void AssertAnswer(string body, IdempotentAnswer? answer)
    {
        Assert.NotNull(answer);
        Assert.Equal(body, Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(new byte[] { 1, 2, 3 }, answer.Fingerprint.ToArray());
    }

    private async Task<AppendResult> Append(AppendRequest request) => await Store.Append(request, Cancellation);

    private async Task<AppendResult.Appended> Stored(AppendRequest request) => Assert.IsType<AppendResult.Appended>(await Append(request));

    private async Task<IReadOnlyList<StoredEvent>> Read(string stream) => await Store.ReadStream(stream, 0, 10_000, Cancellation);
}
