using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Coordination.Host.Platform.Http.OpenApi;

/// <summary>The description of the API, OpenAPI 3.1, good enough to generate a client from.</summary>
public static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddDocumentTransformer(DescribeTheWhole);
        options.AddOperationTransformer(OperationDescription.Apply);
        options.AddSchemaTransformer(SchemaDescription.Apply);
    });

    public static IEndpointRouteBuilder MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return routes;
    }

    private static Task DescribeTheWhole(OpenApiDocument document, OpenApiDocumentTransformerContext context,
        CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Coordination",
            Version = "v1",
            Description = "Multidisciplinary response to human trafficking. What is unknown and what is withheld get one answer: " +
                "not-found. "
                + "Every command needs an Idempotency-Key; every error is a problem (RFC 9457) with a stable type.",
        };
        // The address belongs to the deployment, not to the contract.
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OperationDescription.Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An OpenID Connect access token (RFC 9068) with the claims sub, agency and roles.",
            },
        };
        document.AddComponent(OperationDescription.ProblemSchema, SchemaDescription.Problem());
        return Task.CompletedTask;
    }
}
