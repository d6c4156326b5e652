using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Host.Http;
using Coordination.Host.Observability;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Coordination.Host.Tests.Http;

/// <summary>Whatever fails while a failure is explained, the caller gets a problem, and no word of an exception.</summary>
public sealed class ErrorBoundaryTests
{
    private const string Secret = "what she said";

    [Fact]
    public async Task A_log_that_fails_does_not_take_the_answer_with_it() =>
        Assert.Equal("internal", await Answered(_ => throw new InvalidOperationException(Secret)));

    [Fact]
    public async Task An_explanation_that_fails_becomes_a_problem_without_one()
    {
        var wrong = new BadHttpRequestException("x", StatusCodes.Status400BadRequest, new JsonException(Secret));

        Assert.Equal("malformed", await Answered(
            context =>
            {
                context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new Accepted()), null));
                throw wrong;
            }));
    }

    private static async Task<string> Answered(RequestDelegate next)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() }, Request = { Protocol = "HTTP/1.1", Body = new MemoryStream("{}"u8.ToArray()), ContentLength = 2 } };
        Assert.True(await RequestBody.TryRead(context, 100));

        using var factory = new LoggerFactory([new Failing()]);
        using var logging = new FaultLogging(factory, []);

        await new ErrorBoundary(next, new EdgeJson([]), new Logger<ErrorBoundary>(logging)).InvokeAsync(context);

        context.Response.Body.Position = 0;
        var problem = JsonNode.Parse(context.Response.Body)!;
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.DoesNotContain(Secret, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(context.Response.StatusCode, problem["status"]!.GetValue<int>());
        return problem["type"]!.GetValue<string>().Split(':')[^1];
    }

    /// <summary>Names a type that nothing here can read, so that looking for the fault fails.</summary>
    private sealed class Accepted : IAcceptsMetadata
    {
        public IReadOnlyList<string> ContentTypes => ["application/json"];

        public Type RequestType => typeof(Accepted);

        public bool IsOptional => false;
    }

    private sealed class Failing : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new IOException("The disk is full.");
    }
}
