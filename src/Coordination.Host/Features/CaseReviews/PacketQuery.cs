using Coordination.Domain.CaseReviews;
using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The caller's packet: what they may know before the meeting.</summary>
internal sealed class PacketQuery(ReviewReader reviews, PriorActionReader earlier, StateReader states, TimeProvider time)
    : PaperQuery<PacketAnswer>(reviews)
{
    private const string Statement =
        "What is said in this meeting is said to those in the room, for the purpose of this review and for nothing else. "
        + "Take no notes that identify a person. Do not pass anything on, inside your agency or outside, and do not look for anybody " +
        "named here in other systems. "
        + "If you know somebody who is discussed, or have another conflict of interest, say so before the item is opened.";

    protected override void Write(PageWriter page, JsonElement answer) => PacketPage.Write(page, answer);

    protected override async ValueTask<PacketAnswer> Of(ReviewVisibility known, ReviewAnswer shown, Caller caller,
        CancellationToken cancellation)
    {
        List<PacketItemAnswer> items = [];
        foreach (var item in shown.Agenda.Where(item => item.Stage != ItemProgress.Withdrawn))
            items.Add(await ItemOf(item, known, cancellation));
        return new PacketAnswer
        {
            Review = shown.Review,
            For = known.Caller,
            Kind = shown.Kind,
            StartsAt = shown.StartsAt,
            Place = shown.Place,
            Chair = shown.Chair,
            Quorum = shown.Quorum,
            Sections = shown.Sections,
            Items = items,
            TakenOff = shown.Agenda.Count(item => item.Stage == ItemProgress.Withdrawn),
            Statement = Statement,
        };
    }

    private async ValueTask<PacketItemAnswer> ItemOf(ItemAnswer item, ReviewVisibility known, CancellationToken cancellation)
    {
        var scheduled = new PacketItemAnswer { Item = item.Item, Minutes = item.Minutes ?? known.Review.Meeting.MinutesPerItem };
        var found = known.Review.Meeting.Find(item.Item)!;
        if (!known.Hears(found))
            return scheduled;
        var heard = scheduled with
        {
            Title = item.Title,
            BroughtBy = item.Custodian,
            Presenter = item.Presenter,
            Categories = item.Categories,
            Retracted = item.Retracted,
            YouHaveAConflict = found.Conflicted.Contains(known.Caller) ? true : null,
            YouAreRecused = found.Recused.Contains(known.Caller) ? true : null,
        };
        if (!known.HearsDiscussionOf(found))
            return heard;
        var prior = await earlier.HeardBy([known.Caller], found.Matter, known.Review.Meeting.Review, states,
            CoverageReader.For(states, time.GetUtcNow(), cancellation), cancellation);
        return heard with { SentIn = item.SentIn, PriorActions = [.. prior.Select(PriorActionQuery.Of)] };
    }
}

/// <summary>What an invited member may know before the meeting. It holds no text of a record: what is to be read before is disclosed to
/// each addressee as a copy.</summary>
public sealed record PacketAnswer
{
    public required ReviewId Review { get; init; }

    /// <summary>For whom it is.</summary>
    public required Member For { get; init; }
    public required ReviewKind Kind { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required Sensitive<string> Place { get; init; }
    public required Member Chair { get; init; }
    public required int Quorum { get; init; }

    /// <summary>What is gone through besides the cases, and where these stand.</summary>
    public required IReadOnlyList<AgendaSection> Sections { get; init; }

    /// <summary>The cases of which the reader was told and for which they are covered at this moment, in their order.</summary>
    public required IReadOnlyList<PacketItemAnswer> Items { get; init; }

    /// <summary>How many items of which the reader was told were taken off since.</summary>
    public required int TakenOff { get; init; }

    /// <summary>What binds whoever comes.</summary>
    public required string Statement { get; init; }
}

/// <summary>A case in a packet. Whoever schedules it without being covered sees its length and nothing else.</summary>
public sealed record PacketItemAnswer
{
    public required AgendaItemId Item { get; init; }
    public required int Minutes { get; init; }
    public Sensitive<string>? Title { get; init; }
    public AgencyId? BroughtBy { get; init; }
    public PersonId? Presenter { get; init; }

    /// <summary>What it is to be about.</summary>
    public IReadOnlyList<InformationCategory>? Categories { get; init; }

    /// <summary>Something of that was found wrong since, and taken out of the record.</summary>
    public bool? Retracted { get; init; }

    /// <summary>The reader declared a conflict: they hear it and do not decide.</summary>
    public bool? YouHaveAConflict { get; init; }

    /// <summary>The reader recused themselves: they are outside while it is discussed.</summary>
    public bool? YouAreRecused { get; init; }

    /// <summary>What earlier reviews of the case asked for.</summary>
    public IReadOnlyList<PriorActionAnswer>? PriorActions { get; init; }

    /// <summary>What members sent in.</summary>
    public IReadOnlyList<SentInAnswer>? SentIn { get; init; }
}

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
