using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

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

    public static TheoryData<Exception, string> Failures => new()
    {
        { new DamagedKeyException(Secret), "unreadable" },
        { new UnreadableException(WhyUnreadable.Damaged), "unreadable" },
        { new UnreadableException(WhyUnreadable.KeyServiceUnavailable), "unavailable" },
        { new KeyServiceUnavailableException(Secret), "unavailable" },
        { new StoreUnavailableException(Secret), "unavailable" },
        { new Speechless(), "internal" },
        { new InvalidOperationException(Secret, new Speechless()), "internal" },
        { new AggregateException(new Speechless(), new DamagedKeyException(Secret)), "internal" },
        { new BadHttpRequestException(Secret, StatusCodes.Status400BadRequest, new Speechless()), "malformed" },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task Whatever_cannot_be_told_of_it_the_caller_gets_the_problem_that_it_is(Exception failure, string problem)
    {
        Assert.Equal(problem, await Answered(_ => throw failure));
        Assert.Equal(problem, await Answered(_ => throw failure, new Failing()));
    }

    [Fact]
    public void What_an_exception_cannot_say_of_itself_is_left_out_and_the_rest_is_told()
    {
        Assert.Equal($"System.InvalidOperationException <- {typeof(Speechless).FullName}", FaultSummary.Types(new InvalidOperationException(Secret, new Speechless()), [new Nameless()]));
        Assert.NotNull(FaultSummary.Frames(new Speechless()));
    }

    private static async Task<string> Answered(RequestDelegate next, ILogger? unguarded = null)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() }, Request = { Protocol = "HTTP/1.1", Body = new MemoryStream("{}"u8.ToArray()), ContentLength = 2 } };
        Assert.True(await RequestBody.TryRead(context, 100));

        using var factory = new LoggerFactory([new Failing()]);
        using var logging = new FaultLogging(factory, []);

        await new ErrorBoundary(next, new ApiJson([]), unguarded is null ? new Logger<ErrorBoundary>(logging) : new Unguarded(unguarded)).InvokeAsync(context);

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

    /// <summary>An exception that fails at whatever it is asked for.</summary>
    private sealed class Speechless : System.Data.Common.DbException
    {
        public override string Message => throw new InvalidOperationException(Secret);

        public override string? StackTrace => throw new InvalidOperationException(Secret);

        public override string? SqlState => throw new InvalidOperationException(Secret);

        public override System.Collections.IDictionary Data => throw new InvalidOperationException(Secret);

        public override string ToString() => throw new InvalidOperationException(Secret);
    }

    private sealed class Nameless : IFaultNames
    {
        public string? Of(Exception fault) => throw new InvalidOperationException(Secret);
    }

    /// <summary>A logger that does not come from where all of them come from.</summary>
    private sealed class Unguarded(ILogger logger) : ILogger<ErrorBoundary>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => logger.Log(logLevel, eventId, state, exception, formatter);
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
