namespace Coordination.Host.Platform.Identity;

/// <summary>Somebody to whom the development issuer gives tokens.</summary>
public sealed record Person(
    [property: JsonPropertyName("person")] PersonId Id,
    AgencyId Agency,
    IReadOnlyList<string> Roles,
    Guid? Survivor = null);

/// <summary>The people whom the development issuer knows.</summary>
public sealed record People([property: JsonPropertyName("people")] IReadOnlyList<Person> All)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="SettingsException">There is none, or it cannot be understood.</exception>
    public static People Read(string path)
    {
        if (!File.Exists(path))
            throw new SettingsException($"There is no file '{path}' of people. Set Identity:Development:People.");
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, PeopleJson.Default.People) ?? throw new SettingsException($"'{path}' is empty.");
        }
        catch (JsonException wrong)
        {
            throw new SettingsException(
                $"'{path}' cannot be understood, at {wrong.Path}: each of the people needs person, agency and roles.");
        }
    }

    public Person? Find(string id) => All.FirstOrDefault(person => person.Id.Value == id);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(People))]
internal sealed partial class PeopleJson : JsonSerializerContext;
