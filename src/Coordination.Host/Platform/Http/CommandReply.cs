using Coordination.Host.Platform.Http.Identifiers;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Platform.Http;

/// <summary>The answer to a command: the first one, byte for byte, however often it is asked with the same key. It is kept with the log's
/// identifiers, and given with the caller's names.</summary>
public sealed class CommandReply(ProblemResult? problem, Answer.Done? done, bool replayed) : IResult
{
    /// <summary>Says that nothing was done now: this key had been answered before.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>What was done; null when it was refused.</summary>
    public Answer.Done? Done => problem is null ? done : null;

    /// <summary>Whether this key had been answered before.</summary>
    public bool IsReplayed => replayed;

    /// <summary>The same with another body, which is not kept: for what may be shown once only.</summary>
    public CommandReply With(Answer.Done shown) => new(problem, shown, replayed);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (replayed)
            response.Headers[ReplayedHeader] = "true";
        if (problem is not null)
        {
            await problem.ExecuteAsync(httpContext);
            return;
        }
        var names = IdentifierNames.InForce;
        var endpoint = httpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<CommandEndpoint>();
        var body = httpContext.RequestServices.GetRequiredService<ApiJson>().OfKept(done!.Body.Span, endpoint.Answer);
        response.StatusCode = done.Status;
        response.ContentType = "application/json";
        if (done.Version is { } version)
            response.Headers[HeaderNames.ETag] = ETags.Of(version);
        if (done.Location is { } location)
            response.Headers[HeaderNames.Location] = location.For(names.ToName);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
