namespace Coordination.Host.Platform.Http;

/// <summary>Something that must be in order before this host takes requests: the database, the schema, a projection.</summary>
public interface IReadiness
{
    /// <summary>What it is, for the operator.</summary>
    string Name { get; }

    /// <summary>Null when it is in order; else what is not.</summary>
    ValueTask<Unready?> Check(CancellationToken cancellation);

    /// <summary>A line with a figure, for monitoring. It contains nothing that an outsider may not read. Null when there is none.</summary>
    string? Figure => null;
}

/// <summary>Why this host does not take requests.</summary>
/// <param name="Why">A fixed text, without anything that an outsider may not read.</param>
/// <param name="More">For the log.</param>
public sealed record Unready(string Why, string? More = null);

/// <summary>Whether the host lives, and whether it is ready.</summary>
public static partial class Health
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        group.MapGet("/live", () => Results.Text("live"));
        group.MapGet("/ready", Ready);
        return routes;
    }

    private static async Task<IResult> Ready(IEnumerable<IReadiness> parts, ILoggerFactory loggers, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(LongestWait);
        foreach (var part in parts)
        {
            if (await FaultOf(part, bounded.Token) is not { } fault)
                continue;
            LogNotReady(loggers.CreateLogger("Coordination.Health"), part.Name, fault.Why, fault.More is { } more ? $" ({more})" : "");
            return Problems.Unavailable.With($"Not ready: {part.Name}: {fault.Why}.", retryAfterSeconds: 2);
        }
        return Results.Text(string.Join('\n', parts.Select(part => part.Figure).OfType<string>().Prepend("ready")));
    }

    private static async ValueTask<Unready?> FaultOf(IReadiness part, CancellationToken cancellation)
    {
        try
        {
            return await part.Check(cancellation);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new("it does not answer", fault.GetType().Name);
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "Not ready: {Part}: {Why}{More}")]
    private static partial void LogNotReady(ILogger logger, string part, string why, string more);
}
