namespace Coordination.Host.Platform.Http.Pages;

/// <summary>Reads an answer's JSON as words.</summary>
internal static class PageText
{
    /// <summary>The member of this name; null when it is left out.</summary>
    public static JsonElement? At(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? found
            : null;

    /// <summary>The elements of a list; none when it is left out.</summary>
    public static IReadOnlyList<JsonElement> All(this JsonElement of, string name) =>
        of.At(name) is { } list ? [.. list.EnumerateArray()] : [];

    /// <summary>A text, or in words that it cannot be read; null when it is left out.</summary>
    public static string? Text(this JsonElement of, string name) => of.At(name) is { } text ? TextOf(text) : null;

    /// <summary>Whether it is there and true.</summary>
    public static bool Is(this JsonElement of, string name) => of.At(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A word of the vocabulary as people read it: <c>exploiterInformation</c> is <c>exploiter information</c>.</summary>
    public static string? Word(this JsonElement of, string name) => of.At(name) is { } word ? Word(word.GetString()!) : null;

    /// <inheritdoc cref="Word(JsonElement, string)"/>
    public static string Word(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
            _ = char.IsUpper(letter) ? words.Append(' ').Append(char.ToLowerInvariant(letter)) : words.Append(letter);
        return words.ToString();
    }

    /// <summary>The same, as a sentence begins: <c>Exploiter information</c>.</summary>
    public static string Sentence(string name) => Word(name) is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : "";

    private static string TextOf(JsonElement text) => text.ValueKind switch
    {
        JsonValueKind.String => text.GetString()!,
        JsonValueKind.Number => text.GetRawText(),
        _ => "(cannot be read any more)",
    };
}
