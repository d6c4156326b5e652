namespace Coordination.Host.Platform.Http;

/// <summary>Who the caller is to the task force.</summary>
/// <param name="Person">The person whom the token names.</param>
/// <param name="Agency">The agency that it names.</param>
/// <param name="Roles">Those of its roles that count here: a role that the agency cannot give does not.</param>
/// <param name="Standing">How the agency stands: unknown (of an audit body, or one that is about to found the task force), left, suspended,
/// member.</param>
public sealed record MeAnswer(PersonId Person, AgencyId Agency, IReadOnlyList<string> Roles, AgencyStanding Standing)
{
    /// <summary>When another setting of the laws that bind the agency takes effect, which <c>/v1/me/profiles</c> shows; left out where none
    /// is to come.</summary>
    public DateTimeOffset? ProfilesChangeAt { get; init; }
}

/// <summary>Lets a caller see what their token is good for.</summary>
public static class Me
{
    public static IEndpointRouteBuilder MapMe(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me").WithTags("Me").RequireAuthorization(Policies.Anybody).OpenTo(AgencyStanding.Left);
        group.MapGet("/", Get).WithSummary("Who you are to the task force: your roles that count, and how your agency stands.");
        return routes;
    }

    private static async Task<Reply<MeAnswer>> Get(Caller caller, Standing standing, StateReader reader, TimeProvider time,
        CancellationToken cancellation)
    {
        var (position, _) = await reader.Read(PartnerStream.Definition, caller.Agency, cancellation);
        return Reply.Plain(new MeAnswer(caller.Person, caller.Agency, caller.Roles,
            standing.Agency)
        { ProfilesChangeAt = (position as PartnerPosition.Partner)?.ProfilesChangeAfter(time.GetUtcNow()) });
    }
}

/// <summary>Bodies that belong to no feature.</summary>
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(Changed))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(string))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PlatformAnswersJson : JsonSerializerContext;
