using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Disclosures;

/// <summary>Makes the copy that goes to the recipient: the permitted items only, each with the text of its mode, and without the parts of
/// others that do not go.</summary>
internal static class CopyMaker
{
    // The verdict about the copy stands in the same event.
    private const int MostBytesOfText = 30_000;

    internal static Decision<DisclosureEvent> Make(MakeDisclosure command, DisclosureTerms terms, CaseRecord record,
        Verdict authorised, Verdict verdict)
    {
        var going = Going(verdict, record, authorised);
        if (WhatIsMissing(verdict, going) is { } refusal)
            return refusal;
        if (command.Copies.Distinct().Count() < going.Count)
            throw new ArgumentException("Each item of a copy needs an identifier of its own.", nameof(command));
        var items = going.Zip(command.Copies.Distinct(),
            (part, copy) => new DisclosedItem(copy, part.Item.Item, part.Item.Category, part.Mode, part.Text)).ToList();
        var notice = RedisclosureNotice.For(items.Select(item => item.Category), verdict, command.On?.Recipient.KindIfKnown,
            command.On is { } on ? on.Discloser.ProfilesAt(on.Now) : BoundProfiles.Unknown);
        return new DisclosureMade(terms.Recipient, terms.Purpose, items, verdict.Obligations, notice, verdict, command.By.Person)
        {
            ConsentExplained = ConsentExplanation.For(terms, verdict, items, command.On, record),
            HandOverBy = command.On is { } facts ? ByHand.Until(facts.Recipient, facts.TaskForce, facts.Now, command.AnswerDue) : null,
        };
    }

    /// <summary>Null when every item has the text that its mode needs and all fit one copy.</summary>
    internal static Refusal? WhatIsMissing(Verdict verdict, CaseRecord record) => WhatIsMissing(verdict, Going(verdict, record, verdict));

    private static Refusal? WhatIsMissing(Verdict verdict, IReadOnlyList<Part> going)
    {
        if (going.Select(part => CopyText.Missing(part.Item, part.Mode, AuthorisationDecider.FieldOf(verdict, part.Item.Item)))
            .FirstOrDefault(refusal => refusal is not null) is { } refusal)
            return refusal;
        return TextRules.Bytes(going.Select(part => part.Text)) > MostBytesOfText
            ? new Refusal(RefusalReason.InvalidInput,
                $"The texts take more than {MostBytesOfText} bytes together: make several disclosures.", "items")
            : null;
    }

    // Parts that were left out when it was authorised stay out: a copy never holds more than was authorised.
    private static List<Part> Going(Verdict verdict, CaseRecord record, Verdict authorised) =>
        [.. verdict.Permitted().Select(shared =>
        {
            var item = record.UsableItem(shared.Item)!;
            var people = LeftOut(verdict, item).Union(LeftOut(authorised, item)).Select(at => item.ThirdPersons[at]).ToList();
            return new Part(item, shared.Mode, Redaction.Without(people, CopyText.Of(item.Texts, shared.Mode)));
        })];

    private static IEnumerable<int> LeftOut(Verdict verdict, RecordItem item) =>
        verdict.Lines.FirstOrDefault(line => line.Item == item.Item)?.LeftOut ?? [];

    private sealed record Part(RecordItem Item, SharingMode Mode, Sensitive<string>? Text);
}
