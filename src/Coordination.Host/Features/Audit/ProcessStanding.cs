using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Features.Audit;

/// <summary>Where a legal process stood.</summary>
internal static class ProcessStanding
{
    public static IEnumerable<StateFact> Of(ProcessState state, DateTimeOffset at)
    {
        if (state is not ProcessState.Served { Record: var record })
            yield break;
        var service = record.Service;
        yield return new("process",
            $"{Words.Of(service.Kind)} on {service.Agency}: {(state is ProcessState.Closed closed ? Words.Of(closed.End) : "pending")}, " +
                $"recorded by {service.By}");
        yield return new("authority", Words.Of(service.Authority));
        yield return new("about", $"survivor {service.Survivor}, case {service.Case}");
        yield return new("names",
            $"items {Words.List(service.Names.Items, item => $"{item}")}; categories {Words.List(service.Names.Categories, Words.Of)}");
        if (service.AnswerDue is { } due)
            yield return new("due", Words.Of(due));
        if (service.Duty is { } duty)
            yield return new("reports as", $"{Words.Of(duty.Role)} in {duty.Jurisdiction}");
        if (service.Jurisdiction is { } jurisdiction)
            yield return new("compels under the law of", jurisdiction);
        if (service.Time is { LearnedAt: { } learned } time)
            yield return new("learned",
                $"{Words.Of(learned)}{(time.Shortest is { } line
                    ? $"; to be reported within {Quantity.Of(line.WithinHours ?? 0, "hour", "hours")} ({line.Citation})"
                    : "")}");
        foreach (var item in DutyItem.Of((ProcessState.Served)state, GivenUnder.Nothing, at))
        {
            if (item.Elsewhere is { } other)
                yield return new($"besides to {Words.Of(other)}",
                    $"{Words.Of(item.Standing)}{(item.Due is { } until ? $", due {Words.Of(until)}" : "")}");
        }
        if (record.Made is { } made)
            yield return new("told", $"{Words.Of(made.Through)} {Words.Of(made.At)}");
        if (service.Besides is { } besides)
            yield return new("besides", $"process {besides.Process}, {Words.Of(besides.Authority)}");
        yield return new("counsel", record.Review is { } review ? $"{Words.Of(review.Finding)}, by {review.By}" : "has not looked");
        yield return new("survivor",
            record.Told is { } told ? $"told {Words.Of(told.ToldAt)}" : $"not told; {Quantity.Of(record.Attempts.Count, "attempt")}");
        if (Coordination.Domain.Disclosures.Telling.Barred(new(state, []), at) is { } barred)
            yield return new("she is not told", barred.Until is { } until ? $"until {Words.Of(until)}" : "for a time that is not known");
        if (record.Colleagues.Count > 0)
            yield return new("acts on it", Words.List(record.Colleagues, colleague => $"{colleague}"));
        yield return new("protective steps", Words.List(record.Steps, Words.Of));
    }
}
