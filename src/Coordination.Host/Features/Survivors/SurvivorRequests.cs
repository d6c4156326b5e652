namespace Coordination.Host.Features.Survivors;

/// <summary>Welcomes a survivor.</summary>
public sealed record WelcomeRequest(Sensitive<string> CalledBy, Sensitive<string>? Language);

/// <summary>Her own words.</summary>
public sealed record OwnWordsRequest(Sensitive<string> Words);

/// <summary>How and when it is safe to reach her.</summary>
public sealed record SafeContactRequest(Sensitive<string> Contact, Sensitive<string>? DangerNote);

/// <summary>
/// Her age group as she states it. <paramref name="UnderEighteen"/>: whether she is under age, which is under 18, or under a higher age of
/// majority of the tables in force. <paramref name="EighteenFrom"/>: the instant from which she is 18, where she says it.
/// </summary>
public sealed record MinorStatusRequest(bool UnderEighteen, bool Emancipated, DateTimeOffset? EighteenFrom = null);

/// <summary>A survivor's own record, for the agency that serves her.</summary>
public sealed record SurvivorAnswer(
    SurvivorId Survivor,
    Sensitive<string> CalledBy,
    Sensitive<string>? Language,
    IReadOnlyList<Sensitive<string>> OwnWords,
    Sensitive<string>? Contact,
    Sensitive<string>? DangerNote,
    bool? UnderEighteen,
    bool? Emancipated,
    DateTimeOffset? EighteenFrom);

[JsonSerializable(typeof(WelcomeRequest))]
[JsonSerializable(typeof(OwnWordsRequest))]
[JsonSerializable(typeof(SafeContactRequest))]
[JsonSerializable(typeof(MinorStatusRequest))]
[JsonSerializable(typeof(SurvivorAnswer))]
internal sealed partial class SurvivorsJson : JsonSerializerContext;
