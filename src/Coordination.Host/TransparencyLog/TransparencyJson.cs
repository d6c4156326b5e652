namespace Coordination.Host.TransparencyLog;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerificationReport))]
[JsonSerializable(typeof(CheckedProof))]
public sealed partial class TransparencyJson : JsonSerializerContext;
