using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.Disclosures.Recalls;

/// <summary>The letter that asks copies back, on paper.</summary>
internal static class LetterPage
{
    public static void Write(PageWriter page, JsonElement letter)
    {
        page.Title("Please give back what you were given in confidence");
        page.Facts(
            ("To", Phrase.Written(letter.Text("to"))),
            ("Office", Phrase.Written(letter.Text("office"))),
            ("From", Phrase.Written(letter.Text("from"))),
            ("Answer by", page.Instant(letter.At("due")!.Value)));
        foreach (var paragraph in letter.All("text"))
            page.Paragraph(paragraph.GetString()!);
        page.Heading("What is asked back");
        page.List(letter.All("items")
            .Select(item => $"Number {item.At("number")!.Value.GetInt32()} of your copy: {PageText.Sentence(item.Text("category")!)}"));
        page.Reader("For the person to whom it is addressed, and for nobody else.");
    }
}
