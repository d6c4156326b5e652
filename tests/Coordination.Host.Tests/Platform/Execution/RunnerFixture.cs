using System.Diagnostics.Metrics;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>A runner on a store in memory, and the survivor's record to try it on. Two of them on one store are two hosts.</summary>
internal sealed class RunnerFixture : IDisposable
{
    public static readonly Actor Amina = new(new PersonId("amina"), new AgencyId("open-door"));

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ExecutionMetrics _metrics;

    public RunnerFixture(InMemoryEventStore? store = null, params ListedCommand[] listed)
    {
        Memory = store ?? new InMemoryEventStore();
        Store = new InterferingStore(Memory);
        Loader = new StateLoader(Store, EventCodec.Current, Cache);
        _metrics = new ExecutionMetrics(_services.GetRequiredService<IMeterFactory>());
        Runner = new CommandRunner(Store, EventCodec.Current, Loader, new InFlightRequests(), new StreamLocks(), new CommandList(listed), new EventMessages([]), _metrics, [], TimeProvider.System, NullLogger<CommandRunner>.Instance);
    }

    public InMemoryEventStore Memory { get; }
    public InterferingStore Store { get; }
    public StateCache Cache { get; } = new();
    public StateLoader Loader { get; }
    public CommandRunner Runner { get; }

    public async Task<SurvivorId> Welcome(string calledBy = "Marisol")
    {
        var survivor = new SurvivorId(Guid.NewGuid());
        await Runner.Run(Context(), work =>
        {
            var state = work.Begin(SurvivorStream.Definition, survivor);
            work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new WelcomeSurvivor(work.Actor, survivor, Sensitive.Of(calledBy), null), state));
            return new(work.Created(SurvivorStream.Definition, survivor, $"/"));
        }, default);
        return survivor;
    }

    public ValueTask<CommandResult> Say(SurvivorId survivor, string words, CommandContext? context = null) =>
        Runner.Run(context ?? Context(), work => Say(work, survivor, words), default);

    public static async ValueTask<Answer> Say(CommandSession work, SurvivorId survivor, string words)
    {
        var state = await work.Load(SurvivorStream.Definition, survivor);
        work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new RecordOwnWords(work.Actor, Sensitive.Of(words)), state));
        return work.Changed(SurvivorStream.Definition, survivor);
    }

    public async Task<IReadOnlyList<string>> WordsOf(SurvivorId survivor)
    {
        var (state, _) = await Loader.CaughtUp(SurvivorStream.Definition, SurvivorStream.Definition.NameFor(survivor), default);
        return [.. ((SurvivorState.Welcomed)state).OwnWords.Select(words => words.Reveal())];
    }

    public static CommandContext Context(string? key = null, byte fingerprint = 1, long? ifMatch = null, Actor? actor = null) => new()
    {
        Name = "test",
        Actor = actor ?? Amina,
        Key = new IdempotencyKey("amina", key ?? Guid.NewGuid().ToString()),
        Fingerprint = new byte[] { fingerprint },
        IfMatch = ifMatch is { } version ? new VersionCondition([version]) : null,
    };

    public void Dispose()
    {
        _metrics.Dispose();
        _services.Dispose();
    }
}
