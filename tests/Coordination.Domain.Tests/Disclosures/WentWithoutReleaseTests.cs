using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Xunit;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>What went without her release is explained to her in words: why, by which law, and what she can do.</summary>
public sealed class WentWithoutReleaseTests
{
    private static readonly LawLine Line = new("us-nc", "1", "N.C.G.S. 7B-301"), Other = new("us", "1", "42 USC 671(a)(35)(B)");

    [Fact]
    public void Every_basis_and_every_report_has_words_of_its_own_and_no_codes()
    {
        ClaimedBasis[] bases = [.. Enum.GetValues<ClaimedBasis>().Where(basis => basis is not (ClaimedBasis.Release or ClaimedBasis.TeamStatute))];
        var said = bases.Select(basis => WentWithoutRelease.Of(basis, null, null, [], []))
            .Concat(Enum.GetValues<ReportKind>().Where(report => report != ReportKind.Other).Select(report => WentWithoutRelease.Of(ClaimedBasis.MandatedReport, report, null, [], [])))
            .Concat(new[] { "CG-01", "CG-41", "CG-42" }.Select(rule => WentWithoutRelease.Of(ClaimedBasis.Release, null, null, [], [rule]))).ToList();

        Assert.Equal(said.Count, said.Select(one => one.Because).Distinct().Count());
        Assert.All(said, one =>
        {
            Assert.StartsWith("because ", one.Because, StringComparison.Ordinal);
            Assert.Equal($"You did not sign for this. It went {one.Because}.", one.Said);
            Assert.Equal(3, one.WhatYouCanDo.Count);
            Assert.DoesNotMatch("CG-[0-9]|/v1/|[a-z][A-Z]", string.Join(' ', [one.Said, .. one.WhatYouCanDo]));
        });
    }

    [Fact]
    public void The_lines_of_the_law_are_named_once_with_whose_law_it_is()
    {
        var one = WentWithoutRelease.Of(ClaimedBasis.MandatedReport, ReportKind.ChildAbuse, null, [Line, Line with { Version = "2" }], []);
        Assert.Equal(("us-nc", "You did not sign for this. It went because a law requires a report: abuse or neglect of a child, under the law of us-nc (N.C.G.S. 7B-301)."), (one.Jurisdiction, one.Said));

        var several = WentWithoutRelease.Of(ClaimedBasis.TeamStatute, null, null, [Line, Other], []);
        Assert.Null(several.Jurisdiction);
        Assert.EndsWith("(N.C.G.S. 7B-301; 42 USC 671(a)(35)(B)).", several.Said, StringComparison.Ordinal);
    }
}
