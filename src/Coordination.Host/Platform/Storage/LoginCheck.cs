namespace Coordination.Host.Platform.Storage;

/// <summary>Refuses to serve with logins that no wall of the database stops. Development only warns.</summary>
internal sealed class LoginCheck(IConfiguration settings, IHostEnvironment environment, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<LoginCheck> logger)
    : DatabaseCheck(lifetime, time, logger)
{
    private static readonly IReadOnlyList<(string Setting, IReadOnlyList<string> Others)> s_logins =
    [
        (StoreRegistration.WriterSetting, []),
        (ViewStoreRegistration.ProjectorSetting, [.. ViewReaders.All, .. OutboxDatabase.Logins]), // their passwords follow from the projector's
        (StoreRegistration.IntegratorSetting, []),
        (MessageStoreRegistration.MessengerSetting, []),
    ];

    public override string Name => "logins";

    protected override string What => "what the database's logins may do";

    protected override bool OnlyWarns => environment.IsDevelopment();

    protected override async ValueTask<IReadOnlyList<string>> Ask(CancellationToken cancellation)
    {
        List<string> faults = [];
        foreach (var (setting, others) in s_logins)
            if (settings[setting] is { Length: > 0 } connection)
                faults.AddRange((await LoginRights.FaultsOf(connection, others, cancellation)).Select(fault => $"{setting}: {fault}. No wall of the database stops such a login: take that from it."));
        return faults;
    }
}
