using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>The store's ways to its database: one connection to append, one to listen, a few to read. Every wait is bounded.</summary>
internal static class StoreConnections
{
    /// <summary>
    /// For connections whose statements all find their rows by key. A statement is planned once for each connection: a plan that was
    /// made while a table was small must not scan it when it has grown.
    /// </summary>
    public const string PlansByKey = " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    /// <summary>Not pooled: the opener keeps the connection.</summary>
    public static NpgsqlDataSource ForOneUser(StoreOptions options, string purpose)
    {
        var settings = Settings(options, purpose);
        settings.Pooling = false;
        settings.KeepAlive = purpose == "listen" ? 15 : 0;
        settings.MaxAutoPrepare = 4;
        settings.AutoPrepareMinUsages = 1;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Pooled, with statements prepared by themselves, all of which find their rows by key.</summary>
    public static NpgsqlConnectionStringBuilder ForReadingByKey(StoreOptions options)
    {
        var settings = ForReading(options);
        settings.Options += PlansByKey;
        return settings;
    }

    /// <summary>Pooled, with statements prepared by themselves.</summary>
    public static NpgsqlConnectionStringBuilder ForReading(StoreOptions options)
    {
        var settings = Settings(options, "read");
        settings.MaxPoolSize = options.MostReaders;
        settings.MaxAutoPrepare = 16;
        settings.AutoPrepareMinUsages = 2;
        return settings;
    }

    private static NpgsqlConnectionStringBuilder Settings(StoreOptions options, string purpose) => new(options.ConnectionString)
    {
        ApplicationName = $"coordination {purpose}",
        NoResetOnClose = true,
        Enlist = false,
        TcpKeepAlive = true,
        Timeout = Math.Max(1, (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds)),
        CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 2, // the server should be the one that gives up
        Options = $"-c statement_timeout={(long)options.StatementTimeout.TotalMilliseconds} -c " +
            $"lock_timeout={(long)options.LockTimeout.TotalMilliseconds}",
        ReadBufferSize = 65_536,
        WriteBufferSize = 65_536,
    };
}
