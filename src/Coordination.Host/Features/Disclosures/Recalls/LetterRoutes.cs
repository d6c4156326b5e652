using Coordination.Domain.Disclosures;
using Coordination.Host.Platform.Http.Pages;

namespace Coordination.Host.Features.Disclosures.Recalls;

/// <summary>
/// Asking copies back from somebody who has no part in the task force, and so reads nothing here: the custodian's advocates send a letter,
/// and record that it was sent and what came back.
/// </summary>
internal static class LetterRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/disclosures").WithTags("Disclosures").RequireAuthorization(Policies.Advocates);
        group.MapGet("/{disclosure:guid}/letter", Get).Produces<LetterAnswer>()
            .WithSummary("The letter that asks copies back from somebody outside the task force: to whom, what, until when, in which " +
                "words. For the custodian only.");
        group.MapGet("/{disclosure:guid}/letter/page", GetPage).Produces<string>(StatusCodes.Status200OK, "text/html")
            .WithSummary("The same letter for paper.");
        group.MapPost("/{disclosure:guid}/letter/sent", Send).AsCommand()
            .WithSummary("Says that the letter was sent, or that it was asked back by hand.");
        group.MapPost("/{disclosure:guid}/letter/answer", RecordAnswer).AsCommand()
            .WithSummary("Says what came back from whoever was asked by the letter: returned, destroyed, or not to be had back and why, " +
                "also where they refused. Of a copy that was never handed over, that it was destroyed.");
    }

    private static Task<IResult> Send(DisclosureId disclosure, LetterSentRequest body, CommandCall call) =>
        Change(call, disclosure, (work, state) =>
            DeliveryDecider.Decide(new SendRecallLetter(work.Actor, body.SentAt ?? work.Now, work.Now), state));

    private static Task<IResult> RecordAnswer(DisclosureId disclosure, RecallAnswerRequest body, CommandCall call) =>
        Change(call, disclosure, (work, state) =>
            DeliveryDecider.Decide(new RecordLetterAnswer(work.Actor, body.Answer, body.WhyNot) { Except = body.Copies ?? [] }, state));

    private static Task<IResult> Change(CommandCall call, DisclosureId disclosure,
        Func<CommandSession, DisclosureState, Decision<DisclosureEvent>> decide) =>
        call.ChangeOwn(disclosure, (work, state, _) => new(decide(work, state)));

    private static async Task<IResult> Get(DisclosureId disclosure, Caller caller, StateReader reader, WithheldMatters withheld,
        TimeProvider time, CancellationToken cancellation)
    {
        var (letter, problem) = await Read(disclosure, caller, reader, withheld, time, cancellation);
        return problem is not null ? problem : Reply.Revealing(letter!);
    }

    private static async Task<IResult> GetPage(DisclosureId disclosure, Caller caller, StateReader reader, WithheldMatters withheld,
        TimeProvider time, CancellationToken cancellation, string? zone = null)
    {
        if (!PageZone.TryRead(zone, out var local))
            return PageZone.Unknown;
        var (letter, problem) = await Read(disclosure, caller, reader, withheld, time, cancellation);
        return problem is not null ? problem : new Page<LetterAnswer>(letter!, local, LetterPage.Write);
    }

    private static async ValueTask<(LetterAnswer? Letter, ProblemResult? Problem)> Read(DisclosureId disclosure, Caller caller,
        StateReader reader, WithheldMatters withheld, TimeProvider time, CancellationToken cancellation)
    {
        var (state, _) = await reader.Read(DisclosureStream.Definition, disclosure, cancellation);
        if (state is not DisclosureState.Delivered { Delivery.LetterPending: true } delivered || delivered.Terms.Discloser != caller.Agency
            || !(await withheld.Shown(delivered, OwnReader.Of(caller), cancellation)).Sees)
            return (null, Problems.NotFound.With());
        var (custodian, _) = await reader.Read(PartnerStream.Definition, caller.Agency, cancellation);
        var (recipient, _) = await reader.Read(PartnerStream.Definition, delivered.Terms.Recipient.Agency, cancellation);
        var (taskForce, _) = await reader.Read(TaskForceStream.Definition, cancellation);
        return (Of(delivered, custodian as PartnerPosition.Partner, recipient, taskForce, time.GetUtcNow()), null);
    }

    private static LetterAnswer Of(DisclosureState.Delivered state, PartnerPosition.Partner? custodian, PartnerPosition recipient,
        TaskForceState taskForce, DateTimeOffset now)
    {
        var open = state.Delivery.Recalls.FindAll(recall => recall is { ByLetter: true, Answer: null });
        var wrong = open.Exists(recall => recall.FoundWrong);
        return new LetterAnswer(
            state.Terms.Disclosure, recipient.AddressFor(state.Terms.Discloser, state.Terms.Recipient.Person),
            RecipientAddress.NameOf(recipient, state.Terms, taskForce, now), custodian?.Name ?? state.Terms.Discloser.Value,
            [.. state.Delivery.Copies.Index().Where(copy => copy.Item.Standing == CopyStanding.UnderRecall)
                .Select(copy => new LetterItemAnswer(copy.Index + 1, copy.Item.Item.Copy, copy.Item.Item.Category, copy.Item.Item.Mode))],
            open.Min(recall => recall.Due), wrong,
            open.Exists(recall => recall.WaitsForLetter) ? null : open.Max(recall => recall.LetterSentAt),
            LetterText.Of(wrong, recipient.KindIfKnown));
    }
}

