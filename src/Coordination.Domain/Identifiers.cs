namespace Coordination.Domain;

/// <summary>A random identifier, of whichever type.</summary>
public interface IRandomId
{
    Guid Value { get; }
}

/// <summary>A random identifier. It never carries a time, a place, a sequence or anything about a person.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface IRandomId<TSelf> : IRandomId where TSelf : struct, IRandomId<TSelf>
{
    /// <summary>Wraps a value that was minted elsewhere.</summary>
    static abstract TSelf Of(Guid value);
}

/// <summary>An identifier that people chose: lower-case letters, digits, dots, hyphens, at most 64 characters.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface INamedId<TSelf> where TSelf : struct, INamedId<TSelf>
{
    string Value { get; }

    /// <summary>Wraps a value that <see cref="NamedId.IsValid"/> accepts.</summary>
    static abstract TSelf Of(string value);
}

/// <summary>A survivor, known by a pseudonym that is random and means nothing outside the custodian.</summary>
[JsonConverter(typeof(RandomIdConverter<SurvivorId>))]
public readonly record struct SurvivorId(Guid Value) : IRandomId<SurvivorId>
{
    /// <inheritdoc/>
    public static SurvivorId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out SurvivorId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A case of one survivor at one custodian.</summary>
[JsonConverter(typeof(RandomIdConverter<CaseId>))]
public readonly record struct CaseId(Guid Value) : IRandomId<CaseId>
{
    /// <inheritdoc/>
    public static CaseId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out CaseId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One piece of information that could be disclosed.</summary>
[JsonConverter(typeof(RandomIdConverter<RecordItemId>))]
public readonly record struct RecordItemId(Guid Value) : IRandomId<RecordItemId>
{
    /// <inheritdoc/>
    public static RecordItemId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out RecordItemId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A release of information.</summary>
[JsonConverter(typeof(RandomIdConverter<ReleaseId>))]
public readonly record struct ReleaseId(Guid Value) : IRandomId<ReleaseId>
{
    /// <inheritdoc/>
    public static ReleaseId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ReleaseId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A notice: what was explained to the survivor before a release.</summary>
[JsonConverter(typeof(RandomIdConverter<NoticeId>))]
public readonly record struct NoticeId(Guid Value) : IRandomId<NoticeId>
{
    /// <inheritdoc/>
    public static NoticeId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out NoticeId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A recorded refusal of the survivor's.</summary>
[JsonConverter(typeof(RandomIdConverter<DeclinationId>))]
public readonly record struct DeclinationId(Guid Value) : IRandomId<DeclinationId>
{
    /// <inheritdoc/>
    public static DeclinationId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out DeclinationId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A parent or guardian, as the consent stream knows them.</summary>
[JsonConverter(typeof(RandomIdConverter<GuardianId>))]
public readonly record struct GuardianId(Guid Value) : IRandomId<GuardianId>
{
    /// <inheritdoc/>
    public static GuardianId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out GuardianId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One act of sharing to one recipient, or the refusal of one.</summary>
[JsonConverter(typeof(RandomIdConverter<DisclosureId>))]
public readonly record struct DisclosureId(Guid Value) : IRandomId<DisclosureId>
{
    /// <inheritdoc/>
    public static DisclosureId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out DisclosureId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One item of a copy. It is minted for its recipient, so it joins to nothing else.</summary>
[JsonConverter(typeof(RandomIdConverter<CopyId>))]
public readonly record struct CopyId(Guid Value) : IRandomId<CopyId>
{
    /// <inheritdoc/>
    public static CopyId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out CopyId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A case review: one meeting of the team.</summary>
[JsonConverter(typeof(RandomIdConverter<ReviewId>))]
public readonly record struct ReviewId(Guid Value) : IRandomId<ReviewId>
{
    /// <inheritdoc/>
    public static ReviewId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ReviewId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One item on the agenda of one review. It is minted for that review, so it joins to nothing else.</summary>
[JsonConverter(typeof(RandomIdConverter<AgendaItemId>))]
public readonly record struct AgendaItemId(Guid Value) : IRandomId<AgendaItemId>
{
    /// <inheritdoc/>
    public static AgendaItemId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out AgendaItemId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A team decision.</summary>
[JsonConverter(typeof(RandomIdConverter<DecisionId>))]
public readonly record struct DecisionId(Guid Value) : IRandomId<DecisionId>
{
    /// <inheritdoc/>
    public static DecisionId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out DecisionId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>An action that a review assigned to somebody.</summary>
[JsonConverter(typeof(RandomIdConverter<ActionId>))]
public readonly record struct ActionId(Guid Value) : IRandomId<ActionId>
{
    /// <inheritdoc/>
    public static ActionId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ActionId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A legal process with which an agency was served, or a report that it must make.</summary>
[JsonConverter(typeof(RandomIdConverter<ProcessId>))]
public readonly record struct ProcessId(Guid Value) : IRandomId<ProcessId>
{
    /// <inheritdoc/>
    public static ProcessId Of(Guid value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out ProcessId id) => RandomId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A partner agency, by the short name that the task force gave it.</summary>
[JsonConverter(typeof(NamedIdConverter<AgencyId>))]
public readonly record struct AgencyId(string Value) : INamedId<AgencyId>
{
    /// <inheritdoc/>
    public static AgencyId Of(string value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out AgencyId id) => NamedId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A person who works in a partner agency: the subject of their token. Never a survivor.</summary>
[JsonConverter(typeof(NamedIdConverter<PersonId>))]
public readonly record struct PersonId(string Value) : INamedId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId Of(string value) => new(value);
    /// <summary>Reads it from a URL.</summary>
    public static bool TryParse(string? text, out PersonId id) => NamedId.TryParse(text, out id);
    /// <inheritdoc/>
    public override string ToString() => Value;
}
