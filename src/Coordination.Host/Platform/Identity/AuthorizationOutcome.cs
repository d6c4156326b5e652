using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Coordination.Host.Platform.Identity;

/// <summary>Answers those who may not pass, and writes down who was turned away where.</summary>
public sealed partial class AuthorizationOutcome(ILogger<AuthorizationOutcome> logger) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
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
        var caller = Caller.From(context.User);
        Denial? denial = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<Denied>().FirstOrDefault()?.Denial;
        LogTurnedAway(logger, route, caller?.Person.Value, caller?.Agency.Value,
            caller is null ? "" : string.Join(' ', caller.Roles), denial);
        return ProblemOf(denial, context.Features.Get<Standing>()).ExecuteAsync(context);
    }

    /// <summary>The answer to members of a suspended agency, for everything that the suspension closes.</summary>
    internal static ProblemResult Suspended =>
        Problems.StandingSuspended.With(
            "The standing of your agency is suspended. It may still answer what is asked of it, and look after its own records. For " +
                "everything else, ask the coordinating agency to restore its standing.");

    private static ProblemResult ProblemOf(Denial? denial, Standing? standing) => denial switch
    {
        Denial.NoMember when standing is { IsFormed: false } =>
            Problems.NotAMember.With(
                "There is no task force yet. The founding agency, which this service's operator names in its settings, forms it and " +
                    "takes agencies in."),
        Denial.NoMember =>
            Problems.NotAMember.With("Your agency is not a member of the task force. Ask its coordinating agency to take it in."),
        Denial.Left =>
            Problems.NotAMember.With(
                "Your agency left the task force. It may still answer what is asked of it, and look after its own records. For " +
                    "everything else, ask the coordinating agency to take it in again."),
        Denial.Suspended => Suspended,
        Denial.RoleOfAnotherAgency =>
            Problems.Forbidden.With("Your agency cannot give you this role: only the coordinating agency has coordinators and " +
                "administrators, and only an audit body has auditors."),
        _ => Problems.Forbidden.With(),
    };

    [LoggerMessage(10, LogLevel.Information, "{Route} was called without a valid token")]
    private static partial void LogUnknown(ILogger logger, string route);

    [LoggerMessage(11, LogLevel.Warning, "{Route} was denied to {Person} of {Agency}, whose roles are {Roles}: {Denial}")]
    private static partial void LogTurnedAway(ILogger logger, string route, string? person, string? agency, string roles, Denial? denial);
}
