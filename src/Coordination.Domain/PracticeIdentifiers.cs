namespace Coordination.Domain;

/// <summary>An operation at which advocates were asked to be present.</summary>
[JsonConverter(typeof(RandomIdConverter<OperationId>))]
public readonly record struct OperationId(Guid Value) : IRandomId<OperationId>
{
    /// <inheritdoc/>
    public static OperationId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out OperationId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>What a court or a probation office requires of a survivor.</summary>
[JsonConverter(typeof(RandomIdConverter<MandateId>))]
public readonly record struct MandateId(Guid Value) : IRandomId<MandateId>
{
    /// <inheritdoc/>
    public static MandateId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out MandateId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One thing that is required by a mandate.</summary>
[JsonConverter(typeof(RandomIdConverter<RequirementId>))]
public readonly record struct RequirementId(Guid Value) : IRandomId<RequirementId>
{
    /// <inheritdoc/>
    public static RequirementId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out RequirementId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A change of the protocol that was proposed.</summary>
[JsonConverter(typeof(RandomIdConverter<ProtocolChangeId>))]
public readonly record struct ProtocolChangeId(Guid Value) : IRandomId<ProtocolChangeId>
{
    /// <inheritdoc/>
    public static ProtocolChangeId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ProtocolChangeId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A condition that was refused, as a mark on the account of the agency that set it.</summary>
[JsonConverter(typeof(RandomIdConverter<MarkId>))]
public readonly record struct MarkId(Guid Value) : IRandomId<MarkId>
{
    /// <inheritdoc/>
    public static MarkId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out MarkId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
