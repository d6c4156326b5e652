namespace Coordination.Host.Platform.Http;

/// <summary>The body of an answer that is not a success (RFC 9457).</summary>
/// <param name="Type">What went wrong: stable, for programs. <c>urn:coordination:problem:</c> and a name.</param>
/// <param name="Title">What went wrong: the same for each type, for people.</param>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What to do about it, in this case.</param>
/// <param name="Field">The input field at fault.</param>
public sealed record Problem(string Type, string Title, int Status, string? Detail = null, string? Field = null)
{
    /// <summary>What every type begins with. <c>docs/problems.md</c> lists them.</summary>
    public const string TypeBase = "urn:coordination:problem:";

    public const string ContentType = "application/problem+json";
}

public sealed record ProblemKind(string Name, int Status, string Title)
{
    /// <summary>The result for an endpoint.</summary>
    public ProblemResult With(string? detail = null, string? field = null, int? retryAfterSeconds = null) =>
        new(new Problem(Problem.TypeBase + Name, Title, Status, detail, field), retryAfterSeconds);

    /// <summary>Writes it where there is no endpoint to return it.</summary>
    public Task WriteTo(HttpContext context) => With().ExecuteAsync(context);
}

/// <summary>A problem as the result of an endpoint.</summary>
public sealed class ProblemResult(Problem problem, int? retryAfterSeconds = null) : IResult
{
    public Problem Problem => problem;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        response.ContentType = Problem.ContentType;
        if (retryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, PlatformAnswersJson.Default.Problem);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