/// <summary>The words of the letter. It says nothing of why something is asked back but that it was found wrong, and nothing of what it
/// says.</summary>
internal static class LetterText
{
    private const string AsksBack = "We gave you the information that is listed here in confidence. We now ask it back.";
    private const string Wrong = "Some of it was found wrong since. Do not rely on it, wherever it is.";
    private const string Return = "Stop using it. Return or destroy every copy, and tell us which you did. Where a law makes you keep " +
        "one, restrict who can see it, and tell us what you keep and why.";
    private const string Preserve = "Stop using it, and restrict it to those who by law have to see it. Return or destroy what you may, " +
        "and tell us what you must keep and why.";
    private const string PassOn =
        "Do not pass it on, except as law requires; tell us first, so that the person concerned hears of it and can object.";
    private const string Answer = "Answer in writing, by the date that is given here, to the address from which this letter comes.";

    /// <summary>One paragraph each. Police, prosecutors and clinics have to preserve some of what they hold.</summary>
    public static IReadOnlyList<string> Of(bool foundWrong, AgencyKind? kind)
    {
        var asks = kind is AgencyKind.LawEnforcement or AgencyKind.Prosecution or AgencyKind.Medical ? Preserve : Return;
        return foundWrong ? [AsksBack, Wrong, asks, PassOn, Answer] : [AsksBack, asks, PassOn, Answer];
    }
}

/// <summary>To whom a copy or a letter goes on paper. Recipients outside the task force are named only to the agency that recorded
/// them.</summary>
internal static class RecipientAddress
{
    /// <summary>For a copy: name and postal address of the person, else the name of the agency or of the office outside; null where nobody
    /// recorded either for this discloser.</summary>
    public static Sensitive<string>? OrName(PartnerPosition position, DisclosureTerms terms, TaskForceState taskForce, DateTimeOffset at) =>
        position.AddressFor(terms.Discloser, terms.Recipient.Person)
            ?? (NameOf(position, terms, taskForce, at) is { } name ? Sensitive.Of(name) : null);

    /// <summary>What the agency or the office is called: that of an authority of a table of the law is told to everybody.</summary>
    public static string? NameOf(PartnerPosition position, DisclosureTerms terms, TaskForceState taskForce, DateTimeOffset at) =>
        position.NameFor(terms.Discloser) ?? (taskForce.IsAuthorityAt(terms.Recipient.Agency, at) ? position.NameIfKnown : null);
}
