namespace Coordination.Domain.Webhooks;

/// <summary>An address of an agency's at which it wants to be told.</summary>
[JsonConverter(typeof(RandomIdConverter<EndpointId>))]
public readonly record struct EndpointId(Guid Value) : IRandomId<EndpointId>
{
    /// <inheritdoc/>
    public static EndpointId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out EndpointId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
