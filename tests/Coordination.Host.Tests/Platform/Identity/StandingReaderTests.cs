using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Tests.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>
/// Requests that ask at the same time share a reading of the log, and each is answered as of the moment at which it asked, or later.
/// </summary>
public sealed class StandingReaderTests : IDisposable
{
    private static readonly AgencyId s_first = new("first-here"), s_joins = new("joins-meanwhile"), s_other = new("other");

    private readonly RunnerFixture _here = new();
    private readonly TaskCompletionSource _firstReading = new();
    private readonly StandingReader _reader;

    public StandingReaderTests()
    {
        _reader = new(new StateReader(_here.Loader), new TaskForceSettings(null, []));
        _here.Store.BeforeStreamsRead = number => number == 1 ? _firstReading.Task : Task.CompletedTask;
    }

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Whoever_asks_while_the_log_is_read_shares_the_next_reading_and_sees_what_was_recorded_before_they_asked()
    {
        await Join(s_first);
        var first = Of(s_first);
        await Join(s_joins);
        List<Task<Standing>> waiting = [Of(s_joins), Of(s_other), Of(s_joins), Of(s_first)];

        _firstReading.SetResult();

        Assert.Equal(AgencyStanding.Member, (await first).Agency);
        Assert.Equal(
            [AgencyStanding.Member, AgencyStanding.Unknown, AgencyStanding.Member, AgencyStanding.Member],
            (await Task.WhenAll(waiting)).Select(standing => standing.Agency));
        Assert.Equal(2, _here.Store.StreamReads);
    }

    [Fact]
    public async Task A_request_that_comes_after_a_shared_reading_began_is_answered_by_the_next_one()
    {
        TaskCompletionSource began = new(), ends = new();
        _here.Store.BeforeStreamsRead = number =>
        {
            if (number == 2)
                began.SetResult();
            return number switch { 1 => _firstReading.Task, 2 => ends.Task, _ => Task.CompletedTask };
        };
        var first = Of(s_first);
        var shared = Of(s_other);
        _firstReading.SetResult();
        await first;
        await began.Task;

        await Join(s_joins);
        var after = Of(s_joins);
        ends.SetResult();

        Assert.Equal(AgencyStanding.Unknown, (await shared).Agency);
        Assert.Equal(AgencyStanding.Member, (await after).Agency);
        Assert.Equal(3, _here.Store.StreamReads);
    }

    [Fact]
    public async Task A_shared_reading_that_fails_is_done_again_for_each_alone()
    {
        await Join(s_joins);
        _here.Store.BeforeStreamsRead = number => number switch
        {
            1 => _firstReading.Task,
            2 => throw new StoreUnavailableException("It is away."),
            _ => Task.CompletedTask,
        };
        List<Task<Standing>> asked = [Of(s_first), Of(s_joins), Of(s_other)];

        _firstReading.SetResult();

        Assert.Equal(
            [AgencyStanding.Unknown, AgencyStanding.Member, AgencyStanding.Unknown],
            (await Task.WhenAll(asked)).Select(standing => standing.Agency));
        Assert.Equal(4, _here.Store.StreamReads);
    }

    [Fact]
    public async Task A_reading_that_failed_stands_in_nobody_s_way()
    {
        await Join(s_joins);
        var first = Of(s_first);
        var waiting = Of(s_joins);

        _firstReading.SetException(new StoreUnavailableException("It is away."));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        Assert.Equal(AgencyStanding.Member, (await waiting).Agency);
        Assert.Equal(AgencyStanding.Member, (await Of(s_joins)).Agency);
    }

    [Fact]
    public async Task Whoever_leaves_takes_nobody_along()
    {
        await Join(s_joins);
        using var leaving = new CancellationTokenSource();
        var first = Of(s_first);
        var left = _reader.Of(s_joins, leaving.Token).AsTask();
        var stays = Of(s_joins);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _firstReading.SetResult();

        Assert.Equal(AgencyStanding.Unknown, (await first).Agency);
        Assert.Equal(AgencyStanding.Member, (await stays).Agency);
    }

    private Task<Standing> Of(AgencyId agency) => _reader.Of(agency, CancellationToken.None).AsTask();

    private async Task Join(AgencyId agency)
    {
        var joined = EventCodec.Current.Encode(new AgencyJoined(agency, agency.Value, AgencyKind.VictimServices, []), Guid.NewGuid());
        var stream = PartnerStream.Definition;
        var write = new StreamWrite(stream.NameFor(agency), stream.Kind, ExpectedVersion.NoStream, [joined]);
        var request = new AppendRequest([write], [], new("somebody", agency.Value, DateTimeOffset.UnixEpoch));
        Assert.IsType<AppendResult.Appended>(await _here.Memory.Append(request, CancellationToken.None));
    }
}
