using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// Keeps one person from starving the others: each has units to spend, and only so many requests are worked on at the same time. Requests
/// without a valid token share the limit of their address. Routes with <c>DisableRateLimiting</c>, the health probes, are never limited.
/// A service, so that its timers end with the host.
/// </summary>
public sealed class RequestLimiting(Limits limits) : IMiddleware, IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _units = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(PartitionOf(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.RequestsAtOnce,
            TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(limits.RequestsPerSecond < 10 ? 1_000.0 / limits.RequestsPerSecond : 100),
            QueueLimit = 0,
        }));

    private readonly PartitionedRateLimiter<HttpContext> _inProgress = InTurn(limits.RequestsInProgress, limits.RequestsWaiting);
    private readonly PartitionedRateLimiter<HttpContext> _oneAtATime = InTurn(1, limits.RequestsWaiting);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            await next(context);
            return;
        }
        var cost = RequestCost.Of(context);
        using var units = _units.AttemptAcquire(context, Math.Min(cost.Units, limits.RequestsAtOnce));
        using var turn = units.IsAcquired
            ? await (cost.OneAtATime ? _oneAtATime : _inProgress).AcquireAsync(context, 1, context.RequestAborted)
            : null;
        if (turn is { IsAcquired: true })
            await next(context);
        else
            await Problems.TooManyRequests.With("Wait a second, then go on more slowly, or ask for fewer rows.",
                retryAfterSeconds: SecondsToWait(units)).ExecuteAsync(context);
    }

    public void Dispose()
    {
        _units.Dispose();
        _inProgress.Dispose();
        _oneAtATime.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> InTurn(int atOnce, int waiting) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetConcurrencyLimiter(PartitionOf(context), _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    private static int SecondsToWait(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;

    private static string PartitionOf(HttpContext context) => Caller.Of(context) is { } caller
        ? $"person:{caller.Person}"
        : $"address:{context.Connection.RemoteIpAddress}";
}

/// <summary>Takes the caller's address from <c>X-Forwarded-For</c> where a configured proxy says it, and from nobody else.</summary>
internal static class TrustedProxies
{
    public static void Configure(ForwardedHeadersOptions options, Limits limits)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
        options.ForwardLimit = null; // as many as there are trusted proxies in a row; the first that is not trusted ends it
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in limits.TrustedProxies)
            options.KnownIPNetworks.Add(network);
    }
}
