using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Reading;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>Every request that the API takes is held to it: no name twice in a list, and nobody named whom nobody knows. Found by their types, so that a new request is, too.</summary>
public sealed class BodyIdentifiersTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly PersonId s_nobody = new("nobody.at.all");

    private IReadOnlyList<Type> Bodies() =>
    [
        .. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()).OfType<MethodInfo>()
            .SelectMany(handler => handler.GetParameters()).Select(parameter => parameter.ParameterType).Where(BodyIdentifiers.IsBody).Distinct(),
    ];

    [Fact]
    public async Task Every_person_whom_a_body_names_is_looked_up_or_there_is_a_reason_why_not()
    {
        await new ConsentWorld(host).Begin();
        var people = host.Services.GetRequiredService<KnownPeople>();
        var named = Bodies().SelectMany(BodyIdentifiers.PersonsOf).Distinct().ToList();
        Assert.NotEmpty(named);

        foreach (var (type, member) in named.Where(at => !BodyIdentifiers.NotLookedUp.ContainsKey((at.Type.Name, at.Member.Name))))
        {
            var body = RuntimeHelpers.GetUninitializedObject(type);
            type.GetProperty("Agency")?.SetValue(body, new AgencyId("county-sheriff"));
            var list = member.PropertyType == typeof(IReadOnlyList<PersonId>);
            member.SetValue(body, list ? new[] { new PersonId("dana.whitfield"), s_nobody } : s_nobody);

            var refused = await BodyIdentifiers.FirstWrong(body, people, TestContext.Current.CancellationToken);

            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(member.Name) + (list ? "[1]" : ""), refused?.Field);
            member.SetValue(body, list ? new[] { new PersonId("dana.whitfield") } : new PersonId("dana.whitfield"));
            Assert.Null(await BodyIdentifiers.FirstWrong(body, people, TestContext.Current.CancellationToken));
        }

        Assert.Empty(BodyIdentifiers.NotLookedUp.Keys.Except(named.Select(at => (at.Type.Name, at.Member.Name))));
        Assert.All(BodyIdentifiers.NotLookedUp.Values, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_list_of_names_or_words_has_one_twice()
    {
        var people = host.Services.GetRequiredService<KnownPeople>();
        var held = 0;
        foreach (var type in Bodies().SelectMany(BodyIdentifiers.TypesOf).Distinct())
        {
            foreach (var member in type.GetProperties().Where(property => IsListOfNames(property.PropertyType)))
            {
                var element = member.PropertyType.GetGenericArguments()[0];
                var body = RuntimeHelpers.GetUninitializedObject(type);
                var twice = Array.CreateInstance(element, 2);
                member.SetValue(body, twice);

                Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(member.Name) + "[1]", (await BodyIdentifiers.FirstWrong(body, people, TestContext.Current.CancellationToken))?.Field);
                held++;
            }
        }

        Assert.NotEqual(0, held);
    }

    [Fact]
    public async Task An_office_outside_counts_with_the_persons_who_are_recorded_there_and_who_does_something_is_known()
    {
        var world = await new ConsentWorld(host).Begin();
        var people = host.Services.GetRequiredService<KnownPeople>();
        var made = (await world.Advocate.Post("/v1/outside-recipients", new { name = "Sheriff of River County", kind = "lawEnforcement", address = "Ruth Vance, 7 Mill Road" })).Ok().Json;
        var (office, person) = (new AgencyId(made["office"]!.GetValue<string>()), new PersonId(made["person"]!.GetValue<string>()));

        Assert.Null(await people.Unknown(office, person, "person", TestContext.Current.CancellationToken));
        Assert.Equal("person", (await people.Unknown(office, new("dana.whitfield"), "person", TestContext.Current.CancellationToken))?.Field);
        Assert.Null(await people.UnknownAnywhere(person, "witness", TestContext.Current.CancellationToken));
        Assert.Equal("person", (await people.Unknown(new("open-door"), new("bea.ortiz"), "person", TestContext.Current.CancellationToken))?.Field);
        (await host.As("bea.ortiz", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "Jo" })).Ok();
        Assert.Null(await people.Unknown(new("open-door"), new("bea.ortiz"), "person", TestContext.Current.CancellationToken));
        Assert.Null(await people.Unknown(new("superior-court"), s_nobody, "person", TestContext.Current.CancellationToken)); // of a court that never joined, nothing is known
    }

    private static bool IsListOfNames(Type type) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
        && type.GetGenericArguments()[0] is var element && (element.IsEnum || (element.Namespace == typeof(PersonId).Namespace && element.IsValueType && element.Name.EndsWith("Id", StringComparison.Ordinal)));
}
