using Microsoft.AspNetCore.Authorization;

namespace Coordination.Host.Platform.Identity;

/// <summary>The roles that a token may carry, as they are spelt in it.</summary>
public static class Roles
{
    public const string Coordinator = "coordinator";
    public const string Advocate = "advocate";
    public const string Partner = "partner";
    public const string Counsel = "counsel";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";
    public const string Survivor = "survivor";

    /// <summary>Looks after the technical affairs of one agency, and after nothing of the task force.</summary>
    public const string AgencyAdministrator = "agencyAdministrator";

    public static IReadOnlyList<string> All { get; } = [Coordinator, Advocate, Partner, Counsel, Auditor, Administrator, Survivor,
        AgencyAdministrator];
}

/// <summary>Who may call what: each group of routes carries one of these. A role counts only together with what the caller's agency is to
/// the task force (<see cref="RolesThatCount"/>). Ownership of the record and the gate's answer are checked afterwards.
/// <c>docs/authority.md</c> is the table of all of it.</summary>
public static class Policies
{
    /// <summary>Anybody whom an agency of the task force vouches for, and auditors.</summary>
    public static AuthorizationPolicy Anybody { get; } = For([.. Roles.All]);

    /// <summary>Those who take part in reviews and work on cases; not auditors and not administrators.</summary>
    public static AuthorizationPolicy Team { get; } = For(Roles.Coordinator, Roles.Advocate, Roles.Partner, Roles.Counsel);

    /// <summary>People who work at an agency of the task force; not survivors, and not auditors.</summary>
    public static AuthorizationPolicy Staff { get; } = For(Roles.Coordinator, Roles.Administrator, Roles.Advocate, Roles.Partner,
        Roles.Counsel, Roles.AgencyAdministrator);

    /// <summary>Those who say for their own agency which law binds it.</summary>
    public static AuthorizationPolicy OwnLaw { get; } = For(Roles.Counsel, Roles.AgencyAdministrator);

    /// <summary>Advocates: the survivor's own record and consent.</summary>
    public static AuthorizationPolicy Advocates { get; } = For(Roles.Advocate);

    /// <summary>Counsel: what an agency was served with.</summary>
    public static AuthorizationPolicy Counsel { get; } = For(Roles.Counsel);

    /// <summary>Advocates and counsel: those who answer what their agency was served with.</summary>
    public static AuthorizationPolicy AdvocatesAndCounsel { get; } = For(Roles.Advocate, Roles.Counsel);

    /// <summary>Those who look after the technical affairs of their own agency.</summary>
    public static AuthorizationPolicy AgencyAdministrators { get; } = For(Roles.Administrator, Roles.AgencyAdministrator);

    /// <summary>Coordinators of the coordinating agency: reviews, and what agencies answer for.</summary>
    public static AuthorizationPolicy Coordinators { get; } = ForTheTaskForce(Roles.Coordinator);

    /// <summary>Those who run the task force: coordinators and administrators of the coordinating agency.</summary>
    public static AuthorizationPolicy Office { get; } = ForTheTaskForce(Roles.Coordinator, Roles.Administrator);

    /// <summary>Auditors of an audit body: the history, on pseudonyms.</summary>
    public static AuthorizationPolicy Auditors { get; } = For(Roles.Auditor);

    /// <summary>Survivors: what is their own.</summary>
    public static AuthorizationPolicy Survivors { get; } = For(Roles.Survivor);

    /// <summary>What holds for an endpoint that was given no policy: nobody.</summary>
    public static AuthorizationPolicy Nobody { get; } = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();

    private static AuthorizationPolicy For(params string[] roles) => Requiring(new RolesThatCount(roles, RunsTaskForce: false));

    private static AuthorizationPolicy ForTheTaskForce(params string[] roles) => Requiring(new RolesThatCount(roles, RunsTaskForce: true));

    private static AuthorizationPolicy Requiring(RolesThatCount roles) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(roles).Build();
}

/// <summary>The claims that are read. Nothing else in a token matters.</summary>
public static class ClaimNames
{
    public const string Subject = "sub";
    public const string Agency = "agency";
    public const string Roles = "roles";

    /// <summary>For the role survivor: the name by which the agency that serves her, which the token names, knows her.</summary>
    public const string Survivor = "survivor";
}
