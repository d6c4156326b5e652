using Coordination.Host.Platform.Storage.Marten;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>Hears what other hosts append. It starts with the first subscription; while it is deaf, subscriptions poll.</summary>
internal sealed class AppendListener(NpgsqlDataSource source, AppendSignal signal, AppendConnection own, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task? _listening;

    public void Start()
    {
        if (Volatile.Read(ref _listening) is not null)
            return;
        lock (_gate)
            _listening ??= Task.Run(ListenForEver);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_listening is not null)
            await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ListenForEver()
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Listen(_stop.Token);
            }
            catch (Exception failure) when (StoreFailure.IsOutage(failure) && !_stop.IsCancellationRequested)
            {
                logger.ListeningInterrupted(failure);
                await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task Listen(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        connection.Notification += (_, heard) =>
        {
            if (heard.PID != own.ProcessId) // who appends here was told already
                signal.Pulse();
        };
        await using (var listen = new NpgsqlCommand("listen coordination_appended", connection))
            await listen.ExecuteNonQueryAsync(cancellation);
        signal.Pulse(); // something may have come before we listened
        while (true)
            await connection.WaitAsync(cancellation);
    }
}
