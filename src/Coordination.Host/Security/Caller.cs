using System.Security.Claims;
using Coordination.Domain;

namespace Coordination.Host.Security;

/// <summary>Who is asking: a person, for an agency, in roles.</summary>
public sealed record Caller(PersonId Person, AgencyId Agency, IReadOnlyList<string> Roles)
{
    /// <summary>As the log names them.</summary>
    public Actor Actor => new(Person, Agency);

    /// <summary>Whether the caller has the role.</summary>
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Reads the claims; null when they do not name exactly one well-formed person and agency.</summary>
    public static Caller? From(ClaimsPrincipal principal) =>
        Single(principal, ClaimNames.Subject) is { } person && Single(principal, ClaimNames.Agency) is { } agency
            ? new Caller(new PersonId(person), new AgencyId(agency), [.. principal.FindAll(ClaimNames.Roles).Select(claim => claim.Value)])
            : null;

    /// <summary>Hands the caller to an endpoint. Every endpoint with a policy has one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(From(context.User));

    private static string? Single(ClaimsPrincipal principal, string claim) =>
        principal.FindAll(claim).Take(2).ToList() is [{ Value: var value }] && NamedId.IsValid(value) ? value : null;
}
