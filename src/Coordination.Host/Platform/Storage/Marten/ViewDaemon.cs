using Coordination.Host.Platform.Telemetry;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon.Coordination;
using Marten.Storage;
using Npgsql;
using Polly;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>Runs Marten's daemon for the views, with the projector's login. One of several hosts leads; another takes over when it stops or
/// dies. What fails is tried again for ever and nothing is skipped; until it succeeds, the views count as stuck.</summary>
public sealed class ViewDaemon(
    ViewStoreOptions connection, ViewDatabase rows, StoreOptions store, IEventStore log, EventCodec codec, ServingViews views,
    FollowerMetrics metrics, FollowerOptions options,
    TimeProvider time, ILoggerFactory loggers) : IHostedService, IObserver<ShardState>, IAsyncDisposable
{
    /// <summary>Where Marten has no place in the log yet, it begins where the view that is furthest behind stands, not with the first
    /// event.</summary>
    private const string Beginning =
        """
        insert into events.mt_event_progression (name, last_seq_id)
        select $1, kept from (
            select min(p.last_seq_id) as kept from views.generations g join events.mt_event_progression p
                on p.name = 'views/' || g.projection || '/' || g.serving) as serving
        where kept > 0 on conflict (name) do nothing
        """;

    // Positions have no gaps, and what is ahead of the last is not recorded yet: Marten is never to pass by what it does not see.
    private static readonly TimeSpan s_never = TimeSpan.FromDays(36_500);

    private readonly ILogger _logger = loggers.CreateLogger<ViewDaemon>();
    private readonly LogSignal _signal = new(new LogWait(() => log.NextAppend, options), options.Gathering, TimeProvider.System);
    private readonly ViewProjection _projection = new(views, options, TimeProvider.System);
    private Task _starting = Task.CompletedTask;
    private DocumentStore? _store;
    private LeaderLock? _leader;
    private IProjectionDaemon? _daemon;
    private Coordinator? _coordinator;
    private long _reached;
    private (long Position, long At, long Head) _seen;
    private readonly CancellationTokenSource _stopping = new();
    private TimeSpan _pause;
    private bool _isDisposed;

    /// <summary>The host need not wait: until the views are there, they are as they were.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _starting = Task.Run(Start, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isDisposed)
            return;
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.CancelAsync();
        _signal.Stop();
        if (_coordinator is not null)
            await _coordinator.StopAsync(cancellationToken);
        _coordinator = null;
        views.LeadsNoMore();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        await StopAsync(CancellationToken.None);
        _isDisposed = true;
        if (_store is not null)
            await _store.DisposeAsync();
        if (_leader is not null)
            await _leader.DisposeAsync();
        _signal.Dispose();
        _stopping.Dispose();
    }

    void IObserver<ShardState>.OnNext(ShardState state)
    {
        if (state.ShardName != Coordinator.Views.Identity)
            return;
        switch (state.Action)
        {
            case ShardAction.Started:
                _reached = state.Sequence;
                views.LeadsFrom(state.Sequence);
                _logger.Leads(ViewProjection.Name, state.Sequence);
                break;
            case ShardAction.Updated:
                Reached(state.Sequence);
                break;
            case ShardAction.Paused or ShardAction.Stopped when state.Exception is { } failure:
                Failed(failure);
                break;
            case ShardAction.Paused or ShardAction.Stopped:
                views.LeadsNoMore();
                break;
        }
    }

    void IObserver<ShardState>.OnError(Exception error)
    {
    }

    void IObserver<ShardState>.OnCompleted()
    {
    }

    private async Task Start()
    {
        try
        {
            var settings = ViewDatabase.Settings(connection);
            // what a crash of the server loses is folded again, from events that are durable
            settings.Options += " -c synchronous_commit=off";
            _store = DocumentStore.For(marten =>
            {
                TaskForceSessions.Configure(marten, settings, store.TaskForce);
                EventTypes.MapNames(marten.Events, Catalogue.Current, () => codec);
                var daemon = marten.Projections;
                daemon.Add(_projection, ProjectionLifecycle.Async, ViewProjection.Name,
                    projection => projection.BatchSize = options.ViewPageSize);
                daemon.Errors.SkipApplyErrors = daemon.Errors.SkipSerializationErrors = daemon.Errors.SkipUnknownEvents = false;
                daemon.AsyncMode = DaemonMode.HotCold;
                daemon.Wakeup = _signal;
                daemon.FastPollingTime = daemon.SlowPollingTime = options.LongestQuiet;
                daemon.HighWaterStalenessThreshold = 3 * options.LongestQuiet;
                daemon.StaleSequenceThreshold = s_never;
            });
            _leader = new(settings, LeaderLock.OfViews, keepAlive: 1);
            var logger = loggers.CreateLogger(Logs.MartensDaemon);
            _daemon = await _store.BuildProjectionDaemonAsync(store.TaskForce, logger);
            _daemon.Tracker.Subscribe(this);
            _coordinator = new(_daemon, new Turns(this, (MartenDatabase)_store.Storage.Database, _daemon, _leader), logger, options);
            await _coordinator.StartAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Failed(failure);
        }
    }

    private async Task Begin(CancellationToken cancellation) => await rows.Run(ViewProjection.Name, async connection =>
    {
        await using var command = new NpgsqlCommand(Beginning, connection);
        command.With(Sql.Text(Coordinator.Views.Identity));
        return await command.ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    private void Reached(long position)
    {
        views.Stored(position);
        if (position <= _reached)
            return;
        if (_projection.Last is { } page && page.Position <= position)
            metrics.Took(ViewProjection.Name, page.Events, time.GetUtcNow() - page.FirstRecordedAt);
        _reached = position;
    }

    /// <summary>A leader that did not move although there was something to do: Marten fails to see the log, which it only tells its
    /// logger.</summary>
    private async ValueTask Look()
    {
        var (reached, now) = (Volatile.Read(ref _reached), TimeProvider.System.GetTimestamp());
        if (reached != _seen.Position)
            _seen = (reached, now, Head: reached);
        if (TimeProvider.System.GetElapsedTime(_seen.At, now) <= options.LongestPause)
            return;
        var isStuck = _seen.Head > reached;
        try
        {
            _seen = (reached, now, await log.Head(_stopping.Token));
        }
        catch (StoreUnavailableException)
        {
            return; // whoever follows the log fails for itself
        }
        if (isStuck)
            Failed(new TimeoutException("The daemon does not move."));
    }

    private void Failed(Exception failure)
    {
        views.LeadsNoMore();
        if (failure is CheckpointMovedException or ProgressionProgressOutOfOrderException)
        {
            _logger.SteppedBack(ViewProjection.Name);
            return;
        }
        metrics.Failed(ViewProjection.Name);
        var failures = views.Failed();
        _pause = options.PauseAfter(failures);
        _logger.Stuck(failure, ViewProjection.Name, _reached, failures, _pause);
    }

    /// <summary>The database answered, and another host leads: what failed here before, such as asking while the server was down, is
    /// over.</summary>
    private void StandsBy()
    {
        _pause = default;
        views.StandsBy();
    }

    /// <summary>Waits as long as the failures ask for. True where there was one: another host may do better.</summary>
    private async Task<bool> Paused()
    {
        if (_pause is not { Ticks: > 0 } pause)
            return false;
        _pause = default;
        await Task.Delay(pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    /// <summary>Marten's leadership, for the one set of projections and the one database that there are.</summary>
    private sealed class Coordinator(IProjectionDaemon daemon, Turns turns, ILogger logger, FollowerOptions options)
        : ProjectionCoordinatorBase(turns, logger, ResiliencePipeline.Empty, TimeProvider.System, options.LeadershipEvery,
            options.FirstPause, options.FirstPause)
    {
        public static readonly ShardName Views = new(ViewProjection.Name);

        public override IProjectionDaemon DaemonForMainDatabase() => daemon;

        public override ValueTask<IProjectionDaemon> DaemonForDatabase(string databaseIdentifier) => new(daemon);

        public override ValueTask<IReadOnlyList<IProjectionDaemon>> AllDaemonsAsync() => new([daemon]);

        protected override IProjectionDaemon ResolveDaemon(IProjectionSet set) => daemon;

        protected override IReadOnlyList<IProjectionDaemon> ResolvedDaemons() => [daemon];

        protected override void ClearResolvedDaemons()
        {
        }
    }

    /// <summary>One lock for all views of the task force. The first host leads, so it does not wait at the start.</summary>
    private sealed class Turns(ViewDaemon views, MartenDatabase database, IProjectionDaemon daemon, LeaderLock leader)
        : IProjectionDistributor
    {
        private readonly IReadOnlyList<IProjectionSet> _all = [new ProjectionSet((int)LeaderLock.OfViews, database, [Coordinator.Views])];

        public async ValueTask<IReadOnlyList<IProjectionSet>> BuildDistributionAsync()
        {
            if (leader.IsHeld && daemon.CurrentAgents().Count == 0)
                views.Failed(new InvalidOperationException("The daemon did not start."));
            else if (leader.IsHeld)
                await views.Look();
            var wasPaused = await views.Paused();
            if (wasPaused)
                await leader.Release();
            // Marten leaves an agent that met another host's progress as it is; without it, a new one is started.
            var ended = daemon.CurrentAgents()
                .Where(agent => agent.Status == AgentStatus.Stopped || (wasPaused && agent.Status == AgentStatus.Running)).ToList();
            if (ended.Count > 0)
                views._signal.Hurry();
            foreach (var agent in ended)
                await daemon.StopAgentAsync(agent.Name.Identity);
            if (leader.IsHeld)
                views._signal.Calm();
            return _all;
        }

        public Task RandomWait(CancellationToken token) => Task.CompletedTask;

        public bool HasLock(IProjectionSet set) => leader.IsHeld;

        public async Task<bool> TryAttainLockAsync(IProjectionSet set, CancellationToken token)
        {
            views._signal.Hurry(); // where it is not attained, Marten ends what still runs
            try
            {
                if (!await leader.TryTake(token))
                {
                    views.StandsBy();
                    return false;
                }
                await views.Begin(token);
                views._signal.Calm();
                return true;
            }
            catch (Exception failure) when (!token.IsCancellationRequested)
            {
                views.Failed(failure);
                await leader.Release();
                return false;
            }
        }

        public async Task ReleaseLockAsync(IProjectionSet set) => await leader.Release();

        public async Task ReleaseAllLocks() => await leader.Release();

        public ValueTask DisposeAsync() => leader.DisposeAsync();
    }
}
