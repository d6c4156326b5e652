using System.Text.Json.Serialization.Metadata;
using Coordination.Host.Platform.Http.Identifiers;
using Coordination.Host.Platform.Http.OpenApi;
using Coordination.Host.Platform.Telemetry;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;

namespace Coordination.Host.Platform.Http;

/// <summary>What every request passes through, from the outside in.</summary>
public static class HttpPipeline
{
    public static IServiceCollection AddHttpEdge(this IServiceCollection services, Limits limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<ApiJson>();
        services.AddSingleton<ReadMarks>();
        services.AddSingleton<ListPages>();
        services.AddSingleton<RequestLimiting>();
        services.AddFeatureJson(PlatformAnswersJson.Default);
        services.AddOptions<JsonOptions>().Configure<IEnumerable<IJsonTypeInfoResolver>>((options, features) =>
            ApiJson.Configure(options.SerializerOptions, ApiJson.ResolverOf(features), reveals: false));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddOptions<ForwardedHeadersOptions>().Configure(options => TrustedProxies.Configure(options, limits));
        services.AddApiDescription();
        return services;
    }

    /// <summary>Registers how the requests and answers of a feature are read and written.</summary>
    public static IServiceCollection AddFeatureJson(this IServiceCollection services, IJsonTypeInfoResolver json) =>
        services.AddSingleton(json);

    public static WebApplication UseHttpEdge(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Limits>().TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
        app.UseMiddleware<RequestTrace>();
        app.UseMiddleware<ErrorBoundary>();
        app.Use(NeverStored);
        app.UseMiddleware<AddressLimit>();
        app.UseStatusCodePages(pages => Explain(pages.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<RequestLimiting>();
        app.UseAuthorization();
        app.UseMiddleware<QueryNames>();
        app.UseMiddleware<BodyLimit>();
        app.UseMiddleware<OptionalBody>();
        app.UseMiddleware<CallerIdentifiers>();
        app.UseMiddleware<ReaderZone>();
        return app;
    }

    private static Task NeverStored(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }

    private static Task Explain(HttpContext context) =>
        context is { Response.StatusCode: StatusCodes.Status400BadRequest } && context.GetEndpoint() is not null
            ? QueryNames.Unbound(context).ExecuteAsync(context)
            : ProblemOf(context.Response.StatusCode).WriteTo(context);

    private static ProblemKind ProblemOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Problems.Unauthenticated,
        StatusCodes.Status403Forbidden => Problems.Forbidden,
        StatusCodes.Status404NotFound => Problems.NotFound,
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => Problems.TooLarge,
        StatusCodes.Status414UriTooLong => Problems.AddressTooLong,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Problems.HeadersTooLarge,
        StatusCodes.Status415UnsupportedMediaType => Problems.WrongMediaType,
        StatusCodes.Status429TooManyRequests => Problems.TooManyRequests,
        >= 500 => Problems.Internal,
        _ => Problems.Malformed,
    };
}
