using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Http.Identifiers;
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
    public void No_type_in_a_body_has_its_own_converter_that_bypasses_the_translation_of_identifiers()
    {
        var json = host.Services.GetRequiredService<ApiJson>();
        var bodies = Bodies().Select(body => body.Type).Distinct().ToList();
        var members = bodies.SelectMany(body => MembersWithOwners(json.Plain, body)).ToList();

        Assert.True(members.Count > 1_000, $"Only {members.Count} members were found.");
        Assert.Empty(members.Where(member => IsConvertedElsewhere(member.Property)).Select(member => $"{member.Owner}.{member.Property.Name}").Distinct());
        foreach (var options in new[] { json.Plain, json.Revealing })
            Assert.Empty(bodies.Concat(members.Select(member => Bare(member.Property.PropertyType))).Distinct().Where(type => IsConvertedElsewhere(options, type)).Select(type => type.FullName));
    }

    [Fact]
    public void A_converter_that_bypasses_the_translation_of_identifiers_is_found_on_a_member_and_on_a_type()
    {
        var json = new ApiJson([new DefaultJsonTypeInfoResolver()]).Plain;

        Assert.All(MembersWithOwners(json, typeof(Bypassing)), member => Assert.True(IsConvertedElsewhere(member.Property) || IsConvertedElsewhere(json, Bare(member.Property.PropertyType)), member.Property.Name));
        Assert.DoesNotContain(MembersWithOwners(json, typeof(Plain)), member => IsConvertedElsewhere(member.Property) || IsConvertedElsewhere(json, Bare(member.Property.PropertyType)));
    }

    // An attribute on a member wins over the converters of the edge. The name of an enum holds no identifier.
    private static bool IsConvertedElsewhere(JsonPropertyInfo property) =>
        property.CustomConverter is { } converter && converter is not JsonStringEnumConverter && !IsOfTheEdge(converter);

    private static bool IsConvertedElsewhere(JsonSerializerOptions options, Type type) =>
        options.GetTypeInfo(type).Converter is var converter && (RandomId.Is(type) ? !IsIn(converter, typeof(IdentifierJson)) : !IsOfTheEdge(converter));

    private static bool IsOfTheEdge(JsonConverter converter) =>
        converter.GetType().Assembly == typeof(JsonSerializer).Assembly || IsIn(converter, typeof(IdentifierJson), typeof(ApiJson), typeof(BoundedDates), typeof(ReaderZone))
        || (converter.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(NamedIdConverter<>));

    private static bool IsIn(JsonConverter converter, params Type[] places) => places.Contains(converter.GetType().DeclaringType) || places.Contains(converter.GetType());

    private sealed record Plain(CaseId Case, ThingId? Thing, IReadOnlyList<CaseId> Cases, SubjectId Subject, AgencyId Agency, Sensitive<string> Text, DateTimeOffset At, Channel Through);

    private sealed record Bypassing(
        [property: JsonConverter(typeof(RandomIdConverter<CaseId>))] CaseId Case, [property: JsonConverter(typeof(OfAList))] IReadOnlyList<CaseId> Cases, Hidden Hidden);

    [JsonConverter(typeof(OfAType))]
    private sealed record Hidden(CaseId Case);

    private sealed class OfAList : JsonConverter<IReadOnlyList<CaseId>>
    {
        public override IReadOnlyList<CaseId> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<CaseId> value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class OfAType : JsonConverter<Hidden>
    {
        public override Hidden Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Hidden value, JsonSerializerOptions options) => throw new NotSupportedException();
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
    public void Whatever_shows_a_copy_to_its_recipient_shows_all_that_goes_along_with_it()
    {
        string[] along = ["redisclosureNotice", "obligations", "consentExplained"];
        var json = host.Services.GetRequiredService<ApiJson>().Plain;
        var shown = Bodies().SelectMany(body => MembersWithOwners(json, body.Type)).Where(member => along.Contains(member.Property.Name)).GroupBy(member => NameOf(member.Owner))
            .Select(owner => (owner.Key, Along: owner.Select(member => member.Property.Name).Distinct().ToHashSet(StringComparer.Ordinal))).Where(owner => owner.Along.Contains("redisclosureNotice")).ToList();

        Assert.True(shown.Count > 1, "Nothing shows a copy.");
        Assert.All(shown, owner => Assert.True(owner.Along.SetEquals(along), $"{owner.Key} shows {string.Join(", ", owner.Along)} only."));
    }

    [Fact]
    public void Every_answer_of_a_command_can_be_read_back_from_where_it_is_kept()
    {
        var json = host.Services.GetRequiredService<ApiJson>();
        using var names = IdentifierNames.Use(IdentifierNames.LogsOwn);
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
    private IEnumerable<(string Name, Type Type)> Members(Type body) =>
        MembersWithOwners(host.Services.GetRequiredService<ApiJson>().Plain, body).Select(member => ($"{NameOf(member.Owner)}.{member.Property.Name}", member.Property.PropertyType));

    private static List<(Type Owner, JsonPropertyInfo Property)> MembersWithOwners(JsonSerializerOptions json, Type body)
    {
        List<(Type, JsonPropertyInfo)> members = [];
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
                members.Add((bare, property));
                Walk(property.PropertyType);
            }
            foreach (var derived in described.PolymorphismOptions?.DerivedTypes ?? [])
                Walk(derived.DerivedType);
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
