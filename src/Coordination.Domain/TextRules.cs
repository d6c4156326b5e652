namespace Coordination.Domain;

/// <summary>Limits of free text. They keep every event below the size that the log can hold, whatever the language.</summary>
public static class TextRules
{
    /// <summary>The most characters of a narrative.</summary>
    internal const int LongestNarrative = 8_000;

    /// <summary>The most characters of a note, a contact or a reason.</summary>
    internal const int LongestNote = 2_000;

    /// <summary>The most characters of a name or a label.</summary>
    internal const int LongestLabel = 200;

    /// <summary>The most bytes of free text in one event, as <see cref="Bytes"/> counts them: leaves room for what stands around the text,
    /// and for its encryption.</summary>
    internal const int MostBytesPerEvent = 40_000;

    /// <summary>Null when the text is there and short enough, else what is wrong with it.</summary>
    internal static Refusal? Required(Sensitive<string>? text, int longest, string field) =>
        Characters.AreBlank(text?.Reveal())
            ? new Refusal(RefusalReason.InvalidInput, "A text is needed here.", field)
            : Optional(text, longest, field);

    /// <inheritdoc cref="Required(Sensitive{string}?, int, string)"/>
    internal static Refusal? RequiredPlain(string? text, int longest, string field) =>
        Characters.AreBlank(text)
            ? new Refusal(RefusalReason.InvalidInput, "A text is needed here.", field)
            : Optional(text, longest, field);

    /// <summary>Null when the text is absent or short enough, else what is wrong with it.</summary>
    internal static Refusal? Optional(Sensitive<string>? text, int longest, string field) => Optional(text?.Reveal(), longest, field);

    /// <inheritdoc cref="Optional(Sensitive{string}?, int, string)"/>
    internal static Refusal? Optional(string? text, int longest, string field) => text switch
    {
        null => null,
        { Length: var length } when length > longest =>
            new Refusal(RefusalReason.InvalidInput,
                $"The text has {Quantity.Of(length, "character")}; at most {longest} fit. Divide it into several.", field),
        _ => Fault(text) is { } fault ? new Refusal(RefusalReason.InvalidInput, fault, field) : null,
    };

    /// <summary>Whether this machine can tell which texts read the same. Without ICU the runtime takes each for another one, and a name
    /// that is to be left out stays.</summary>
    public static bool CanCompare =>
        "\u0065\u0301".Normalize(NormalizationForm.FormC) == "\u00e9" && "\ufb01".Normalize(NormalizationForm.FormKD) == "fi";

    /// <summary>What is wrong with the characters of a text, as a sentence for its author; null when nothing is. It holds for every text,
    /// whatever it is for.</summary>
    public static string? Fault(string text) =>
        Characters.AreBlank(text)
            ? "There is nothing to read in this text: write something, or leave it out."
            : Characters.NotAllowed(text);

    /// <summary>How many bytes these texts take together in JSON, at most.</summary>
    internal static int Bytes(params IEnumerable<Sensitive<string>?> texts) =>
        texts.Sum(text => text is null ? 0 : text.Reveal().Sum(BytesInJson));

    // What may be written as an escape is counted as one; any other character takes at most three bytes of UTF-8.
    private static int BytesInJson(char character) => character switch
    {
        '"' or '\\' => 2,
        _ when char.IsControl(character) || char.IsSurrogate(character) => 6,
        <= '\u007f' => 1,
        <= '\u07ff' => 2,
        _ => 3,
    };
}
