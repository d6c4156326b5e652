using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Platform.Http;

public static class Reply
{
    /// <summary>200 with a body that holds nothing sensitive: writing anything sensitive fails.</summary>
    public static Reply<T> Plain<T>(T body, ShownVersion? version = null) => new(body, version, reveals: false);

    /// <summary>200 with a body whose sensitive values are written out. Only for the custodian, or for the addressee of a
    /// disclosure.</summary>
    public static Reply<T> Revealing<T>(T body, ShownVersion? version = null) => new(body, version, reveals: true);

    /// <summary>The same, under an entity tag that follows from what the answer says and from nothing else: it moves only with what the
    /// reader sees.</summary>
    public static Reply<T> RevealingByContent<T>(T body) => new(body, null, reveals: true, byContent: true);
}

/// <summary>A body, with its ETag where it has one.</summary>
public sealed class Reply<T>(T body, ShownVersion? version, bool reveals, bool byContent = false) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (version is { } known)
        {
            response.Headers[HeaderNames.ETag] = ETags.Of(known);
            if (ETags.IsKnown(httpContext.Request.Headers.IfNoneMatch, known))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        var json = httpContext.RequestServices.GetRequiredService<ApiJson>();
        var bytes = reveals
            ? await RevealedAnswer.Of(body, json.Revealing, httpContext)
            : JsonSerializer.SerializeToUtf8Bytes(body, json.Plain.GetTypeInfo(typeof(T)));
        if (byContent)
        {
            var tag = ETags.Of(bytes);
            response.Headers[HeaderNames.ETag] = tag;
            if (ETags.IsKnown(httpContext.Request.Headers.IfNoneMatch, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
