using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Coordination.Demo.Story;

/// <summary>A story: steps that are played, in order, through the public API. The format is described in <c>demo/README.md</c>.</summary>
internal sealed record DemoStory(string Title, IReadOnlyList<DemoStep> Steps, string? About = null);

/// <summary>One step: words to the reader, or a request by somebody, with what is expected, kept, checked and shown.</summary>
internal sealed record DemoStep
{
    /// <summary>Begins a chapter with this heading.</summary>
    public string? Chapter { get; init; }

    public string? Say { get; init; }

    /// <summary>Who acts: a person of the people file. Their token goes with the request.</summary>
    public string? Who { get; init; }

    public string? Does { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public JsonNode? Body { get; init; }

    /// <summary>The request is sent once for each of these; their fields are variables (<c>${item.name}</c>).</summary>
    public IReadOnlyList<JsonObject>? ForEach { get; init; }

    /// <summary>The statuses that are as expected; any 2xx when there are none.</summary>
    [JsonConverter(typeof(OneOrMoreStatuses))]
    public IReadOnlyList<int>? Expect { get; init; }

    /// <summary>Variables to keep from the answer, each with where it stands.</summary>
    public IReadOnlyDictionary<string, string>? Capture { get; init; }

    public IReadOnlyList<DemoShow>? Show { get; init; }

    public IReadOnlyList<DemoCheck>? Check { get; init; }

    /// <summary>Seconds within which the checks must hold: a view is asked again until they do.</summary>
    public double? Within { get; init; }

    [JsonIgnore]
    public bool IsRequest => Method is not null || Path is not null || Who is not null;

    [JsonIgnore]
    public bool IsRead => string.Equals(Method, "GET", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A part of the answer that the reader gets to see.</summary>
internal sealed record DemoShow(string Label, string At = "", IReadOnlyList<string>? Fields = null);

/// <summary>Something that must hold for the answer; exactly one condition.</summary>
internal sealed record DemoCheck
{
    public string At { get; init; } = "";

    /// <summary>Why it matters, in words; shown when it holds.</summary>
    public string? Because { get; init; }

    /// <summary>What to do where it does not hold, in words.</summary>
    public string? Otherwise { get; init; }

    public JsonNode? Is { get; init; }

    public bool? Exists { get; init; }

    public string? Contains { get; init; }

    public string? Lacks { get; init; }

    public int? Count { get; init; }

    [JsonIgnore]
    public int Conditions =>
        (Is is null ? 0 : 1) + (Exists is null ? 0 : 1) + (Contains is null ? 0 : 1) + (Lacks is null ? 0 : 1) + (Count is null ? 0 : 1);
}

/// <summary>Reads <c>201</c> and <c>[201, 409]</c> alike.</summary>
internal sealed class OneOrMoreStatuses : JsonConverter<IReadOnlyList<int>>
{
    public override IReadOnlyList<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return [reader.GetInt32()];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A status, or a list of statuses, was expected.");
        }

        List<int> statuses = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            statuses.Add(reader.GetInt32());
        }

        return statuses;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<int> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var status in value)
        {
            writer.WriteNumberValue(status);
        }

        writer.WriteEndArray();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(DemoStory))]
internal sealed partial class DemoJson : JsonSerializerContext;

/// <summary>The story cannot be read, or did not go as it says. The message is for the person who runs the story.</summary>
internal sealed class DemoProblem(string message) : Exception(message);
