using Coordination.Host.Platform.Http.Identifiers;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Coordination.Host.Platform.Http.OpenApi;

/// <summary>What each operation shares with all others: the token, the headers of commands, the problems.</summary>
internal static class OperationDescription
{
    public const string Bearer = "bearer";
    public const string ProblemSchema = "Problem";

    public static async Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var command = endpoint.OfType<CommandEndpoint>().Any();
        operation.OperationId ??= OperationIdOf(context);
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        operation.Responses ??= [];
        if (command)
            DescribeCommand(operation);
        DescribeQuery(operation, endpoint, context.Description.HttpMethod);
        DescribeBody(operation, endpoint, context);
        DescribeRaw(operation, endpoint);
        if (!command && endpoint.OfType<QuestionEndpoint>().FirstOrDefault() is null)
            operation.Responses.TryAdd("304", new OpenApiResponse { Description = "It is as you have it (If-None-Match)." });
        foreach (var status in StatusesOf(command, operation.RequestBody is not null))
            operation.Responses.TryAdd(status.Code, ProblemResponse(status.Title, context.Document!));
        await DescribeShapes(operation, context, cancellation);
    }

    /// <summary>The generator keeps one type of answer for each status, where an answer may depend on who asks.</summary>
    private static async Task DescribeShapes(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancellation)
    {
        var types = context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>()
            .Where(answer => answer.StatusCode == StatusCodes.Status200OK).Select(answer => answer.Type).OfType<Type>().Distinct().ToList();
        if (types.Count < 2 || operation.Responses?["200"].Content is not { } contents
            || !contents.TryGetValue("application/json", out var content))
            return;
        var shapes = new List<IOpenApiSchema>();
        var json = context.ApplicationServices.GetRequiredService<ApiJson>().Plain;
        foreach (var type in types)
        {
            var name = SchemaNames.Of(json.GetTypeInfo(type))!;
            context.Document!.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
            shapes.Add(new OpenApiSchemaReference(name, context.Document));
        }
        content.Schema = new OpenApiSchema { AnyOf = shapes };
    }

    /// <summary>The method and the path: <c>postSurvivorsOwnWords</c>. A client generator makes names of it.</summary>
    private static string OperationIdOf(OpenApiOperationTransformerContext context)
    {
        var words = (context.Description.RelativePath ?? "").Split('/', '-', '.')
            .Where(part => part.Length > 0 && part != "v1")
            .Select(part => part.StartsWith('{') ? "By" + Capital(part.Trim('{', '}').Split(':')[0]) : Capital(part));
        return (context.Description.HttpMethod ?? "").ToLowerInvariant() + string.Concat(words);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>Query names as they are written everywhere else, and those that every operation of a kind has.</summary>
    private static void DescribeQuery(OpenApiOperation operation, IList<object> endpoint, string? method)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>()
            .Where(parameter => parameter.In == ParameterLocation.Query))
            parameter.Name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        if (method == HttpMethods.Get && !operation.Parameters.Any(parameter => parameter.Name == ReaderZone.Parameter))
            operation.Parameters.Add(
                Query(ReaderZone.Parameter, "The zone in whose offset times are written, such as America/Chicago; without it, UTC."));
        if (endpoint.OfType<LogsOwnIdentifiers>().Any())
            operation.Parameters.Add(Query(CallerIdentifiers.NamedBy,
                "The agency whose names the identifiers in the address are; without it, they are the log's own."));
    }

    private static void DescribeBody(OpenApiOperation operation, IList<object> endpoint, OpenApiOperationTransformerContext context)
    {
        var body = endpoint.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType;
        if (operation.RequestBody is OpenApiRequestBody described)
            described.Required = !OptionalBody.IsOptional(body, context.ApplicationServices.GetRequiredService<ApiJson>().Plain);
    }

    private static void DescribeRaw(OpenApiOperation operation, IList<object> endpoint)
    {
        if (endpoint.OfType<RawAnswer>().FirstOrDefault() is { } raw)
            operation.Responses!["200"] = new OpenApiResponse
            {
                Description = raw.What,
                Content = new Dictionary<string, OpenApiMediaType> { [raw.MediaType] = new() { Schema = Text() } },
            };
    }

    private static void DescribeCommand(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(Header(CommandCall.KeyHeader, required: true,
            "New for each command, 1 to 128 visible ASCII characters, such as a random UUID. The same key again gives the first answer."));
        operation.Parameters.Add(
            Header("If-Match", required: false, "The ETag that you have seen. The command is not done when it has changed."));
        foreach (var (status, response) in operation.Responses!)
        {
            if (status.StartsWith('2') && response is OpenApiResponse described)
                described.Headers = HeadersOf(status);
        }
    }

    private static Dictionary<string, IOpenApiHeader> HeadersOf(string status)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            ["ETag"] = new OpenApiHeader { Description = "The version of the stream.", Schema = Text() },
            [ReadMarks.Header] = new OpenApiHeader
            {
                Description =
                "Give it as waitFor to a view, to wait until it shows what this command recorded. Yours alone.",
                Schema = Text()
            },
            [CommandReply.ReplayedHeader] =
                new OpenApiHeader { Description = "true when this key had been answered before.", Schema = Text() },
        };
        if (status == "201")
            headers["Location"] = new OpenApiHeader { Description = "Where the new thing is found.", Schema = Text() };
        return headers;
    }

    private static IEnumerable<(string Code, string Title)> StatusesOf(bool command, bool body)
    {
        yield return ("400", "The request could not be understood.");
        yield return ("401", "A valid token is needed.");
        yield return ("403", "Your role or agency may not do this, or it has not been released.");
        yield return ("404", "There is nothing here for you.");
        if (command)
        {
            yield return ("409", "It cannot be done now, or is being done.");
            yield return ("412", "It has changed since you saw it.");
        }
        yield return ("410", "It can no longer be read.");
        yield return ("413", "The request is too large.");
        yield return ("414", "The address is too long.");
        if (body)
            yield return ("415", "The body must be application/json.");
        yield return ("422", "Something in the request is not as it should be.");
        yield return ("429", "Too many requests.");
        yield return ("431", "The headers are too large.");
        yield return ("500", "Something went wrong on our side.");
        yield return ("503", "The service cannot be reached at this moment.");
    }

    private static OpenApiResponse ProblemResponse(string title, OpenApiDocument document) => new()
    {
        Description = title,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) },
        },
    };

    private static OpenApiParameter Header(string name, bool required, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = Text() };

    private static OpenApiParameter Query(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
