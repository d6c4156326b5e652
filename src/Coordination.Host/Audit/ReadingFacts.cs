using Coordination.Domain.Readings;

namespace Coordination.Host.Audit;

/// <summary>What an auditor was reading.</summary>
internal static class ReadingFacts
{
    public static IEnumerable<StateFact> Of(ReadingBook book, DateTimeOffset at) => book.Open
        .Where(open => at < open.Value).OrderBy(open => open.Key.Subject, StringComparer.Ordinal).ThenBy(open => open.Key.Kind)
        .Select(open => new StateFact($"{Words.Of(open.Key.Kind)} of {open.Key.Subject}", $"on record until {Words.Of(open.Value)}"));
}
