using Coordination.Domain.CaseReviews;
using Coordination.Host.Platform.Http.Pages;
using Agreement = Coordination.Domain.CaseReviews.Agreement;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The minutes and the action list for the files of the caller's agency.</summary>
internal sealed class MinutesQuery(ReviewReader reviews) : PaperQuery<MinutesAnswer>(reviews)
{
    private const string Notice =
        "Kept in confidence for the purpose of this review and for nothing else. It may not be passed on, inside the agency or outside, "
        + "without a release of the person whom it concerns, except as law requires; tell the agency that brought the case first. When a " +
        "release is taken back, fetch it again, and destroy this one. "
        + "Where a law makes you keep it, stop using it and restrict it.";

    protected override ValueTask<MinutesAnswer> Of(ReviewVisibility known, ReviewAnswer shown, Caller caller,
        CancellationToken cancellation) =>
        new(new MinutesAnswer
        {
            Review = shown.Review,
            Agency = caller.Agency,
            By = caller.Person,
            Kind = shown.Kind,
            StartsAt = shown.StartsAt,
            OpenedAt = shown.OpenedAt,
            ClosedAt = shown.ClosedAt,
            Chair = shown.Chair,
            Items = [.. shown.Agenda.Where(item => WasDiscussedBefore(item, known)).Select(ItemOf)],
            // An action of which only owner and date are shown was not released to the reader.
            Actions = [.. shown.Actions.Where(action => action.Task is not null)],
            Meeting = shown.Minutes,
            MeetingAgreedBy = shown.MinutesAgreedBy,
            NextReview = shown.NextReview,
            Notice = Notice,
        });

    protected override void Write(PageWriter page, JsonElement answer) => MinutesPage.Write(page, answer);

    private static bool WasDiscussedBefore(ItemAnswer item, ReviewVisibility known) =>
        known.Review.Meeting.Find(item.Item) is { Stage: ClosedItem } found && known.HearsDiscussionOf(found);

    private static MinutesItemAnswer ItemOf(ItemAnswer item) =>
        new(item.Item, item.Title, item.Custodian, item.Heard, item.SurvivorsView, item.Options, item.Decisions, item.Minute,
            item.Retracted, item.Minutes, item.MinutesTaken);
}

/// <summary>The minutes and the actions of a review for one agency: what it was covered for, whole, and nothing else.</summary>
public sealed record MinutesAnswer
{
    public required ReviewId Review { get; init; }

    /// <summary>For whose files they are.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>Who fetched them.</summary>
    public required PersonId By { get; init; }
    public required ReviewKind Kind { get; init; }

    /// <summary>For when it was scheduled, which is not when it was held.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it was opened. Left out where that was not kept.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed: for those who lead the meeting, and those who attended it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
    public required Member Chair { get; init; }

    /// <summary>The cases that were discussed, and that the reader may hear of at this moment.</summary>
    public required IReadOnlyList<MinutesItemAnswer> Items { get; init; }

    /// <summary>Actions of those cases, and the reader's own.</summary>
    public required IReadOnlyList<ActionAnswer> Actions { get; init; }

    /// <summary>Minutes of the meeting as a whole, where the reader may hear everything that was discussed.</summary>
    public Sensitive<string>? Meeting { get; init; }

    /// <summary>Who agreed to those, and when.</summary>
    public IReadOnlyList<Agreement>? MeetingAgreedBy { get; init; }
    public DateTimeOffset? NextReview { get; init; }

    /// <summary>What binds whoever keeps them.</summary>
    public required string Notice { get; init; }
}

/// <summary>A case that was discussed.</summary>
public sealed record MinutesItemAnswer(
    AgendaItemId Item, Sensitive<string>? Title, AgencyId? BroughtBy, IReadOnlyList<Member>? InTheRoom, ViewAnswer? SurvivorsView,
    IReadOnlyList<ReviewOption>? Options, IReadOnlyList<DecisionAnswer>? Decisions, ItemMinutesAnswer? Minutes, bool? Retracted,
    int? MinutesPlanned, int? MinutesTaken);

internal static class MinutesPage
{
    public static void Write(PageWriter page, JsonElement minutes)
    {
        page.OnEverySheet(minutes.Text("notice")!);
        page.Title("Minutes of a case review");
        page.Facts(
            ("Held", HeldOf(page, minutes)),
            ("Scheduled for", minutes.At("openedAt") is { } opened && page.Instant(opened) == page.Instant(minutes.At("startsAt")!.Value)
                ? null
                : page.Instant(minutes.At("startsAt")!.Value)),
            ("Kind", minutes.Word("kind")),
            ("Led by", ReviewWords.Member(minutes.At("chair")!.Value)),
            ("Next review", minutes.At("nextReview") is { } next ? page.Instant(next) : null));
        var items = minutes.All("items");
        if (items.Count == 0)
            page.Paragraph("There is nothing in these minutes for your agency.");
        foreach (var (index, item) in items.Index())
            WriteItem(page, index + 1, item);
        if (minutes.Text("meeting") is { } meeting)
        {
            page.Heading("The meeting as a whole");
            page.Paragraph(Phrase.Written(meeting));
            page.Facts(("Agreed by", ReviewWords.Agreements(page, minutes.All("meetingAgreedBy"))));
        }
        if (minutes.All("actions") is { Count: > 0 } actions)
        {
            page.Heading("Actions");
            page.Table(["What", "Who", "Until", "How it stands"], actions.Select(ReviewWords.Action));
        }
        page.Reader($"For the files of {minutes.Text("agency")}, fetched by {minutes.Text("by")}.");
    }

