using Coordination.Host.Platform.Encryption;
using Microsoft.AspNetCore.Http.Metadata;

namespace Coordination.Host.Platform.Http;

/// <summary>The outermost step: whatever happens inside, the caller gets a problem of the table, and never the text of an
/// exception.</summary>
public sealed partial class ErrorBoundary(RequestDelegate next, ApiJson json, ILogger<ErrorBoundary> logger)
{
    private const int RetryAfterSeconds = 2;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            context.Response.Headers.Clear();
            context.Response.Headers.CacheControl = "no-store";
            await Explained(context, exception).ExecuteAsync(context);
        }
    }

    /// <summary>Explaining must not fail: where it does, the caller is told that something went wrong, and no more.</summary>
    private ProblemResult Explained(HttpContext context, Exception exception)
    {
        try
        {
            return ProblemOf(context, exception);
        }
        catch (Exception fault)
        {
            Tell(() => LogBug(logger, fault, RouteOf(context), TraceOf(context)));
            return exception is BadHttpRequestException ? Problems.Malformed.With() : Problems.Internal.With();
        }
    }

    private ProblemResult ProblemOf(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.TooLarge.With();
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return Problems.WrongMediaType.With();
            case BadHttpRequestException bad:
                return MalformedBy(context, bad.InnerException as JsonException);
            case EventNotStorableException { TooLarge: true } large:
                return Problems.TooLarge.With(large.Message);
            case EventNotStorableException unstorable:
                return Problems.InvalidInput.With(unstorable.Message);
            case UnreadableException or DamagedKeyException or KeyServiceUnavailableException:
                return UnreadableBy(context, exception);
            case LookupsBehindException behind:
                Tell(() => LogUnavailable(logger, behind, RouteOf(context), TraceOf(context)));
                return Problems.Unavailable.With(
                    "What is looked up for this is still being built from the log. Nothing was stored. Try again in a while with the " +
                        "same Idempotency-Key.", retryAfterSeconds: RetryAfterSeconds);
            case StoreUnavailableException:
                Tell(() => LogUnavailable(logger, exception, RouteOf(context), TraceOf(context)));
                return Problems.Unavailable.With("Try again with the same Idempotency-Key: it finds out what became of the command.",
                    retryAfterSeconds: RetryAfterSeconds);
            default:
                Tell(() => LogBug(logger, exception, RouteOf(context), TraceOf(context)));
                return Problems.Internal.With();
        }
    }

    private ProblemResult UnreadableBy(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case UnreadableException { Why: WhyUnreadable.KeyDestroyed }:
                return Problems.Unreadable.With(
                    "The key was destroyed: nothing more is recorded about this person, and nothing can be read or copied.");
            case DamagedKeyException:
                Tell(() => LogUnreadable(logger, RouteOf(context), TraceOf(context), WhyUnreadable.Damaged));
                return Problems.Unreadable.With("A key is damaged. Tell the operator of this system.");
            case UnreadableException { Why: not WhyUnreadable.KeyServiceUnavailable and var why }:
                Tell(() => LogUnreadable(logger, RouteOf(context), TraceOf(context), why));
                return Problems.Unreadable.With("The stored data cannot be read. Tell the operator of this system.");
            default:
                Tell(() => LogNoKeys(logger, exception, RouteOf(context), TraceOf(context)));
                return Problems.Unavailable.With(
                    "The keys cannot be reached. Try again with the same Idempotency-Key: it finds out what became of the command.",
                    retryAfterSeconds: RetryAfterSeconds);
        }
    }

    private ProblemResult MalformedBy(HttpContext context, JsonException? fault)
    {
        if (fault is null)
            return QueryNames.Unbound(context);
        var expected = context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var found = expected is null ? null : JsonFault.Find(RequestBody.Of(context).Bytes, expected, json.Plain);
        return (found is { IsInText: true } or { IsOutOfRange: true } ? Problems.InvalidInput : Problems.Malformed).With(found?.Expected
            ?? "The body is not JSON of the kind that is expected here.", found?.Field);
    }

    /// <summary>The names and the trace are asked for in it too: whatever of it fails, the caller is told what went wrong.</summary>
    private static void Tell(Action log)
    {
        try
        {
            log();
        }
        catch (Exception)
        {
            // What cannot be told must not take with it the answer that explains a failure.
        }
    }

    private static string RouteOf(HttpContext context) => RouteNames.Of(context.GetEndpoint());

    private static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    [LoggerMessage(20, LogLevel.Error, "The store could not be reached during {Route}, trace {Trace}")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string route, string trace);

    [LoggerMessage(22, LogLevel.Error, "The keys could not be reached during {Route}, trace {Trace}")]
    private static partial void LogNoKeys(ILogger logger, Exception exception, string route, string trace);

    [LoggerMessage(23, LogLevel.Error, "Stored data cannot be read during {Route}, trace {Trace}: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string route, string trace, WhyUnreadable why);

    [LoggerMessage(21, LogLevel.Error, "{Route} failed, trace {Trace}")]
    private static partial void LogBug(ILogger logger, Exception exception, string route, string trace);
}
