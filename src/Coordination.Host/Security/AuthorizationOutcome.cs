using Coordination.Host.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Coordination.Host.Security;

/// <summary>Answers those who may not pass, and writes down who was turned away where.</summary>
public sealed partial class AuthorizationOutcome(ILogger<AuthorizationOutcome> logger) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Where there is no route, there is nothing to protect: the router's own 404 or 405 is the answer.
        if (authorizeResult.Succeeded || context.GetEndpoint() is not RouteEndpoint endpoint)
            return next(context);
        var route = RouteNames.Of(endpoint);
        if (authorizeResult.Challenged)
        {
            LogUnknown(logger, route);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthenticated.WriteTo(context);
        }
        var caller = Caller.Of(context);
        LogTurnedAway(logger, route, caller?.Person.Value, caller?.Agency.Value, caller is null ? "" : string.Join(' ', caller.Roles));
        return Problems.Forbidden.WriteTo(context);
    }

    [LoggerMessage(10, LogLevel.Information, "{Route} was asked without a valid token")]
    private static partial void LogUnknown(ILogger logger, string route);

    [LoggerMessage(11, LogLevel.Warning, "{Route} was denied to {Person} of {Agency}, whose roles are {Roles}")]
    private static partial void LogTurnedAway(ILogger logger, string route, string? person, string? agency, string roles);
}
