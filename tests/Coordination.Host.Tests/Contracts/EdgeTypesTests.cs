using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coordination.Domain;
using Coordination.Host.Execution;
using Coordination.Host.Http;
using Coordination.Host.Http.Identifiers;
using Coordination.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>
/// What crosses the edge is translated by its type. So an identifier has a type, in every address and in every body, and every text is on a list that
/// says what it is: something new that is neither is found here.
/// </summary>
public sealed class EdgeTypesTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private const string Texts = "tests/Coordination.Host.Tests/Contracts/edge-texts.txt";

    private IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(one => one.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))];

    [Fact]
    public void Every_identifier_of_an_address_is_bound_by_its_type_and_translated()
    {
        Assert.True(Endpoints.Count > 100, $"Only {Endpoints.Count} endpoints were found.");
        foreach (var endpoint in Endpoints)
        {
            var inRoute = endpoint.RoutePattern.ParameterPolicies.Where(parameter => parameter.Value.Any(policy => policy.Content == "guid")).Select(parameter => parameter.Key).Order();
            var translated = AddressedId.Of(endpoint);

            Assert.Equal(inRoute, translated.Where(id => !id.IsStream && endpoint.RoutePattern.GetParameter(id.Name) is not null).Select(id => id.Name).Order());
            Assert.DoesNotContain(Parameters(endpoint), parameter => parameter.Type == typeof(Guid));
            Assert.All(translated.Where(id => id.IsStream), _ => Assert.NotNull(endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>()));
        }
    }

    [Fact]
    public void No_body_has_an_identifier_without_a_type_but_what_auditors_read()
    {
        foreach (var (endpoint, type) in Bodies().Where(body => body.Endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>() is null))
            Assert.DoesNotContain(Members(type), member => Bare(member.Type) == typeof(Guid));
    }

    [Fact]
    public void Every_text_of_an_address_or_a_body_is_on_the_list_and_no_identifier()
    {
        var found = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>() is null)
            .SelectMany(endpoint => Parameters(endpoint).Where(parameter => parameter.Type == typeof(string)).Select(parameter => $"?{parameter.Name}"))
            .Concat(Bodies().Where(body => body.Endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>() is null)
                .SelectMany(body => Members(body.Type)).Where(member => Bare(member.Type) == typeof(string)).Select(member => member.Name))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var listed = File.ReadAllLines(Path.Combine(Snapshot.RepositoryRoot, Texts)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(": ", 2)).ToList();

        Assert.Equal(string.Join('\n', listed.Select(line => line[0])), string.Join('\n', found));
        Assert.All(listed, line => Assert.True(line.Length == 2 && line[1].Length > 0, $"Say what {line[0]} is."));
    }

    [Fact]
    public void Every_answer_of_a_command_can_be_read_back_from_where_it_is_kept()
    {
        var json = host.Services.GetRequiredService<EdgeJson>();
        using var names = EdgeNames.Use(EdgeNames.LogsOwn);
        foreach (var answer in Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<CommandEndpoint>()?.Answer).OfType<Type>().Distinct())
        {
            var kept = JsonSerializer.SerializeToUtf8Bytes(answer == typeof(Changed) ? Changed.Of(new CaseId(Guid.NewGuid()), new(3)) : EventSamples.Value(answer), json.Plain.GetTypeInfo(answer));

            Assert.Equal(Encoding.UTF8.GetString(kept), Encoding.UTF8.GetString(json.OfKept(kept, answer)));
        }
    }

    private static IEnumerable<(string Name, Type Type)> Parameters(Endpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Select(parameter => (parameter.Name, Type: Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType));

    private IEnumerable<(Endpoint Endpoint, Type Type)> Bodies() => Endpoints.SelectMany(endpoint =>
        endpoint.Metadata.GetOrderedMetadata<IAcceptsMetadata>().Select(accepted => accepted.RequestType)
            .Concat(endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Where(made => made.ContentTypes.Contains("application/json")).Select(made => made.Type))
            .OfType<Type>().Distinct().Select(type => ((Endpoint)endpoint, type)));

    /// <summary>All members of a body, however deep.</summary>
    private List<(string Name, Type Type)> Members(Type body)
    {
        var json = host.Services.GetRequiredService<EdgeJson>().Plain;
        List<(string, Type)> members = [];
        HashSet<Type> seen = [];
        Walk(body);
        return members;

        void Walk(Type type)
        {
            var bare = Bare(type);
            if (!seen.Add(bare) || json.GetTypeInfo(bare) is not { Kind: JsonTypeInfoKind.Object } described)
                return;
            foreach (var property in described.Properties)
            {
                members.Add(($"{NameOf(bare)}.{property.Name}", property.PropertyType));
                Walk(property.PropertyType);
            }
        }
    }

    private static string NameOf(Type type) => type.IsGenericType ? type.Name.Split('`')[0] : type.Name;

    /// <summary>Without the question mark, and without the lists around it.</summary>
    private static Type Bare(Type type)
    {
        while (true)
        {
            if (Nullable.GetUnderlyingType(type) is { } value)
                type = value;
            else if (type != typeof(string) && type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Sensitive<>) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
                type = type.GetGenericArguments()[^1];
            else
                return type;
        }
    }
}
