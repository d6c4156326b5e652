using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Telemetry;

namespace Coordination.Host.TransparencyLog.Witnessing;

/// <summary>A witness on HTTP: <c>POST /add-checkpoint</c>, and nothing else. It needs no database.</summary>
public static partial class WitnessHost
{
    private const int LargestBody = 64 * 1024;

    public static WebApplication Build(WitnessCosigner book, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddLogs();
        builder.WebHost.UseUrls(address).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.AddSingleton(book);
        var app = builder.Build();
        app.MapPost("/add-checkpoint", Add);
        return app;
    }

    private static async Task<IResult> Add(HttpContext context, WitnessCosigner book, ILoggerFactory loggers)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var answer = book.Add(body.GetBuffer().AsSpan(0, (int)body.Length));
        Log(loggers.CreateLogger("Coordination.Witness"), answer.GetType().Name);
        return answer switch
        {
            WitnessAnswer.Cosigned cosigned => Results.Text(cosigned.Signature.Line, "text/plain", Encoding.UTF8),
            WitnessAnswer.SizeMismatch another =>
                Results.Text(string.Create(CultureInfo.InvariantCulture, $"{another.Size}\n"), "text/x.tlog.size",
                    statusCode: StatusCodes.Status409Conflict),
            WitnessAnswer.Malformed malformed => Results.Text($"{malformed.Why}\n", statusCode: StatusCodes.Status400BadRequest),
            WitnessAnswer.UnknownLog => Results.Text("This witness does not know the log.\n", statusCode: StatusCodes.Status404NotFound),
            WitnessAnswer.NotSigned => Results.Text("The log did not sign this.\n", statusCode: StatusCodes.Status403Forbidden),
            WitnessAnswer.Inconsistent =>
                Results.Text("This did not grow out of what this witness saw last; it is kept as evidence.\n",
                    statusCode: StatusCodes.Status422UnprocessableEntity),
            WitnessAnswer.Fork => Results.Text("FORK: the log signed another tree of this size; both are kept as evidence.\n",
                statusCode: StatusCodes.Status409Conflict),
            _ => throw new UnreachableException(),
        };
    }

    private static void Log(ILogger logger, string answer)
    {
        if (answer is nameof(WitnessAnswer.Fork) or nameof(WitnessAnswer.Inconsistent))
            LogFork(logger, answer);
        else
            LogAnswer(logger, answer);
    }

    [LoggerMessage(86, LogLevel.Information, "add-checkpoint: {Answer}")]
    private static partial void LogAnswer(ILogger logger, string answer);

    [LoggerMessage(87, LogLevel.Critical,
        "add-checkpoint: {Answer}. The log shows two histories: see the folder forks, and tell the auditors")]
    private static partial void LogFork(ILogger logger, string answer);
}
