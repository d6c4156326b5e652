using Coordination.Domain.Readings;

namespace Coordination.Host.Features.Audit;

internal static class ReadingFacts
{
    public static IEnumerable<StateFact> Of(ReadingBook book, DateTimeOffset at) =>
    [
        .. book.Open.Where(open => at < open.Value).OrderBy(open => open.Key.Subject, StringComparer.Ordinal).ThenBy(open => open.Key.Kind)
            .Select(open => Fact($"{Words.Of(open.Key.Kind)} of {open.Key.Subject}", open.Value)),
        .. book.Records.Where(open => at < open.Value).OrderBy(open => open.Key.Survivor.Value).ThenBy(open => open.Key.Part)
            .Select(open => Fact($"{Words.Of(open.Key.Part)} of survivor {open.Key.Survivor}", open.Value)),
    ];

    private static StateFact Fact(string what, DateTimeOffset until) => new(what, $"on record until {Words.Of(until)}");
}