    private static string? HeldOf(PageWriter page, JsonElement minutes) => (minutes.At("openedAt"), minutes.At("closedAt")) switch
    {
        ({ } opened, { } closed) => $"from {page.Instant(opened)} to {page.Instant(closed)}",
        ({ } opened, null) => $"from {page.Instant(opened)}",
        _ => "When it was opened is not on record.",
    };

    private static void WriteItem(PageWriter page, int number, JsonElement item)
    {
        page.Heading($"{number}. {item.Text("title")}");
        page.Facts(
            ("Brought by", item.Text("broughtBy")),
            ("Beware", ReviewWords.Retracted(item)),
            ("In the room", ReviewWords.Members(item.All("inTheRoom"))),
            ("Time", item.At("minutesTaken") is { } taken
                ? Phrase.Of($"{Phrase.Count(taken.GetInt32(), "minute")}, of {item.At("minutesPlanned")!.Value.GetInt32()}")
                : null),
            ("The survivor's view", ViewOf(item.At("survivorsView"))));
        if (item.At("minutes") is { } written)
        {
            page.Paragraph(Phrase.Written(written.Text("text")!));
            page.Facts(("Written by", ReviewWords.Member(written.At("by")!.Value)),
                ("Agreed by", ReviewWords.Agreements(page, written.All("agreedBy"))));
        }
        foreach (var decision in item.All("decisions"))
            page.Section(() => WriteDecision(page, decision, item));
    }

    private static void WriteDecision(PageWriter page, JsonElement decision, JsonElement item)
    {
        var chosen = decision.At("optionChosen")!.Value.GetInt32();
        page.Subheading(OutcomeOf(decision) + (decision.At("superseded") is null ? "" : ", and replaced since"));
        page.Paragraph(Phrase.Written(
            item.All("options").FirstOrDefault(option => option.At("number")?.GetInt32() == chosen).Text("option") ?? ""));
        page.Facts(
            ("Why", Phrase.Written(decision.Text("rationale"))),
            ("How", decision.Text("manner") != "consensus" ? VotesOf(decision) : decision.Text("outcome") == "carried" ? "by consensus"
                : "there was no consensus"),
            ("The survivor's view", FollowsOf(decision.Text("survivorsView"))),
            ("Against her view, because", Phrase.Written(decision.Text("reasonAgainstSurvivorsView"))),
            ("Objection for the survivor", Phrase.Join("\n", decision.All("objections").Select(objection =>
                Phrase.Of($"{ReviewWords.Member(objection.At("by")!.Value)}, {page.Instant(objection.At("at")!.Value)}: " +
                    $"{objection.Text("reason")}")))),
            ("Corrected", Phrase.Join("\n", decision.All("corrections").Select(corrected => CorrectionOf(page, corrected)))),
            ("Dissent", Phrase.Join("\n",
                decision.All("dissents").Select(dissent =>
                    Phrase.Of($"{ReviewWords.Member(dissent.At("member")!.Value)}: {dissent.Text("reason")}")))),
            ("Replaced because", Phrase.Written(decision.At("superseded")?.Text("reason"))),
            ("Consent", decision.Is("restsOnWithdrawnConsent")
                ? "The consent on which this decision stood was withdrawn since, or ran out. Do not act on it any more."
                : null));
    }

    private static Phrase CorrectionOf(PageWriter page, JsonElement corrected) => Phrase.Of(
        $"{ReviewWords.Member(corrected.At("by")!.Value)}, {page.Instant(corrected.At("at")!.Value)}: " +
            $"{FollowsOf(corrected.Text("after"))} Before: {FollowsOf(corrected.Text("before"))} {corrected.Text("reason")}");

    private static string OutcomeOf(JsonElement decision) => decision.Text("outcome") switch
    {
        "carried" => "Decided",
        "tied" => "Not decided: as many for it as against it",
        _ => "Not decided: the motion failed",
    };

    private static Phrase FollowsOf(string? answer) => answer switch
    {
        "follows" => "This follows her view.",
        "opposes" => "This is against her view.",
        "unclear" => "It is unclear whether this follows her view.",
        "noneStated" => "She chose to state none.",
        _ => "Nobody answered whether this follows her view.",
    };

    private static Phrase VotesOf(JsonElement decision) => Phrase.Join("\n", decision.All("votes")
        .Select(vote => Phrase.Of($"{ReviewWords.Member(vote.At("member")!.Value)}: {vote.Text("vote")}")));

    private static Phrase? ViewOf(JsonElement? view) => view is not { } stated ? null : stated.Text("way") switch
    {
        "choseNotTo" => "Chose not to give one.",
        "inPerson" => Phrase.Of($"In person: {stated.Text("view")}"),
        "inWriting" => Phrase.Of($"In writing: {stated.Text("view")}"),
        _ => Phrase.Of($"Through her advocate: {stated.Text("view")}"),
    };
}
