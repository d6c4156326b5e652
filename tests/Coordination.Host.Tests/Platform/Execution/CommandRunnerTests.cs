using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

public sealed class CommandRunnerTests : IDisposable
{
    private readonly RunnerFixture _host = new();

    [Fact]
    public async Task What_changed_between_the_decision_and_the_append_is_decided_on_again()
    {
        var survivor = await _host.Welcome();
        using var other = new RunnerFixture(_host.Memory);
        var before = _host.Store.Appends;
        _host.Store.BeforeAppend = async (number, _) =>
        {
            if (number == before + 1)
                await other.Say(survivor, "first");
        };

        var result = await _host.Say(survivor, "second");

        Assert.Equal(3, Assert.IsType<Answer.Done>(Assert.IsType<CommandResult.Answered>(result).Answer).Version!.Value.Number);
        Assert.Equal(["first", "second"], await _host.WordsOf(survivor));
        Assert.Equal(before + 2, _host.Store.Appends);
    }

    [Fact]
    public async Task What_never_stops_changing_is_given_up_and_stores_nothing()
    {
        var survivor = await _host.Welcome();
        using var other = new RunnerFixture(_host.Memory);
        _host.Store.BeforeAppend = async (number, _) => await other.Say(survivor, $"other {number}");

        var result = await _host.Say(survivor, "mine");

        Assert.IsType<CommandResult.Contended>(result);
        Assert.DoesNotContain("mine", await _host.WordsOf(survivor));
        Assert.Equal(CommandRunner.MostAttempts, (await _host.WordsOf(survivor)).Count);
    }

    [Fact]
    public async Task A_refusal_that_stood_on_what_is_out_of_date_is_decided_again()
    {
        var survivor = new SurvivorId(Guid.NewGuid());
        using var other = new RunnerFixture(_host.Memory);
        _host.Store.BeforeAppend = async (number, _) =>
        {
            if (number == 1)
                await WelcomeAs(other, survivor);
        };

        var result = await _host.Say(survivor, "I want to work.");

        Assert.IsType<Answer.Done>(Assert.IsType<CommandResult.Answered>(result).Answer);
        Assert.Equal(["I want to work."], await _host.WordsOf(survivor));
    }

    [Fact]
    public async Task That_nothing_changes_is_not_believed_of_what_is_out_of_date()
    {
        var survivor = await _host.Welcome();
        using var other = new RunnerFixture(_host.Memory);
        await other.Runner.Run(RunnerFixture.Context(), work => SetAge(work, survivor, underEighteen: true), default);
        await _host.Runner.Run(RunnerFixture.Context(), work => SetAge(work, survivor, underEighteen: true), default);
        await other.Runner.Run(RunnerFixture.Context(), work => SetAge(work, survivor, underEighteen: false), default);

        await _host.Runner.Run(RunnerFixture.Context(), work => SetAge(work, survivor, underEighteen: true), default);

        var (state, version) = await other.Loader.CaughtUp(SurvivorStream.Definition, SurvivorStream.Definition.NameFor(survivor), default);
        Assert.True(((SurvivorState.Welcomed)state).Age!.UnderEighteen);
        Assert.Equal(4, version.Number);
    }

    [Fact]
    public async Task A_stream_that_was_only_read_is_verified_as_well()
    {
        var read = await _host.Welcome();
        var written = await _host.Welcome();
        using var other = new RunnerFixture(_host.Memory);
        var seen = new List<int>();
        var before = _host.Store.Appends;
        _host.Store.BeforeAppend = async (number, _) =>
        {
            if (number == before + 1)
                await other.Say(read, "changed meanwhile");
        };

        await _host.Runner.Run(RunnerFixture.Context(), async work =>
        {
            seen.Add(((SurvivorState.Welcomed)await work.Load(SurvivorStream.Definition, read)).OwnWords.Count);
            return await RunnerFixture.Say(work, written, "stands on the other");
        }, default);

        Assert.Equal([0, 1], seen);
    }

    [Fact]
    public async Task A_refusal_keeps_nothing_but_the_evidence()
    {
        var first = await _host.Welcome();
        var second = await _host.Welcome();

        var result = await _host.Runner.Run(RunnerFixture.Context(), async work =>
        {
            await RunnerFixture.Say(work, first, "accepted, but half of it");
            await work.Load(SurvivorStream.Definition, second);
            work.Record(SurvivorStream.Definition, second, Decision.Refuse<SurvivorEvent>(
                new Refusal(RefusalReason.Coercive, "Never."), new OwnWordsRecorded(Sensitive.Of("evidence"))));
            return work.Changed(SurvivorStream.Definition, second);
        }, default);

        var refused = Assert.IsType<Answer.Refused>(Assert.IsType<CommandResult.Answered>(result).Answer);
        Assert.Equal(RefusalReason.Coercive, refused.Refusal.Reason);
        Assert.Empty(await _host.WordsOf(first));
        Assert.Equal(["evidence"], await _host.WordsOf(second));
    }

    [Fact]
    public async Task A_command_that_decides_from_the_cache_reads_nothing()
    {
        var survivor = await _host.Welcome();
        var before = _host.Store.StreamReads;

        await _host.Say(survivor, "one");
        await _host.Say(survivor, "two");

        Assert.Equal(before, _host.Store.StreamReads);
    }

    [Fact]
    public async Task What_is_said_to_have_happened_in_the_future_is_refused()
    {
        var survivor = await _host.Welcome();

        var result = await _host.Say(survivor, "tomorrow", RunnerFixture.Context() with { OccurredAt = DateTimeOffset.UtcNow.AddDays(1) });

        var refused = Assert.IsType<Answer.Refused>(Assert.IsType<CommandResult.Answered>(result).Answer);
        Assert.Equal("occurredAt", refused.Refusal.Field);
    }

    [Fact]
    public async Task When_it_happened_is_kept_beside_when_it_was_recorded()
    {
        var survivor = await _host.Welcome();
        var told = DateTimeOffset.UtcNow.AddHours(-3);

        await _host.Say(survivor, "told on the telephone", RunnerFixture.Context() with { OccurredAt = told });

        var stored = (await _host.Memory.ReadAll(0, 10, default))[^1];
        Assert.Equal(told, stored.Metadata.OccurredAt);
        Assert.True(stored.RecordedAt > told);
    }

    [Fact]
    public async Task Many_at_once_on_one_stream_all_get_through()
    {
        var survivor = await _host.Welcome();

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => _host.Say(survivor, $"{number}").AsTask())));

        Assert.All(results, result => Assert.IsType<CommandResult.Answered>(result));
        Assert.Equal(64, (await _host.WordsOf(survivor)).Distinct().Count());
    }

    private static ValueTask<CommandResult> WelcomeAs(RunnerFixture host, SurvivorId survivor) => host.Runner.Run(RunnerFixture.Context(), work =>
    {
        var state = work.Begin(SurvivorStream.Definition, survivor);
        work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new WelcomeSurvivor(work.Actor, survivor, Sensitive.Of("Marisol"), null), state));
        return new(work.Created(SurvivorStream.Definition, survivor, $"/"));
    }, default);

    private static async ValueTask<Answer> SetAge(CommandSession work, SurvivorId survivor, bool underEighteen)
    {
        var state = await work.Load(SurvivorStream.Definition, survivor);
        work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new RecordMinorStatus(work.Actor, underEighteen, false, work.Now), state));
        return work.Changed(SurvivorStream.Definition, survivor);
    }

    public void Dispose() => _host.Dispose();
}
