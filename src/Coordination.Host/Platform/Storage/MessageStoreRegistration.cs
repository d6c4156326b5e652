using Coordination.Host.Platform.Messaging;
using Npgsql;
using Wolverine.Persistence.Durability;
using Wolverine.Postgresql;

namespace Coordination.Host.Platform.Storage;

public static class MessageStoreRegistration
{
    /// <summary>The setting that holds the connection string of the role that carries messages from the log to the handlers.</summary>
    public const string MessengerSetting = "ConnectionStrings:Messenger";

    /// <summary>The role of that login.</summary>
    public const string MessengerRole = "coordination_messenger";

    /// <summary>The schema that holds the messages.</summary>
    public const string Schema = "wolverine";

    /// <summary>Messages that are stored with the events, and their handling.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services, IConfiguration settings) =>
        services.AddMessaging(options =>
    {
        if (settings[MessengerSetting] is { Length: > 0 } connection)
            options.PersistMessagesWithPostgresql(NpgsqlDataSource.Create(Connections(connection)), Schema)
                .OverrideAutoCreateResources(JasperFx.AutoCreate.None);
        else
            services.AddSingleton<IMessageStore>(_ =>
                throw new SettingsException($"{MessengerSetting} is not set. Give the connection string of the role {MessengerRole}."));
    });

    private static NpgsqlConnectionStringBuilder Connections(string connection) => new(connection)
    {
        ApplicationName = "coordination messages",
        NoResetOnClose = true,
        Enlist = false,
        TcpKeepAlive = true,
        MaxPoolSize = 8,
        Timeout = 4,
        CommandTimeout = 32, // the server should be the one that gives up
        Options = "-c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000",
    };
}
