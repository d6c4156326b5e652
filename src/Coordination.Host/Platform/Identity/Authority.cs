using Microsoft.AspNetCore.Authorization;

namespace Coordination.Host.Platform.Identity;

/// <summary>What a policy asks for: one of these roles, from an agency that can give it.</summary>
/// <param name="Roles">The roles, any of which is enough.</param>
/// <param name="RunsTaskForce">
/// Whether this is how the task force is run. That stays open to the coordinating agency while its own standing is suspended: nobody else
/// could restore it.
/// </param>
public sealed record RolesThatCount(IReadOnlyList<string> Roles, bool RunsTaskForce) : IAuthorizationRequirement;

/// <summary>
/// The worst standing of an agency whose people an endpoint still serves. An endpoint without it serves members in good standing only; what
/// an endpoint says goes before what its group says.
/// </summary>
public sealed record OpenTo(AgencyStanding Worst);

/// <summary>Why a request was denied before its endpoint saw it.</summary>
public enum Denial
{
    /// <summary>The caller's agency never joined: it is told that, whatever was asked, and nothing else.</summary>
    NoMember,
    Left,
    /// <summary>The standing of the caller's agency is suspended.</summary>
    Suspended,
    /// <summary>None of the caller's roles does this.</summary>
    Role,
    /// <summary>The role does this, but only in the agency that coordinates the task force, or for auditors in an audit body.</summary>
    RoleOfAnotherAgency,
}

/// <summary>
/// The one place in which a request is allowed or denied by who asks: roles together with what the caller's agency is to the
/// task force. It runs before anything is read of what was asked for, so that the answer is the same for what exists and what does not.
/// </summary>
public sealed class Authority(StandingReader standings) : AuthorizationHandler<RolesThatCount>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RolesThatCount requirement)
    {
        if (context.Resource is not HttpContext http || Caller.From(http.User) is not { } claimed)
            return; // not succeeding denies
        var standing = await standings.Of(claimed.Agency, http.RequestAborted);
        var caller = claimed with { Roles = [.. claimed.Roles.Where(standing.Vouches)] };
        Caller.Set(http, caller);
        http.Features.Set(standing);
        if (Denies(requirement, claimed, caller, standing, http.GetEndpoint()?.Metadata.GetMetadata<OpenTo>()) is { } denial)
            context.Fail(new Denied(this, denial));
        else
            context.Succeed(requirement);
    }

    private static Denial? Denies(RolesThatCount requirement, Caller claimed, Caller caller, Standing standing, OpenTo? open)
    {
        if (standing is { Agency: AgencyStanding.Unknown, RunsTaskForce: false, Audits: false })
            return Denial.NoMember;
        if (!requirement.Roles.Any(caller.Is))
            return requirement.Roles.Any(claimed.Is) ? Denial.RoleOfAnotherAgency : Denial.Role;
        if (requirement.Roles.Where(caller.Is).Any(role => IsOpenTo(role, requirement, standing, open)))
            return null;
        return standing.Agency is AgencyStanding.Suspended ? Denial.Suspended : Denial.Left;
    }

    // Her ledger is a survivor's own, and an auditor's reading is independent: neither hangs on how an agency stands.
    private static bool IsOpenTo(string role, RolesThatCount requirement, Standing standing, OpenTo? open) =>
        role is Roles.Survivor or Roles.Auditor
        || requirement.RunsTaskForce
        || standing.Agency is AgencyStanding.Unknown // runs the task force, and did not join it yet
        || standing.Agency >= (open?.Worst ?? AgencyStanding.Member);
}

/// <summary>Carries the reason to where it is answered.</summary>
public sealed class Denied(IAuthorizationHandler handler, Denial denial) : AuthorizationFailureReason(handler, denial.ToString())
{
    public Denial Denial => denial;
}

/// <summary>How groups and endpoints say whom they serve.</summary>
public static class OpenToRoutes
{
    /// <summary>Serves agencies of this standing, and better.</summary>
    public static TBuilder OpenTo<TBuilder>(this TBuilder routes, AgencyStanding worst) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new OpenTo(worst));
}
