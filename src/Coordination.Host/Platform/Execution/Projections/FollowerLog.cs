namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>What followers log: names, positions, counts and failures (of which no message is written, because it might quote
/// data).</summary>
internal static partial class FollowerLog
{
    [LoggerMessage(60, LogLevel.Information, "{Follower} follows the log from position {Position}")]
    public static partial void Leads(this ILogger logger, string follower, long position);

    [LoggerMessage(61, LogLevel.Information, "{Follower} stops leading: another host went on")]
    public static partial void SteppedBack(this ILogger logger, string follower);

    [LoggerMessage(62, LogLevel.Error,
        "{Follower} is stuck after position {Position}: failure {Failures} in a row; trying again in {Pause}")]
    public static partial void Stuck(this ILogger logger, Exception failure, string follower, long position, int failures, TimeSpan pause);

    [LoggerMessage(67, LogLevel.Error, "The log is no longer signed: {What}. Run the verb `audit verify` for details")]
    public static partial void NotSigned(this ILogger logger, string what);

    [LoggerMessage(64, LogLevel.Information, "{Projection} was rebuilt as generation {Generation} up to position {Position}")]
    public static partial void Rebuilt(this ILogger logger, string projection, int generation, long position);

    [LoggerMessage(65, LogLevel.Information, "{View} is far behind, so it is rebuilt while the others go on")]
    public static partial void IsBehind(this ILogger logger, string view);

    [LoggerMessage(66, LogLevel.Error, "{View} could not be rebuilt; it is tried again")]
    public static partial void NotRebuilt(this ILogger logger, Exception failure, string view);
}
