using Coordination.Host.Platform.Telemetry;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Asks the database something before the host serves, and refuses to serve where the answer is wrong. A database that cannot be reached
/// when the host starts is asked until it answers; until then the host is not ready.
/// </summary>
internal abstract partial class DatabaseCheck(IHostApplicationLifetime lifetime, TimeProvider time, ILogger logger)
    : BackgroundService, IReadiness
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private volatile bool _isAsked;

    public abstract string Name { get; }

    /// <summary>What is asked, to go on with "is not known yet".</summary>
    protected abstract string What { get; }

    /// <summary>Whether a wrong answer is only told.</summary>
    protected abstract bool OnlyWarns { get; }

    public virtual ValueTask<Unready?> Check(CancellationToken cancellation) =>
        new(_isAsked ? null : new Unready($"{What} is not known yet"));

    public virtual string? Figure => null;

    /// <exception cref="SettingsException">The answer is wrong: with each fault.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await Faults(cancellationToken) is { Count: > 0 } faults)
        {
            if (!OnlyWarns)
                throw new SettingsException(faults);
            Tell(LogFault, faults);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_isAsked)
        {
            await Task.Delay(s_again, time, stoppingToken);
            if (await Faults(stoppingToken) is not { Count: > 0 } faults)
                continue;
            Tell(OnlyWarns ? LogFault : LogStopping, faults);
            if (!OnlyWarns)
                lifetime.StopApplication();
        }
    }

    /// <summary>What is wrong, each with what to do about it.</summary>
    /// <exception cref="NpgsqlException">The database could not be asked.</exception>
    protected abstract ValueTask<IReadOnlyList<string>> Ask(CancellationToken cancellation);

    // Null where the database cannot be asked.
    private async ValueTask<IReadOnlyList<string>?> Faults(CancellationToken cancellation)
    {
        IReadOnlyList<string> faults;
        try
        {
            faults = await Ask(cancellation);
        }
        catch (Exception failure) when (StoreFailure.IsOutage(failure) || failure is NpgsqlException)
        {
            LogNotAsked(logger, What, FaultSummary.Types(failure));
            return null;
        }
        _isAsked = faults.Count == 0 || OnlyWarns;
        return faults;
    }

    private void Tell(Action<ILogger, string> log, IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            log(logger, fault);
    }

    [LoggerMessage(130, LogLevel.Warning, "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(131, LogLevel.Critical, "The host stops. {Fault}")]
    private static partial void LogStopping(ILogger logger, string fault);

    [LoggerMessage(132, LogLevel.Warning, "The database could not be asked yet {What}: {Fault}. It is asked again.")]
    private static partial void LogNotAsked(ILogger logger, string what, string fault);
}
