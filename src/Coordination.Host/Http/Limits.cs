using System.Threading.RateLimiting;
using Coordination.Host.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace Coordination.Host.Http;

/// <summary>How much one caller may ask. Read from the section <c>Limits</c>.</summary>
public sealed record Limits
{
    /// <summary>The largest body, in bytes.</summary>
    public int BodyBytes { get; init; } = 64 * 1024;

    /// <summary>Requests a second that one person may keep up.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests that one person may make at once.</summary>
    public int RequestsAtOnce { get; init; } = 300;

    public static Limits Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Limits");
        var defaults = new Limits();
        return new Limits
        {
            BodyBytes = section.GetValue("BodyBytes", defaults.BodyBytes),
            RequestsPerSecond = section.GetValue("RequestsPerSecond", defaults.RequestsPerSecond),
            RequestsAtOnce = section.GetValue("RequestsAtOnce", defaults.RequestsAtOnce),
        };
    }

    /// <summary>One bucket of tokens for each person; those without a valid token share one for each address.</summary>
    internal void Apply(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(PartitionOf(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = RequestsAtOnce,
                TokensPerPeriod = Math.Max(1, RequestsPerSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
                QueueLimit = 0,
            }));
        options.OnRejected = (context, _) => new ValueTask(Problems.TooManyRequests.With(retryAfterSeconds: 1).ExecuteAsync(context.HttpContext));
    }

    private static string PartitionOf(HttpContext context) => Caller.Of(context) is { } caller
        ? $"person:{caller.Person}"
        : $"address:{context.Connection.RemoteIpAddress}";
}

/// <summary>Reads the body whole, at most as much as is allowed, before anything else sees it.</summary>
public sealed class BodyLimit(RequestDelegate next, Limits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!await RequestBody.TryRead(context, limits.BodyBytes))
            await Problems.TooLarge.With($"At most {limits.BodyBytes} bytes are taken.").ExecuteAsync(context);
        else if (RequestBody.Of(context).NestsDeeperThan(EdgeJson.DeepestNesting))
            await Problems.Malformed.With($"The body nests deeper than {EdgeJson.DeepestNesting}.").ExecuteAsync(context);
        else
            await next(context);
    }
}
