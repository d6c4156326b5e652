using Coordination.Domain.Disclosures;

namespace Coordination.Host.Features.Audit;

/// <summary>What was disclosed about somebody, oldest first. A recipient's own words are not in it.</summary>
public sealed record AuditedAccounting(SurvivorId Survivor, IReadOnlyList<AccountedDisclosure> Disclosures)
{
    /// <summary>To be given back as <c>after</c> for the next page; null on the last, and where all of it is told.</summary>
    public int? Next { get; init; }

    internal AuditedAccounting Page(int after, int limit) => this with
    {
        Disclosures = [.. Disclosures.Skip(after).Take(limit)],
        Next = after + limit < Disclosures.Count ? after + limit : null,
    };

    /// <summary>Null when nothing was ever disclosed.</summary>
    internal static AuditedAccounting? Of(SurvivorId survivor, IReadOnlyList<AccountedDisclosure> given) => given.Count == 0
        ? null
        : new(survivor, [.. given.Select(one => one with { Recalls = [.. one.Recalls.Select(recall => recall with { WhyNot = null })] })]);

    internal static string Text(AuditedAccounting accounting) =>
        string.Join(Environment.NewLine, accounting.Disclosures.SelectMany(Lines).Prepend($"survivor {accounting.Survivor}"));

    private static IEnumerable<string> Lines(AccountedDisclosure given)
    {
        var rests = given.Compelled ? "compelled" : given.Releases.Count == 0 ? $"without a release, {Words.Of(given.Basis)}"
            : $"under {Words.List(given.Releases, release => $"release {release}")}";
        var basis = given.Process is { } process ? $"{rests}, process {process}" : rests;
        yield return $"{Words.Of(given.MadeAt)}  {(given.Disclosure is { } disclosure ? $"disclosure {disclosure}" : "no disclosure")}: " +
            $"{given.Discloser} to {Words.Of(given.Recipient)}, {(given.Purpose is { } purpose ? $"{Words.Of(purpose)}, " : "")}{basis}";
        if (given.Reported is { } made)
            yield return $"  told before it was recorded, {Words.Of(made.At)}, by {Words.Of(made.Through)}";
        if (given.NotToBeTold is { } barred)
            yield return $"  she is not told of it{(barred.Until is { } until ? $" until {Words.Of(until)}" : "")}: " +
                $"{Words.List(barred.Because, Words.Of)}";
        foreach (var item in given.Items)
            yield return $"  {Words.Of(item.Category)}{(item.Mode is { } mode ? $", {Words.Of(mode)}" : "")}: " +
                $"{(item.Standing is { } standing ? Words.Of(standing) : "told")}{(item.OthersLeftOut ? ", others left out" : "")}" +
                $"{(item.LetGoBy is { } rule ? $", by {rule}" : "")}";
        foreach (var recall in given.Recalls)
            yield return $"  asked back {Words.Of(recall.SentAt)}, {Words.Of(recall.Cause)}: " +
                $"{recall.Answer switch
                {
                    null => recall.Overdue ? "overdue" : "no answer yet",
                    RecallAnswer.CannotBeRecalled => "cannot be recalled",
                    var answer => Words.Of(answer.Value)
                }}";
    }
}
