using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Http.OpenApi;
using Coordination.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http.OpenApi;

/// <summary>A schema stands for one type: a client that was generated from it sends and reads what is meant.</summary>
public sealed class SchemaNameTests(SharedHost host)
{
    [Fact]
    public void No_two_types_that_the_API_takes_or_answers_share_a_name()
    {
        var json = host.Services.GetRequiredService<ApiJson>().Plain;
        var named = Types(json).Select(type => (Type: Nullable.GetUnderlyingType(type) ?? type, Name: SchemaNames.Of(json.GetTypeInfo(type)))).Where(type => type.Name is not null).Distinct().ToList();

        Assert.True(named.Count > 300, $"Only {named.Count} types were found.");
        Assert.Empty(named.GroupBy(type => type.Name).Where(called => called.Select(type => type.Type).Distinct().Count() > 1)
            .Select(called => $"{called.Key}: {string.Join(", ", called.Select(type => type.Type.FullName))}"));
        Assert.Contains(named.GroupBy(type => type.Type.Name), several => several.Select(type => type.Type).Distinct().Count() > 1); // or there would be nothing to tell apart
    }

    [Fact]
    public async Task Each_operation_is_described_with_the_fields_of_its_own_types()
    {
        var contract = await ApiContract.Of(host.CreateClient());
        var json = host.Services.GetRequiredService<ApiJson>().Plain;
        var (checkedBodies, faults) = (0, new List<string>());
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } type
                || contract.Operations.FirstOrDefault(operation => operation.Method == "POST" && operation.Path == Plain(endpoint)) is not { Body: { } body } operation)
                continue;
            checkedBodies++;
            var schema = body["$ref"] is { } reference ? contract.Description["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]! : body;
            var (described, own) = (schema["properties"]!.AsObject().Select(field => field.Key).Order().ToList(), json.GetTypeInfo(type).Properties.Select(field => field.Name).Order().ToList());
            if (!described.SequenceEqual(own))
                faults.Add($"{operation}: described {string.Join(' ', described)}; read {string.Join(' ', own)}");
        }
        Assert.Empty(faults);
        Assert.True(checkedBodies > 60, $"Only {checkedBodies} were looked at.");
    }

    [Fact]
    public async Task The_query_names_that_are_described_are_those_that_are_taken()
    {
        var contract = await ApiContract.Of(host.CreateClient());
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0];
            if (contract.Operations.FirstOrDefault(operation => operation.Method == method && operation.Path == Plain(endpoint)) is not { } operation)
                continue;
            var described = (operation.Node["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == "query").Select(parameter => parameter!["name"]!.GetValue<string>());
            Assert.Equal(QueryNames.Of(endpoint).Keys.Order(), described.Order());
        }
    }

    private static string Plain(RouteEndpoint endpoint) =>
        "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));

    /// <summary>Every type that is reached from the body and the answers of an operation.</summary>
    private HashSet<Type> Types(JsonSerializerOptions json)
    {
        HashSet<Type> found = [];
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            foreach (var type in endpoint.Metadata.OfType<IAcceptsMetadata>().Select(body => body.RequestType).Concat(endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => answer.Type)))
                Collect(type, json, found);
        }
        return found;
    }

    private static void Collect(Type? type, JsonSerializerOptions json, HashSet<Type> found)
    {
        if (type is null || type == typeof(void) || !json.TryGetTypeInfo(type, out var info) || !found.Add(type))
            return;
        Collect(Nullable.GetUnderlyingType(type), json, found);
        Collect(info.ElementType, json, found);
        foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
            Collect(property.PropertyType, json, found);
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
            Collect(derived.DerivedType, json, found);
    }
}
