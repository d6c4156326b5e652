using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

public sealed class IdempotencyTests : IDisposable
{
    private readonly RunnerFixture _host = new();

    [Fact]
    public async Task The_same_key_again_gives_the_first_answer_and_does_nothing()
    {
        var survivor = await _host.Welcome();
        var first = Assert.IsType<CommandResult.Answered>(await _host.Say(survivor, "once", RunnerFixture.Context("k")));
        await _host.Say(survivor, "something else meanwhile");

        var again = Assert.IsType<CommandResult.Answered>(await _host.Say(survivor, "once", RunnerFixture.Context("k")));

        Assert.True(again.Replayed);
        Assert.Equal(((Answer.Done)first.Answer).Version, ((Answer.Done)again.Answer).Version);
        Assert.Equal(((Answer.Done)first.Answer).Body.ToArray(), ((Answer.Done)again.Answer).Body.ToArray());
        Assert.Equal(["once", "something else meanwhile"], await _host.WordsOf(survivor));
    }

    [Fact]
    public async Task A_refusal_is_remembered_too()
    {
        var survivor = new SurvivorId(Guid.NewGuid());
        var first = Assert.IsType<CommandResult.Answered>(await _host.Say(survivor, "nobody", RunnerFixture.Context("k")));

        var again = Assert.IsType<CommandResult.Answered>(await _host.Say(survivor, "nobody", RunnerFixture.Context("k")));

        Assert.True(again.Replayed);
        Assert.Equal(first.Answer, again.Answer);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused()
    {
        var survivor = await _host.Welcome();
        await _host.Say(survivor, "one", RunnerFixture.Context("k", fingerprint: 1));

        var result = await _host.Say(survivor, "two", RunnerFixture.Context("k", fingerprint: 2));

        Assert.IsType<CommandResult.KeyReused>(result);
        Assert.Equal(["one"], await _host.WordsOf(survivor));
    }

    [Fact]
    public async Task The_same_key_while_it_is_being_worked_on_waits_for_nobody()
    {
        var survivor = await _host.Welcome();
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _host.Store.BeforeAppend = async (_, _) =>
        {
            reached.TrySetResult();
            await goOn.Task;
        };
        var first = _host.Say(survivor, "slow", RunnerFixture.Context("k"));
        await reached.Task;

        var second = await _host.Say(survivor, "slow", RunnerFixture.Context("k"));
        goOn.SetResult();

        Assert.IsType<CommandResult.StillRunning>(second);
        Assert.False(Assert.IsType<CommandResult.Answered>(await first).Replayed);
        Assert.True(Assert.IsType<CommandResult.Answered>(await _host.Say(survivor, "slow", RunnerFixture.Context("k"))).Replayed);
    }

    [Fact]
    public async Task Two_hosts_at_once_with_one_key_do_it_once()
    {
        var survivor = await _host.Welcome();
        using var other = new RunnerFixture(_host.Memory);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 50).SelectMany(number => new[] { _host, other }.Select(host =>
                Task.Run(() => host.Say(survivor, $"{number}", RunnerFixture.Context($"k{number}")).AsTask()))));

        var answered = results.OfType<CommandResult.Answered>().ToList();
        Assert.Equal(50, answered.Count(result => !result.Replayed));
        Assert.Equal(50, (await _host.WordsOf(survivor)).Count);
    }

    [Fact]
    public async Task After_an_outage_with_unknown_outcome_the_same_key_finds_out()
    {
        var survivor = await _host.Welcome();
        _host.Store.AfterAppend = (_, _) => throw new StoreUnavailableException("The connection was lost after the commit.");
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _host.Say(survivor, "stored", RunnerFixture.Context("k")));
        _host.Store.AfterAppend = (_, _) => Task.CompletedTask;

        var again = await _host.Say(survivor, "stored", RunnerFixture.Context("k"));

        Assert.True(Assert.IsType<CommandResult.Answered>(again).Replayed);
        Assert.Equal(["stored"], await _host.WordsOf(survivor));
    }

    [Fact]
    public async Task The_version_that_the_caller_saw_is_compared_with_what_is_there_now()
    {
        var survivor = await _host.Welcome();
        using var other = new RunnerFixture(_host.Memory);
        await other.Say(survivor, "unseen by this host");

        Assert.IsType<CommandResult.VersionChanged>(await _host.Say(survivor, "late", RunnerFixture.Context(ifMatch: 1)));
        Assert.IsType<CommandResult.Answered>(await _host.Say(survivor, "in time", RunnerFixture.Context(ifMatch: 2)));
        Assert.Equal(["unseen by this host", "in time"], await _host.WordsOf(survivor));
    }

    [Fact]
    public async Task A_repetition_with_the_version_of_the_first_time_gets_the_first_answer()
    {
        var survivor = await _host.Welcome();
        await _host.Say(survivor, "once", RunnerFixture.Context("k", ifMatch: 1));

        var again = await _host.Say(survivor, "once", RunnerFixture.Context("k", ifMatch: 1));

        Assert.True(Assert.IsType<CommandResult.Answered>(again).Replayed);
    }

    public void Dispose() => _host.Dispose();
}
