using System.Text;
using System.Text.Json;
using Coordination.Host.Platform.Execution;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Testing;

/// <summary>What every store does. A store's tests are one line: a subclass that makes the store.</summary>
public abstract partial class EventStoreConformance
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

    private async Task<AppendResult> Append(AppendRequest request) => await Store.Append(request, Cancellation);

    private async Task<AppendResult.Appended> Stored(AppendRequest request) => Assert.IsType<AppendResult.Appended>(await Append(request));

    private async Task<IReadOnlyList<StoredEvent>> Read(string stream) => await Store.ReadStream(stream, 0, 10_000, Cancellation);
}
