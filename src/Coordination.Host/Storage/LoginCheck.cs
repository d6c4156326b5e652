using Coordination.Host.Http;
using Coordination.Host.Security;
using Npgsql;

namespace Coordination.Host.Storage;

/// <summary>
/// Refuses to serve with logins that no wall of the database stops. Development only warns. A database that cannot be reached when the host starts is
/// asked until it answers; until then the host is not ready.
/// </summary>
internal sealed partial class LoginCheck(IConfiguration settings, IHostEnvironment environment, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<LoginCheck> logger)
    : BackgroundService, IReadiness
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyList<(string Setting, IReadOnlyList<string> Others)> s_logins =
    [
        (StoreRegistration.WriterSetting, []),
        (ViewStoreRegistration.ProjectorSetting, [.. ViewReaders.All, .. OutboxDatabase.Logins]), // their passwords follow from the projector's
        (TransparencyRegistration.IntegratorSetting, []),
    ];

    private volatile bool _isAsked;

    public string Name => "logins";

    public ValueTask<Unready?> Check(CancellationToken cancellation) => new(_isAsked ? null : new Unready("what the database's logins may do is not known yet"));

    /// <exception cref="SettingsException">A login has rights that it must not have.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await Faults(cancellationToken) is { Count: > 0 } faults)
        {
            if (!environment.IsDevelopment())
                throw new SettingsException(faults);
            Tell(LogTooMuch, faults);
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
            Tell(environment.IsDevelopment() ? LogTooMuch : LogStopping, faults);
            if (!environment.IsDevelopment())
                lifetime.StopApplication();
        }
    }

    // Null where the database cannot be asked.
    private async ValueTask<IReadOnlyList<string>?> Faults(CancellationToken cancellation)
    {
        List<string> faults = [];
        try
        {
            foreach (var (setting, others) in s_logins)
                if (settings[setting] is { Length: > 0 } connection)
                    faults.AddRange((await LoginRights.FaultsOf(connection, others, cancellation)).Select(fault => $"{setting}: {fault}. No wall of the database stops such a login: take that from it."));
        }
        catch (Exception failure) when (StoreFailure.IsOutage(failure) || failure is NpgsqlException)
        {
            LogNotAsked(logger, failure);
            return null;
        }
        _isAsked = faults.Count == 0 || environment.IsDevelopment();
        return faults;
    }

    private void Tell(Action<ILogger, string> log, IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            log(logger, fault);
    }

    [LoggerMessage(130, LogLevel.Warning, "{Fault}")]
    private static partial void LogTooMuch(ILogger logger, string fault);

    [LoggerMessage(131, LogLevel.Critical, "The host stops. {Fault}")]
    private static partial void LogStopping(ILogger logger, string fault);

    [LoggerMessage(132, LogLevel.Warning, "What the database's logins may do could not be asked yet")]
    private static partial void LogNotAsked(ILogger logger, Exception exception);
}
