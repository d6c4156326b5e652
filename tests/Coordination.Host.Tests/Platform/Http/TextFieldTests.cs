using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Coordination.Domain;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Http.Identifiers;
using Coordination.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>What no text may hold is in no text of any request: every field of every body is tried.</summary>
public sealed class TextFieldTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly string[] NoTexts = ["", "\u200B", "\u2800 \u3164", "Bridge\u202Egnisuoh", "a\u2066b", "a\0b"];

    [Fact]
    public void A_text_that_nobody_can_read_is_refused_in_every_field_of_every_body_and_the_field_is_named()
    {
        var edge = host.Services.GetRequiredService<ApiJson>().Plain;
        using var names = IdentifierNames.Use(IdentifierNames.LogsOwn);
        var tried = 0;
        foreach (var type in Bodies().Select(edge.GetTypeInfo))
        {
            Assert.Null(Fault(type, Sample(type)));
            foreach (var (path, put) in Texts(type, ""))
            {
                foreach (var text in NoTexts)
                {
                    var body = Sample(type);
                    put(body, text);
                    Assert.Throws<JsonException>(() => body.Deserialize(type));
                    var fault = Fault(type, body);
                    Assert.True(fault is { IsInText: true } && fault.Field == path, $"{type.Type.Name}.{path}: {fault}");
                    tried++;
                }
            }
        }
        Assert.True(tried > 80 * NoTexts.Length, $"{tried} bodies were tried.");
    }

    [Fact]
    public void Any_text_of_any_field_of_any_body_reaches_the_command_as_it_was_written()
    {
        var edge = host.Services.GetRequiredService<ApiJson>().Plain;
        using var names = IdentifierNames.Use(IdentifierNames.LogsOwn);
        var (any, tried) = (new AnyText(5), 0);
        foreach (var type in Bodies().Select(edge.GetTypeInfo))
            foreach (var (path, put) in Texts(type, ""))
                foreach (var encoder in new[] { JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) // with escapes, and without
                {
                    var (body, text) = (Sample(type), any.Next());
                    put(body, text);
                    var read = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(body.ToJsonString(new JsonSerializerOptions { Encoder = encoder })), type);

                    Assert.Equal(text, TextAt(read, type, path));
                    tried++;
                }
        Assert.True(tried > 160, $"{tried} texts were tried.");
    }

    private static string? TextAt(object? value, JsonTypeInfo type, string path)
    {
        foreach (var step in path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.'))
        {
            var property = step == "0" ? null : type.Properties.Single(property => property.Name == step);
            value = property is null ? ((System.Collections.IEnumerable)value!).Cast<object>().First() : property.Get!(value!);
            type = type.Options.GetTypeInfo(property?.PropertyType ?? type.ElementType!);
        }
        return value is Sensitive<string> sensitive ? sensitive.Reveal() : value as string;
    }

    [Theory]
    [InlineData("\u200B"), InlineData("\u2800"), InlineData("\u3164"), InlineData("Mari\u202Elos"), InlineData("\0")]
    public async Task It_is_answered_as_a_blank_is(string name)
    {
        var answer = await host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = name });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid-input", "calledBy"), (answer.Status, answer.Problem, answer.Field));
    }

    [Theory]
    [InlineData("می\u200Cترا"), InlineData("क्\u200Dष"), InlineData("👩\u200D👧"), InlineData("שלום\u200F (12)")]
    public async Task What_names_need_comes_back_as_it_was_written(string name)
    {
        var advocate = host.As("amina", "open-door", "advocate");
        var id = (await advocate.Post("/v1/survivors", new { calledBy = name })).Ok().Id;

        Assert.Equal(name, (await advocate.Get($"/v1/survivors/{id}")).Ok().Json["calledBy"]!.GetValue<string>());
    }

    private List<Type> Bodies() =>
        [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>().Distinct()];

    private static JsonFault? Fault(JsonTypeInfo type, JsonNode body) => JsonFault.Find(JsonSerializer.SerializeToUtf8Bytes(body), type.Type, type.Options);

    /// <summary>A body with everything in it, and one element in each list.</summary>
    private static JsonNode Sample(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => new JsonObject(type.Properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Sample(type.Options.GetTypeInfo(property.PropertyType))))),
        JsonTypeInfoKind.Enumerable => new JsonArray(Sample(type.Options.GetTypeInfo(type.ElementType!))),
        _ => Value(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
    };

    private static JsonNode Value(Type type) => type switch
    {
        { IsEnum: true } => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]),
        _ when type == typeof(string) || type == typeof(Sensitive<string>) => "text",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) || type == typeof(long) => 1,
        _ when type == typeof(DateTimeOffset) => "2026-03-01T09:30:00Z",
        _ when type == typeof(DateOnly) => "2026-03-01",
        _ when type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(INamedId<>)) => "open-door",
        _ => Guid.NewGuid().ToString(),
    };

    private static IEnumerable<(string Path, Action<JsonNode, string> Put)> Texts(JsonTypeInfo type, string path)
    {
        if (type.Type == typeof(string) || type.Type == typeof(Sensitive<string>))
            return [(path, (body, text) => Put(body, path, text))];
        if (type.Kind == JsonTypeInfoKind.Enumerable)
            return Texts(type.Options.GetTypeInfo(type.ElementType!), $"{path}[0]");
        return type.Kind == JsonTypeInfoKind.Object
            ? type.Properties.SelectMany(property => Texts(type.Options.GetTypeInfo(property.PropertyType), path.Length == 0 ? property.Name : $"{path}.{property.Name}"))
            : [];
    }

    private static void Put(JsonNode body, string path, string text)
    {
        var steps = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            body = step == "0" ? body[0]! : body[step]!;
        if (steps[^1] == "0")
            body[0] = text;
        else
            body[steps[^1]] = text;
    }
}
