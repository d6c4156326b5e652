namespace Coordination.Host.Platform.Storage;

/// <summary>What the store logs: counts and SQLSTATEs, never names of streams, never content.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Error, "An append batch of {Requests} requests failed")]
    public static partial void BatchFailed(this ILogger logger, Exception failure, int requests);

    [LoggerMessage(2, LogLevel.Warning, "A batch of {Requests} requests was rolled back for one of them; each is tried alone")]
    public static partial void BatchSplit(this ILogger logger, Exception failure, int requests);

    [LoggerMessage(3, LogLevel.Warning, "The database refused a request")]
    public static partial void RequestRefused(this ILogger logger, Exception failure);

    [LoggerMessage(4, LogLevel.Warning,
        "Notifications of the database were interrupted; until they are back, the log is looked at now and then")]
    public static partial void ListeningInterrupted(this ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Warning, "A subscription could not read and tries again")]
    public static partial void SubscriptionInterrupted(this ILogger logger, Exception failure);

    [LoggerMessage(6, LogLevel.Information, "Applied migration {Number} {Name}")]
    public static partial void MigrationApplied(this ILogger logger, int number, string name);
}
