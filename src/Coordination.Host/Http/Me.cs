using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Host.Execution;
using Coordination.Host.Security;

namespace Coordination.Host.Http;

/// <summary>Who the token says that the caller is.</summary>
public sealed record MeAnswer(PersonId Person, AgencyId Agency, IReadOnlyList<string> Roles);

/// <summary>Lets a caller see what their token says.</summary>
public static class Me
{
    public static IEndpointRouteBuilder MapMe(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/me").WithTags("Me").RequireAuthorization(Policies.Anybody);
        group.MapGet("/", Get).WithSummary("Who the token says that you are.");
        return routes;
    }

    private static Reply<MeAnswer> Get(Caller caller) => Reply.Plain(new MeAnswer(caller.Person, caller.Agency, caller.Roles));
}

/// <summary>The bodies that are the edge's own.</summary>
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(Changed))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(string))]
internal sealed partial class EdgeAnswersJson : JsonSerializerContext;
