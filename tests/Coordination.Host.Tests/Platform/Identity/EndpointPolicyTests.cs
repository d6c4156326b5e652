using Coordination.Host.Platform.Http;
using Coordination.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

public sealed class EndpointPolicyTests(SharedHost host)
{
    /// <summary>What anybody may ask: whether the host lives, and what the API looks like.</summary>
    private static readonly string[] Open = ["/health/live", "/health/ready", "/openapi/{documentName}.json"];

    private IReadOnlyList<RouteEndpoint> Endpoints => [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public void Every_endpoint_has_a_policy_of_its_own_but_those_that_are_open_to_all()
    {
        var unguarded = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null
            && !endpoint.Metadata.OfType<IAuthorizeData>().Any(data => data.Policy is not null));

        Assert.Equal(Open.Order(), unguarded.Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Order());
    }

    [Fact]
    public void Only_those_are_open_to_all() => Assert.Equal(Open.Order(), Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Order());

    [Fact]
    public void Whatever_changes_something_is_mapped_as_a_command() => Assert.All(
        Endpoints.Where(endpoint => !IsRead(endpoint) && endpoint.Metadata.GetMetadata<QuestionEndpoint>() is null), endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<CommandEndpoint>()));

    private static bool IsRead(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.All(method => method is "GET" or "HEAD") == true;
}
