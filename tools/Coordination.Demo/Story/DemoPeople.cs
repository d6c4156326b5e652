using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Demo.Story;

/// <summary>One of the people of the demonstration: synthetic, and known to the development issuer only.</summary>
internal sealed record DemoPerson(string Person, string Name, string Does, string Agency, IReadOnlyList<string> Roles)
{
    /// <summary>The name with what the person does, for the reader.</summary>
    [JsonIgnore]
    public string Introduced => $"{Name} ({Does})";
}

internal sealed record DemoPeople(IReadOnlyList<DemoPerson> People)
{
    public static IReadOnlyDictionary<string, DemoPerson> Load(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var people = JsonSerializer.Deserialize(stream, DemoPeopleJson.Default.DemoPeople)?.People ?? [];
            return people.ToDictionary(person => person.Person, StringComparer.Ordinal);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new DemoProblem($"{file} cannot be read as a list of people: {wrong.Message}");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DemoPeople))]
internal sealed partial class DemoPeopleJson : JsonSerializerContext;
