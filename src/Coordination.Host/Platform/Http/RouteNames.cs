using Microsoft.AspNetCore.Routing;

namespace Coordination.Host.Platform.Http;

/// <summary>What routes are called in logs and metrics: the pattern, never the values.</summary>
public static class RouteNames
{
    public static string Of(Endpoint? endpoint) => endpoint is RouteEndpoint route
        ? $"{route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "ANY"} {route.RoutePattern.RawText}"
        : "no route";

    /// <summary>The method, where it is one of those that exist: a caller can write anything there.</summary>
    public static string MethodOf(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" ? method : "_OTHER";
}
