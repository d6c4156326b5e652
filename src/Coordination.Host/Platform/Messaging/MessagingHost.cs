using Wolverine.Persistence.Durability;
using Wolverine.Runtime;

namespace Coordination.Host.Platform.Messaging;

/// <summary>
/// Starts Wolverine behind everything else, once the host has started and its database answers: a host that cannot reach it starts all the
/// same, and is not ready. Ends it last.
/// </summary>
/// <param name="runtime">Wolverine.</param>
/// <param name="stores">Where messages are kept. Missing settings are reported here.</param>
/// <param name="lifetime">Tells when the host has started, and ends it when Wolverine cannot be.</param>
/// <param name="time">Paces the looks at the database.</param>
/// <param name="logger">Told of what fails.</param>
public sealed partial class MessagingHost(IWolverineRuntime runtime, IEnumerable<IMessageStore> stores, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<MessagingHost> logger)
    : BackgroundService, IReadiness
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(2);

    private readonly IMessageStore[] _stores = [.. stores];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when messages can be sent.</summary>
    public Task Started => _started.Task;

    string IReadiness.Name => "messages";

    ValueTask<Unready?> IReadiness.Check(CancellationToken cancellation) =>
        new(_started.Task.IsCompletedSuccessfully
            ? null
            : new Unready("they are not handled yet",
                "Wolverine has not started: the database of ConnectionStrings:Messenger did not answer yet"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var begun = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stoppingToken);
            await Task.Delay(Timeout.Infinite, begun.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (!await Answers(stoppingToken))
                await Task.Delay(s_again, time, stoppingToken);
            await ((IHostedService)runtime).StartAsync(stoppingToken);
            _started.TrySetResult();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _started.TrySetCanceled(stoppingToken);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotStarted(logger, fault);
            _started.TrySetException(fault);
            lifetime.StopApplication(); // it cannot be started twice in one process
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ((IHostedService)runtime).StopAsync(cancellationToken);
    }

    private async ValueTask<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            foreach (var store in _stores)
                await store.Admin.CheckConnectivityAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            LogNotReached(logger, fault);
            return false;
        }
    }

    [LoggerMessage(171, LogLevel.Warning, "Messages cannot be handled yet: their database does not answer")]
    private static partial void LogNotReached(ILogger logger, Exception fault);

    [LoggerMessage(172, LogLevel.Critical, "The host stops: messages cannot be handled")]
    private static partial void LogNotStarted(ILogger logger, Exception fault);
}
