using System.Text.Json.Nodes;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// One step from an old stored shape to the next. It is applied while reading; what is in the log is never rewritten.
/// </summary>
/// <param name="From">The old stored name.</param>
/// <param name="To">The next stored name: the one in use, or one that has an upcaster of its own.</param>
/// <param name="Change">Turns the old JSON into the next. It may change the object that it is given.</param>
public sealed record Upcaster(string From, string To, Func<JsonObject, JsonObject> Change);

/// <summary>Every step that this version of the software knows.</summary>
internal static class Upcasters
{
    /// <summary>What these had in clear may name people, and is sealed since.</summary>
    public static IReadOnlyList<Upcaster> OfTextsInClear { get; } =
    [
        new("agreement-ended.v1", "agreement-ended.v2", json => json.WithClear("reason")),
        new("standing-suspended.v1", "standing-suspended.v2", json => json.WithClear("reason")),
        new("standing-restored.v1", "standing-restored.v2", json => json.WithClear("reason")),
        new("agency-left.v1", "agency-left.v2", json => json.WithClear("reason")),
        new("case-characterised.v1", "case-characterised.v2", EachCharacterisation),
        new("process-served.v1", "process-served.v2", json => json.WithClear("issuedBy")),
    ];

    /// <summary>
    /// In these, <c>vawa</c> stood for VAWA, FVPSA and VOCA together. Which of the three was meant is not known, so all of them are: the
    /// strictest holds.
    /// </summary>
    public static IReadOnlyList<Upcaster> OfProfiles { get; } =
    [
        new("agency-joined.v1", "agency-joined.v2", EachGrant),
        new("agency-profiles-set.v1", "agency-profiles-set.v2", EachGrant),
    ];

    /// <summary>From the oldest to the newest, for each event whose shape was changed.</summary>
    public static IReadOnlyList<Upcaster> All { get; } =
    [
        // v2 says when the meeting begins; of older ones that is not known here
        new("member-replaced.v1", "member-replaced.v2", replaced => replaced),
        .. OfTextsInClear,
        .. OfProfiles,
    ];

    private static JsonObject EachGrant(JsonObject json)
    {
        if (json["profiles"] is JsonArray profiles
            && profiles.Any(profile => profile is JsonValue word && word.TryGetValue<string>(out var text) && text == "vawa"))
        {
            profiles.Add((JsonNode)"fvpsa");
            profiles.Add((JsonNode)"voca");
        }
        return json;
    }

    private static JsonObject EachCharacterisation(JsonObject json)
    {
        foreach (var characterisation in json["characterisations"] as JsonArray ?? [])
            (characterisation as JsonObject)?.WithClear("setting");
        return json;
    }
}
