using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.CaseReviews;

internal static class PacketPage
{
    public static void Write(PageWriter page, JsonElement packet)
    {
        page.OnEverySheet(packet.Text("statement")!);
        page.Title(packet.Text("kind") == "extraordinary" ? "Extraordinary case review" : "Case review");
        page.Facts(
            ("When", page.Instant(packet.At("startsAt")!.Value)),
            ("Where", Phrase.Written(packet.Text("place"))),
            ("Led by", ReviewWords.Member(packet.At("chair")!.Value)),
            ("A decision takes", Phrase.Of($"members of {Phrase.Count(packet.At("quorum")!.Value.GetInt32(), "agency", "agencies")}")));
        WriteAgenda(page, packet);
        page.Reader($"For {ReviewWords.Member(packet.At("for")!.Value)}, and for nobody else. Destroy it after the meeting.");
    }

    private static void WriteAgenda(PageWriter page, JsonElement packet)
    {
        var sections = packet.All("sections");
        if (sections.Count == 0)
            WriteCases(page, "Cases", packet);
        foreach (var section in sections)
        {
            if (section.Is("holdsCases"))
                WriteCases(page, Phrase.Written(section.Text("heading")!), packet);
            else
                page.Heading($"{section.Text("heading")} ({Phrase.Count(section.At("minutes")!.Value.GetInt32(), "minute")})");
        }
    }

    private static void WriteCases(PageWriter page, Phrase heading, JsonElement packet)
    {
        page.Heading(heading);
        var items = packet.All("items");
        if (items.Count == 0)
            page.Paragraph("There is no case on this agenda for you.");
        foreach (var (index, item) in items.Index())
            page.Section(() => WriteCase(page, index + 1, item));
        if (packet.At("takenOff") is { } off && off.GetInt32() > 0)
            page.Paragraph(off.GetInt32() == 1
                ? "A case of which you were told was taken off the agenda."
                : $"{off.GetInt32()} cases of which you were told were taken off the agenda.");
    }

    private static void WriteCase(PageWriter page, int number, JsonElement item)
    {
        if (item.At("title") is null)
        {
            page.Subheading($"{number}. A case that was not released to you " +
                $"({Phrase.Count(item.At("minutes")!.Value.GetInt32(), "minute")})");
            page.Paragraph("Step out while it is discussed; somebody else leads it.");
            return;
        }

        page.Subheading($"{number}. {item.Text("title")} ({Phrase.Count(item.At("minutes")!.Value.GetInt32(), "minute")})");
        page.Facts(
            ("Brought by", Phrase.Of($"{item.Text("presenter")}, {item.Text("broughtBy")}")),
            ("About", string.Join(", ", item.All("categories").Select(category => PageText.Word(category.GetString()!)))),
            ("Beware", ReviewWords.Retracted(item)),
            ("Your part", item.Is("youAreRecused") ? "You recused yourself: you are outside while it is discussed."
                : item.Is("youHaveAConflict") ? "You declared a conflict: you hear it, and do not decide." : null));
        if (item.All("priorActions") is { Count: > 0 } actions)
        {
            page.Paragraph("Gone through first, from earlier reviews:");
            page.Table(["What", "Who", "Until", "How it stands"], actions.Select(ReviewWords.Action));
            foreach (var action in actions)
                WriteAgainstHerView(page, action);
        }
        foreach (var sent in item.All("sentIn"))
            page.Facts((Phrase.Of($"From {ReviewWords.Member(sent.At("member")!.Value)}"), Phrase.Written(sent.Text("information"))));
    }

    // What is gone through may follow from a decision that she did not want: who prepares knows that before the meeting.
    private static void WriteAgainstHerView(PageWriter page, JsonElement action)
    {
        if (action.Text("survivorsView") == "opposes")
            page.Paragraph($"{action.Text("task")}: this follows from a decision against the survivor's view.");
        else if (action.Is("objected"))
            page.Paragraph($"{action.Text("task")}: this follows from a decision to which the agency that serves the survivor objected, " +
                $"because it is against her view.");
    }
}
