using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.Disclosures;

/// <summary>A copy on paper, for its addressee: its notice is on every sheet.</summary>
internal static class CopyPage
{
    public static void Write(PageWriter page, JsonElement copy)
    {
        page.OnEverySheet(copy.Text("redisclosureNotice")!);
        page.Title("Disclosed to you in confidence");
        page.Facts(("For", Phrase.Written(copy.Text("addressedTo"))), ("Disclosed by", copy.Text("from")),
            ("Purpose", copy.Word("purpose")));
        if (copy.All("obligations") is { Count: > 0 } obligations)
        {
            page.Heading("What binds you");
            page.List(obligations.Select(obligation => Obligation(obligation.GetString()!)));
        }
        foreach (var (index, recall) in copy.All("recalls").Where(recall => recall.At("answer") is null).Index())
            page.Section(() => WriteRecall(page, index, recall, copy));
        if (copy.Text("consentExplained") is { } explained)
        {
            page.Heading("What was consented to");
            page.Paragraph(explained);
        }
        page.Heading("What was disclosed");
        foreach (var (index, item) in copy.All("items").Index())
            page.Section(() => WriteItem(page, index + 1, item));
        page.Reader("For the person to whom it was addressed, and for nobody else.");
    }

    private static void WriteRecall(PageWriter page, int index, JsonElement recall, JsonElement copy)
    {
        if (index == 0)
            page.Heading("Asked back");
        var numbers = copy.All("items").Index()
            .Where(item => recall.All("copies").Any(asked => asked.GetString() == item.Item.Text("copy")))
            .Select(item => $"{item.Index + 1}");
        page.Facts(
            ("What", Phrase.Of($"number {(Phrase)string.Join(", ", numbers)}: do what the notice says for a recall, and say so")),
            ("Until", page.Instant(recall.At("due")!.Value)),
            ("Beware", recall.Is("foundWrong") ? "It was found wrong since. Do not rely on it, wherever it is." : null),
            ("Overdue", recall.Is("overdue") ? "Yes: nobody answered in time." : null));
    }

    private static string Obligation(string obligation) => obligation switch
    {
        "redisclosureNotice" => "Do not pass it on, except as law requires, and tell us first. The notice at the head of each sheet " +
            "stays with it.",
        "returnOrDestroyOnRecall" =>
            "When it is asked back, do what the notice says for a recall: return or destroy it, or, where the law makes you keep it, " +
            "stop using it, restrict it, and say what you keep and why.",
        "conveyThroughAdvocate" => "What goes through her advocate only is asked of the advocate, and of nobody else.",
        "verbalOnly" => "What is only spoken is not written down in a way that identifies her.",
        "tellSurvivor" => "She is told of this disclosure.",
        "account" => "She can see that you were given this, when and why.",
        "part2Notice" => "The notice of 42 CFR 2.32, and what was consented to, go with it wherever it goes.",
        "tellMinor" => "The minor is told of it, or a reasonable attempt is made (28 CFR 90.4(b)(3)(ii)(C)).",
        "protectedImmigration" => "8 USC 1367 binds you from now on: nobody is told of it but as 8 USC 1367(b) allows.",
        "staysWithReview" => "It stays with the review of deaths, and is used for nothing else (34 USC 12291(b)(2)(H)).",
        "leaveOthersOut" => "Where others are left out, they stay out, in writing and in speech.",
        var other => PageText.Sentence(other),
    };

    private static void WriteItem(PageWriter page, int number, JsonElement item)
    {
        page.Subheading($"{number}. {(Phrase)PageText.Sentence(item.Text("category")!)}, {(Phrase?)item.Word("mode")}");
        page.Paragraph(Phrase.Written(item.Text("text")) ?? item.Text("standing") switch
        {
            "outstanding" => "It carries no text: ask the agency's advocate.",
            "underRecall" => "Asked back: not shown any more.",
            "givenBack" => "Returned or destroyed.",
            _ => "Asked back, and could not be recalled.",
        });
    }
}
