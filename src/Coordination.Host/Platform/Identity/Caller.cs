using System.Security.Claims;

namespace Coordination.Host.Platform.Identity;

/// <summary>Who is asking: a person, for an agency, in roles. An endpoint sees the roles that count, and no other that a token may
/// hold.</summary>
public sealed record Caller(PersonId Person, AgencyId Agency, IReadOnlyList<string> Roles)
{
    /// <summary>As the log names them.</summary>
    public Actor Actor => new(Person, Agency);

    /// <summary>The agency's identifier of the survivor who asks; null when the caller is not a survivor.</summary>
    public Guid? Survivor { get; init; }

    /// <summary>For whom identifiers are minted: everybody of an agency knows a thing by one name, a survivor by one of her own.</summary>
    public string Recipient => Survivor is { } herself ? $"survivor/{herself}" : Agency.Value;

    /// <summary>
    /// Within what an idempotency key means one command: one person may speak for two agencies, and that is two commands. No id
    /// has a slash in it, so this is nobody else's scope, and none of the host's own commands.
    /// </summary>
    public string KeyScope => $"{Recipient}/{Person}";

    /// <summary>Whether the caller has the role.</summary>
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Reads the claims; null when they do not name exactly one well-formed person and agency.</summary>
    public static Caller? From(ClaimsPrincipal principal) =>
        Single(principal, ClaimNames.Subject) is { } person && Single(principal, ClaimNames.Agency) is { } agency
            ? new Caller(new PersonId(person), new AgencyId(agency),
                [.. principal.FindAll(ClaimNames.Roles).Select(claim => claim.Value)])
            { Survivor = SurvivorIn(principal) }
            : null;

    /// <summary>Who is asking in this request; null for those without a valid token. Read from the claims once.</summary>
    public static Caller? Of(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { } caller)
        {
            if (From(context.User) is not { } read)
                return null;
            context.Features.Set(caller = read);
        }
        return caller;
    }

    /// <summary>From here on this is the caller of the request: with those roles only that count.</summary>
    internal static void Set(HttpContext context, Caller caller) => context.Features.Set(caller);

    /// <summary>Hands the caller to an endpoint. Every endpoint with a policy has one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(Of(context));

    private static Guid? SurvivorIn(ClaimsPrincipal principal) =>
        principal.FindAll(ClaimNames.Survivor).Take(2).ToList() is [{ Value: var value }] && Guid.TryParseExact(value, "D", out var name)
            ? name
            : null;

    private static string? Single(ClaimsPrincipal principal, string claim) =>
        principal.FindAll(claim).Take(2).ToList() is [{ Value: var value }] && NamedId.IsValid(value) ? value : null;
}
