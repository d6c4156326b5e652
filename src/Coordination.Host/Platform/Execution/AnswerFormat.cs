namespace Coordination.Host.Platform.Execution;

/// <summary>How answers are kept beside their keys. What was written once must be readable for as long as keys are kept.</summary>
internal static class AnswerFormat
{
    public static byte[] Write(Answer answer) => JsonSerializer.SerializeToUtf8Bytes(
        answer switch
        {
            Answer.Done done => new KeptAnswer
            {
                Status = done.Status,
                Body = Parse(done.Body),
                Version = done.Version?.Number,
                Address = done.Location?.Kept
            },
            Answer.Refused { Refusal: var refusal } =>
                new KeptAnswer { Reason = refusal.Reason, Message = refusal.Message, Field = refusal.Field },
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        ExecutionJson.Default.KeptAnswer);

    public static Answer Read(ReadOnlySpan<byte> kept)
    {
        var answer = JsonSerializer.Deserialize(kept, ExecutionJson.Default.KeptAnswer)
            ?? throw new JsonException("A kept answer is empty.");
        return answer.Reason is { } reason
            ? new Refusal(reason, answer.Message ?? "", answer.Field)
            : new Answer.Done(answer.Status, JsonSerializer.SerializeToUtf8Bytes(answer.Body, ExecutionJson.Default.JsonElement),
                answer.Version is { } version ? new ShownVersion(version) : null, FoundAt(answer));
    }

    private static Address? FoundAt(KeptAnswer answer) =>
        answer.Address is { } address ? Platform.Execution.Address.OfKept(address)
            : answer.Location is { } unmarked ? Platform.Execution.Address.OfUnmarked(unmarked) : null;

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        return JsonElement.ParseValue(ref reader);
    }
}

internal sealed record KeptAnswer
{
    public int Status { get; init; }
    public JsonElement Body { get; init; }
    public long? Version { get; init; }
    public string? Address { get; init; }

    /// <summary>As it was kept before <see cref="Address"/>.</summary>
    public string? Location { get; init; }

    [JsonConverter(typeof(NameConverter<RefusalReason>))]
    public RefusalReason? Reason { get; init; }
    public string? Message { get; init; }
    public string? Field { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(KeptAnswer))]
[JsonSerializable(typeof(Changed))]
[JsonSerializable(typeof(ListedCommands))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ExecutionJson : JsonSerializerContext;
