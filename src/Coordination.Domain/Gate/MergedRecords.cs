using Coordination.Domain.Consent;
using Coordination.Domain.Gate.Rules;

namespace Coordination.Domain.Gate;

/// <summary>
/// Where records were merged the narrower position holds: an item goes only when each of them, asked by itself about this very
/// question, lets it go, and in the narrowest of their modes. A record in which nothing was released lets nothing go; one that
/// was not read keeps everything.
/// </summary>
internal static class MergedRecords
{
    public static Verdict Narrowest(Verdict own, Merger merger, GateRequest request, GateFacts facts, RuleSet rules)
    {
        var lines = own.Lines.ToArray();
        List<(Verdict Verdict, GateFacts Facts)> asked = [(own, facts)];
        List<ConsentRead> read = [];
        foreach (var survivor in merger.With)
        {
            if (facts.Merged.FirstOrDefault(record => record.Consent.Survivor == survivor) is not { } record)
            {
                lines = Array.ConvertAll(lines, Cg33Refusal.KeepUnread);
                continue;
            }

            var asHers = AsHers(record, facts);
            var other = ConsentGate.Alone(request, asHers, rules);
            for (var i = 0; i < lines.Length; i++)
            {
                lines[i] = Narrower(lines[i], other.Lines[i]);
            }

            asked.Add((other, asHers));
            read.Add(new ConsentRead(survivor, record.Version));
        }

        return own with
        {
            Outcome = Outcomes.Of(lines, request.Items),
            Lines = lines,
            Obligations = [.. asked.SelectMany(one => Obligations.Of(Of(one.Verdict, lines), request, one.Facts, rules))
                .Distinct().Order()],
            ReleasesReliedOn = ConsentGate.ReliedOn(lines),
            Merged = read,
        };
    }

    /// <summary>The other record as one about the person who is asked about: what was served about her is about her.</summary>
    internal static GateFacts AsHers(MergedRecord record, GateFacts facts) =>
        facts with
        {
            Consent = record.Consent with { Survivor = facts.Consent.Survivor, Merger = null },
            ConsentVersion = record.Version,
            Merged = []
        };

    private static VerdictLine Narrower(VerdictLine line, VerdictLine other) =>
        other.Outcome < line.Outcome ? other with { Findings = With(Cg33Refusal.Merged(other.Outcome), other.Findings) }
        : line.Outcome != Outcome.Permit ? line
        : Resting(other.Mode < line.Mode
            ? line with { Mode = other.Mode, Findings = With(Cg33Refusal.MergedNarrows, line.Findings) }
            : line, other);

    // Each record lets it go by a release of its own: when any of them ends, the item goes back.
    private static VerdictLine Resting(VerdictLine line, VerdictLine other)
    {
        List<ReleaseId> besides = [.. line.ReleasesOfOthers ?? [], .. other.ReleasesOfOthers ?? [],
            .. other.Release is { } release ? [release] : Array.Empty<ReleaseId>()];
        besides.RemoveAll(known => known == line.Release);
        return besides.Count == 0 ? line : line with { ReleasesOfOthers = [.. besides.Distinct().OrderBy(known => known.Value)] };
    }

    private static List<RuleFinding> With(RuleFinding finding, IReadOnlyList<RuleFinding> findings)
    {
        List<RuleFinding> all = [finding, .. findings.Where(found => found != finding)];
        all.Sort(Findings.ById);
        return all;
    }

    // What one record says of the items that go in the end, as they go.
    private static VerdictLine[] Of(Verdict verdict, VerdictLine[] lines) =>
        [.. verdict.Lines.Zip(lines,
            (one, final) => final.Outcome == Outcome.Permit ? one with { Mode = final.Mode } : final with { Release = null })];
}
