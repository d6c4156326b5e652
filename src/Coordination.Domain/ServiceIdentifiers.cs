namespace Coordination.Domain;

/// <summary>Something that a survivor set out to reach.</summary>
[JsonConverter(typeof(RandomIdConverter<GoalId>))]
public readonly record struct GoalId(Guid Value) : IRandomId<GoalId>
{
    /// <inheritdoc/>
    public static GoalId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out GoalId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A duty to preserve a survivor's record.</summary>
[JsonConverter(typeof(RandomIdConverter<LegalHoldId>))]
public readonly record struct LegalHoldId(Guid Value) : IRandomId<LegalHoldId>
{
    /// <inheritdoc/>
    public static LegalHoldId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out LegalHoldId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A service that was offered to a survivor.</summary>
[JsonConverter(typeof(RandomIdConverter<OfferId>))]
public readonly record struct OfferId(Guid Value) : IRandomId<OfferId>
{
    /// <inheritdoc/>
    public static OfferId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out OfferId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A way to another agency that was shown to a survivor.</summary>
[JsonConverter(typeof(RandomIdConverter<ReferralId>))]
public readonly record struct ReferralId(Guid Value) : IRandomId<ReferralId>
{
    /// <inheritdoc/>
    public static ReferralId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ReferralId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Immigration relief that is sought for a survivor.</summary>
[JsonConverter(typeof(RandomIdConverter<ReliefId>))]
public readonly record struct ReliefId(Guid Value) : IRandomId<ReliefId>
{
    /// <inheritdoc/>
    public static ReliefId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ReliefId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A concern that was raised about an agency.</summary>
[JsonConverter(typeof(RandomIdConverter<ConcernId>))]
public readonly record struct ConcernId(Guid Value) : IRandomId<ConcernId>
{
    /// <inheritdoc/>
    public static ConcernId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ConcernId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
