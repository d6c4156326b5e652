using System.Text.Json.Nodes;
using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>An event that was stored in a shape of before, on its way to the one in use.</summary>
internal static class OldShape
{
    /// <summary>Stands beside a sealed text that was found in another field than the one it was sealed for.</summary>
    public const string Moved = "moved";

    /// <summary>Holds a text that was recorded in clear, in a shape that did not seal it yet.</summary>
    public const string RecordedInClear = "recordedInClear";

    /// <summary>
    /// A text is bound to the field of the shape in which it was stored, which is not where the shape in use has it. So it is looked at
    /// before anything moves: what does not stand where it was sealed for is marked, and opens for nobody.
    /// </summary>
    public static void MarkWhatWasMoved(JsonNode? node, string path = "")
    {
        if (node is JsonArray list)
            for (var at = 0; at < list.Count; at++)
                MarkWhatWasMoved(list[at], string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"));
        if (node is not JsonObject members)
            return;
        if (members.ContainsKey(Moved) || members.ContainsKey(RecordedInClear))
            throw new JsonException("What is stored says nothing of how it was stored.");
        if (members["sealed"] is JsonValue text && text.TryGetValue<string>(out var bytes))
        {
            if (!SealFormat.IsFor(Convert.FromBase64String(bytes), path))
                members[Moved] = true;
            return;
        }
        foreach (var (name, member) in members.ToList())
            MarkWhatWasMoved(member, path.Length == 0 ? name : $"{path}.{name}");
    }

    /// <summary>Lets a text that an old shape has in clear be read where the new one has it sealed.</summary>
    public static JsonObject WithClear(this JsonObject json, string member)
    {
        if (json[member] is JsonValue text && text.TryGetValue<string>(out var words))
            json[member] = new JsonObject { [RecordedInClear] = words };
        return json;
    }
}

/// <summary>
/// A text that was recorded before its field was sealed. The log is never rewritten, so it stays there in clear; it is treated like any
/// other that describes somebody.
/// </summary>
internal sealed class UnsealedText(string text, SealOrigin origin) : Seal<string>
{
    public SealOrigin Origin => origin;

    public override string Open() => text;
}
