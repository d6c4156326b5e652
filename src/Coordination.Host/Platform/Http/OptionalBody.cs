using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// Who sends no body to an operation whose fields are all optional means an empty object. Where there are fields, a body stays required:
/// the serialiser says which. Where there are none, a body that says something is refused: nothing of it would be kept.
/// </summary>
public sealed class OptionalBody(RequestDelegate next, ApiJson json)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint bare && bare.Metadata.GetMetadata<IAcceptsMetadata>() is null
            && !SaysNothing(RequestBody.Of(context).Bytes))
            return Problems.Malformed.With("This operation takes no body, and nothing of it would be kept. Leave it out.")
                .ExecuteAsync(context);
        if (context.GetEndpoint() is { } endpoint && RequestBody.Of(context).Bytes.IsEmpty && IsOptional(endpoint, json.Plain)
            && (context.Request.ContentType is null || context.Request.HasJsonContentType()))
        {
            RequestBody.SetEmptyObject(context);
            context.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        }
        return next(context);
    }

    private static bool SaysNothing(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var read = body.IsEmpty ? null : JsonDocument.Parse(body);
            return read is null || (read.RootElement.ValueKind == JsonValueKind.Object && !read.RootElement.EnumerateObject().Any());
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether an operation has a body, and nothing in it is required.</summary>
    public static bool IsOptional(Endpoint endpoint, JsonSerializerOptions options) =>
        IsOptional(endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, options);

    /// <summary>Whether nothing is required in a body of this type.</summary>
    public static bool IsOptional(Type? body, JsonSerializerOptions options) =>
        body is not null && options.GetTypeInfo(body) is { Kind: System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object } type
            && !type.Properties.Any(property => property.IsRequired);

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
