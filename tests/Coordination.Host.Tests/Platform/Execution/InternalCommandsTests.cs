using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>What the host itself commands has its effect once, also when two of its parts are about it at the same time.</summary>
public sealed class InternalCommandsTests : IDisposable
{
    private static readonly Actor Timekeeper = new(new PersonId("timekeeper"), new AgencyId("open-door"));

    private readonly RunnerFixture _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_cause_that_another_part_is_about_is_waited_for_and_has_its_effect_once()
    {
        var survivor = await _host.Welcome();
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _host.Store.BeforeAppend = async (_, _) =>
        {
            reached.TrySetResult();
            await goOn.Task;
        };
        var commands = new InternalCommands(_host.Runner);
        var first = Run(commands, survivor).AsTask();
        await reached.Task;

        var second = Run(commands, survivor).AsTask();
        Assert.False(second.IsCompleted);
        goOn.SetResult();
        await first;
        await second;

        Assert.Equal(["once"], await _host.WordsOf(survivor));
    }

    private static ValueTask Run(InternalCommands commands, SurvivorId survivor) =>
        commands.Run(Timekeeper, "the same cause", null, work => RunnerFixture.Say(work, survivor, "once"), default);
}
