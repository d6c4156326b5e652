using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>Where an act of sharing stood.</summary>
internal static class DisclosureFacts
{
    public static IEnumerable<StateFact> Of(DisclosureState state, DateTimeOffset at)
    {
        if (state is not DisclosureState.Begun begun)
            yield break;
        yield return new("disclosure", Standing(begun));
        yield return new("discloser", $"{begun.Terms.Discloser}");
        yield return new("recipient", Words.Of(begun.Terms.Recipient));
        yield return new("purpose", $"{Words.Of(begun.Terms.Purpose)}, on {Words.Of(begun.Terms.Basis)}");
        if (begun.Terms.Request is { } request)
            yield return new("asked for", Words.List(request.Categories, Words.Of));
        if (SubjectOf(begun) is { } subject)
            yield return new("about", $"survivor {subject.Survivor}, case {subject.Case}");
        if (Waiting.Of(begun) is { Count: > 0 } waits)
            yield return new("waits for", Words.List(waits, Words.Of));
        if (VerdictOf(begun) is { } verdict)
            yield return new("verdict", $"{Words.Of(verdict.Outcome)} at consent version {verdict.ConsentVersion}");
        foreach (var fact in begun is DisclosureState.Delivered delivered ? OfDelivery(delivered.Delivery, at) : [])
            yield return fact;
    }

    private static IEnumerable<StateFact> OfDelivery(Delivery delivery, DateTimeOffset at)
    {
        foreach (var copy in delivery.Copies)
            yield return new($"copy {copy.Item.Copy}",
                $"item {copy.Item.Item}, {Words.Of(copy.Item.Category)} at {Words.Of(copy.Item.Mode)}, on release {copy.Release}: " +
                    $"{Words.Of(copy.Standing)}");
        if (delivery.HandedOver is { } handed)
            yield return new("handed over", $"{Words.Of(handed.HandedAt)} by {handed.HandedBy}, {Words.Of(handed.Through)}");
        else if (delivery.ToHandOver)
            yield return new("handed over",
                $"not yet; until {Words.Of(delivery.HandOverBy ?? at)}{(delivery.HandOverBy <= at ? ", overdue" : "")}");
        foreach (var recall in delivery.Recalls)
            yield return new("recall",
                $"{(recall.Release is { } release ? $"release {release}" : "item")} {Words.Of(recall.Cause)}, due " +
                    $"{Words.Of(recall.Due)}: {Answer(recall, at)}" +
                    $"{(recall.WaitsForLetter && recall.LetterBy is { } until ? $"; letter to be sent until {Words.Of(until)}" : "")}");
    }

    private static string Answer(Recall recall, DateTimeOffset at) =>
        recall.Answer is { } answer ? Words.Of(answer) : recall.IsOverdueAt(at) ? "overdue" : "not answered yet";

    private static string Standing(DisclosureState.Begun state) => state switch
    {
        DisclosureState.Requested => "requested",
        DisclosureState.Unmatched => "matched to nobody",
        DisclosureState.Offered => "offered",
        DisclosureState.Matched => "matched",
        DisclosureState.Authorised => "authorised",
        DisclosureState.Refused => "refused",
        DisclosureState.Held => "held",
        DisclosureState.Made => "made",
        DisclosureState.Acknowledged => "acknowledged",
        DisclosureState.RecallPending => "under recall",
        DisclosureState.Recalled => "recalled",
        _ => throw new UnreachableException(),
    };

    private static DisclosureSubject? SubjectOf(DisclosureState state) => state switch
    {
        DisclosureState.Prepared prepared => prepared.Subject,
        DisclosureState.Delivered delivered => delivered.Subject,
        _ => null,
    };

    private static Verdict? VerdictOf(DisclosureState state) => state switch
    {
        DisclosureState.Authorised authorised => authorised.Verdict,
        DisclosureState.Refused refused => refused.Verdict,
        DisclosureState.Held held => held.Verdict,
        DisclosureState.Delivered delivered => delivered.Delivery.Verdict,
        _ => null,
    };
}
