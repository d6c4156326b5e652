using Coordination.Domain.Survivors;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Cases;

/// <summary>Ensures that other people whom an item names can be left out of it, or that it is known that they cannot (CG-39).</summary>
internal static class ThirdPersonRules
{
    private const int MostPassages = 20;

    /// <param name="command">The item.</param>
    /// <param name="survivor">Whose case it is.</param>
    /// <param name="served">What is known of those whom the item says to be served.</param>
    internal static Refusal? Check(AddRecordItem command, SurvivorId survivor, IReadOnlyList<SurvivorState> served)
    {
        var persons = command.ThirdPersons ?? [];
        if (persons.Count > ThirdPerson.MostOfAnItem)
            return Invalid($"At most {ThirdPerson.MostOfAnItem} third persons fit one item: divide it.", "thirdPersons");
        if (persons.Count > 0 && command.Sensitivity == Sensitivity.NonIdentifying)
            return Invalid("What names somebody identifies somebody.", "sensitivity");
        var texts = new Texts(Read(command.Texts.Verbatim), Read(command.Texts.Summary), Read(command.Texts.DeIdentified));
        return persons.Select((person, at) =>
            CheckServed(person, command, survivor, served, $"thirdPersons[{at}].survivor") ?? Check(person, texts, $"thirdPersons[{at}]"))
            .FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Check(ThirdPerson person, Texts texts, string field) =>
        (person.Verbatim is null && person.Summary is null ? Invalid("Say which text names them, and with which words.", field) : null)
        ?? Check(person.Verbatim, texts.Verbatim, $"{field}.verbatim")
        ?? Check(person.Summary, texts.Summary, $"{field}.summary")
        ?? (person.Summary?.IsThroughout() == true && person.Verbatim?.IsThroughout() != true
            ? Invalid("The full text holds more than the summary: who cannot be left out of this cannot be left out of that. Name them " +
                "without passages there too.", $"{field}.verbatim")
            : null)
        ?? CheckElsewhere(person, texts, field);

    // Unknown and withheld are one answer: nobody learns from a name who is served elsewhere.
    private static Refusal? CheckServed(ThirdPerson person, AddRecordItem command, SurvivorId survivor,
        IReadOnlyList<SurvivorState> served, string field) =>
        person.Survivor is not { } named ? null
        : named == survivor ? Invalid("It is her own case: name here whom it names besides her.", field)
        : command.ThirdPersons!.Count(other => other.Survivor == named) > 1 ? Invalid("Name each person once.", field)
        : served.Any(known => known is SurvivorState.Welcomed w && w.Survivor == named && w.Custodian == command.By.Agency) ? null
        : new Refusal(RefusalReason.NotFound, "There is no such survivor.", field);

    private static Refusal? Check(NamedIn? named, ReadableText? text, string field)
    {
        if (named is null)
            return null;
        if (text is null)
            return Invalid("There is no such text in this item.", field);
        if (named.Passages.Count > MostPassages)
            return Invalid($"At most {MostPassages} passages; name longer ones, or none where the person is in all of it.",
                $"{field}.passages");
        return named.Passages.Select((passage, at) => Check(passage, text, $"{field}.passages[{at}]"))
            .FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Check(Sensitive<string> passage, ReadableText text, string field) =>
        Required(passage, LongestNote, field)
        ?? (Read(passage) is not { HasWords: true } words ? Invalid("There are only signs here: name the words that tell of them.", field)
            : text.Holds(words) ? null
            : Invalid("The text does not hold these words: write them as they stand in it.", field));

    // A passage is left out of one text for nothing when another one tells it.
    private static Refusal? CheckElsewhere(ThirdPerson person, Texts texts, string field)
    {
        var passages = person.AllPassages().Select(passage => ReadableText.Of(passage.Reveal())).ToList();
        return Hold(texts.DeIdentified, passages)
            ? Invalid("The de-identified text holds these words too, and has to name nobody.", "deIdentified")
            : person.Summary is null && Hold(texts.Summary, passages)
            ? Invalid("The summary holds these words too: say that it names them.", $"{field}.summary")
            : person.Verbatim is null && Hold(texts.Verbatim, passages)
            ? Invalid("The full text holds these words too: say that it names them.", $"{field}.verbatim")
            : null;
    }

    private static bool Hold(ReadableText? text, IReadOnlyList<ReadableText> passages) => text is not null && passages.Any(text.Holds);

    private static ReadableText? Read(Sensitive<string>? text) => text is null ? null : ReadableText.Of(text.Reveal());

    private static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);

    /// <summary>The texts of the item, each prepared once for all passages that are looked for in it.</summary>
    private sealed record Texts(ReadableText? Verbatim, ReadableText? Summary, ReadableText? DeIdentified);
}
