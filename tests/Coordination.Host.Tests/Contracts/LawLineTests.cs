using Coordination.Domain.Gate;
using Coordination.Host.Cli.GateCases;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>
/// Whoever is told why something went by law is told which line of which table let it go. Permitted reports are left out: some of them are permitted by the
/// federal law that binds the reporter, without a line.
/// </summary>
public sealed class LawLineTests
{
    private static readonly Dictionary<ClaimedBasis, string[]> s_reasons = new()
    {
        [ClaimedBasis.MandatedReport] = ["CG-19"],
        [ClaimedBasis.Statute] = ["CG-17"],
        [ClaimedBasis.DutyToWarn] = ["CG-44"],
        [ClaimedBasis.TeamStatute] = ["CG-42"],
        [ClaimedBasis.FatalityReview] = ["CG-45"],
    };

    [Fact]
    public void What_a_published_case_lets_go_by_a_table_is_explained_by_the_line_of_it()
    {
        var seen = new HashSet<ClaimedBasis>();
        foreach (var vector in GateVectors.All)
        {
            var world = new GateCaseWorld(vector.Path, vector.Case.Input);
            var request = vector.Case.Input.Request;
            if (!world.Rules().ByProfile || !s_reasons.TryGetValue(request.Basis, out var rules))
            {
                continue;
            }

            var explanation = GateExplainer.Explain(request, world.Facts(), world.Rules());
            foreach (var item in explanation.Items.Where(item => item.Line.Findings.Any(found => found.Effect == RuleEffect.Permit && rules.Contains(found.Rule))))
            {
                var cited = item.Law ?? [];
                if (cited.Count == 0 && request.Basis == ClaimedBasis.MandatedReport && world.Facts().TaskForce.PolicyAt(world.Facts().Now)?.MandatedReports is { Count: > 0 })
                {
                    continue; // the policy of the task force names the duty
                }

                Assert.True(cited.Count > 0, $"{vector.Path}: {item.Line.Item} goes by {request.Basis}, and no line of a table is named");
                Assert.All(cited, line => Assert.Contains(world.Facts().TaskForce.TablesAt(world.Facts().Now), loaded => (loaded.Table.Jurisdiction, loaded.Table.Version) == (line.Jurisdiction, line.Version)));
                seen.Add(request.Basis);
            }
        }

        Assert.Equal(s_reasons.Keys.Order(), seen.Order());
    }
}
