using Microsoft.AspNetCore.Routing;

namespace Coordination.Host.Http;

/// <summary>What routes are called in logs and metrics: the pattern, never the values.</summary>
public static class RouteNames
{
    public static string Of(Endpoint? endpoint) => endpoint is RouteEndpoint route
        ? $"{route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "ANY"} {route.RoutePattern.RawText}"
        : "no route";
}
