using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Xunit;

namespace Coordination.Domain.Tests.Disclosures;

/// <summary>What went without her release is explained to her in words: why, by which law, and what she can do.</summary>
public sealed class WentWithoutReleaseTests
{
    private static readonly LawLine Line = new("us-nc", "2026-11", "N.C.G.S. 7B-301"), Other = new("us", "2026-11", "42 USC 671(a)(35)(B)");

    private static readonly Dictionary<string, string> Names = new() { ["us-nc"] = "North Carolina", ["us"] = "the United States" };

    private static string Words(WentWithoutRelease why) => string.Join(' ', [why.Said, why.Because, .. why.WhatYouCanDo]);

    [Fact]
    public void Every_basis_and_every_report_has_words_of_its_own_and_no_codes()
    {
        ClaimedBasis[] bases = [.. Enum.GetValues<ClaimedBasis>().Where(basis => basis is not (ClaimedBasis.Release or ClaimedBasis.TeamStatute))];
        var said = bases.Select(basis => WentWithoutRelease.Of(new(basis) { LetGoBy = ["CG-17"] }))
            .Concat(Enum.GetValues<ReportKind>().Where(report => report != ReportKind.Other).Select(report => WentWithoutRelease.Of(new(ClaimedBasis.MandatedReport) { Report = report, LetGoBy = ["CG-19"] })))
            .Concat(new[] { "CG-01", "CG-41", "CG-42" }.Select(rule => WentWithoutRelease.Of(new(ClaimedBasis.Release) { LetGoBy = [rule] }))).ToList();

        Assert.Equal(said.Count, said.Select(one => one.Because).Distinct().Count());
        Assert.All(said, one =>
        {
            Assert.StartsWith("because ", one.Because, StringComparison.Ordinal);
            Assert.Equal($"You did not sign for this. It went {one.Because}.", one.Said);
            Assert.Equal(3, one.WhatYouCanDo.Count);
            Assert.DoesNotMatch("CG-[0-9]|/v1/|[a-z][A-Z]", Words(one));
        });
    }

    [Fact]
    public void The_lines_of_the_law_are_named_once_with_whose_law_it_is_by_its_name()
    {
        var one = WentWithoutRelease.Of(new(ClaimedBasis.MandatedReport) { Report = ReportKind.ChildAbuse, Law = [Line, Line with { Version = "2026-12" }], Names = Names });
        Assert.Equal(("us-nc", "You did not sign for this. It went because a law requires a report: abuse or neglect of a child, under the law of North Carolina (N.C.G.S. 7B-301)."), (one.Jurisdiction, one.Said));

        var several = WentWithoutRelease.Of(new(ClaimedBasis.TeamStatute) { Law = [Line, Other], Names = Names });
        Assert.Null(several.Jurisdiction);
        Assert.EndsWith("(N.C.G.S. 7B-301; 42 USC 671(a)(35)(B)).", several.Said, StringComparison.Ordinal);

        // Whose law the agency named is not whose line it is; and what has no name is not called by its code.
        var own = WentWithoutRelease.Of(new(ClaimedBasis.PermittedReport) { Jurisdiction = "us-nc", Law = [new("us", "2026-2", "45 CFR 164.512(b)(1)(ii)")], LetGoBy = ["CG-18"], Names = Names });
        Assert.Equal(("us", "You did not sign for this. It went because a law allows a report; the agency decided to make it, under the law of the United States (45 CFR 164.512(b)(1)(ii))."), (own.Jurisdiction, own.Said));
        Assert.DoesNotContain("us-nc", WentWithoutRelease.Of(new(ClaimedBasis.MandatedReport) { Jurisdiction = "us-nc", Law = [Line] }).Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ClaimedBasis.MandatedReport, "County Welfare said that a law requires this report. No law is recorded here that does.")]
    [InlineData(ClaimedBasis.PermittedReport, "County Welfare said that a law allows this report. No law is recorded here that does.")]
    [InlineData(ClaimedBasis.DutyToWarn, "County Welfare said that a law makes it warn of a danger. No law is recorded here that does.")]
    public void Where_no_line_is_known_it_is_the_agency_that_said_so(ClaimedBasis basis, string said)
    {
        var why = WentWithoutRelease.Of(new(basis) { Jurisdiction = "us-ga", Agency = "County Welfare", Names = Names });

        Assert.Equal(("us-ga", $"You did not sign for this. {said}"), (why.Jurisdiction, why.Said));
        Assert.Empty(why.Law);
        Assert.Contains(why.WhatYouCanDo, line => line.StartsWith("Ask the agency which law that is", StringComparison.Ordinal));
        Assert.Contains(why.WhatYouCanDo, line => line.Contains("raise a concern", StringComparison.Ordinal));
        Assert.DoesNotContain("us-ga", Words(why), StringComparison.Ordinal);
        Assert.StartsWith("You did not sign for this. The agency said that", WentWithoutRelease.Of(new(basis)).Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_living_survivor_is_told_that_her_death_was_recorded_by_mistake()
    {
        var review = new WhyItWent(ClaimedBasis.FatalityReview) { Law = [Line], LetGoBy = ["CG-45"], Names = Names };
        var lives = WentWithoutRelease.Of(review with { SheLives = true });

        Assert.Equal("You did not sign for this. Your death had been recorded by mistake, and a review of deaths was given this because of that. The mistake was put right, and the copy is asked back.", lives.Said);
        Assert.Equal(3, lives.WhatYouCanDo.Count);
        Assert.DoesNotContain("person who died", Words(lives), StringComparison.Ordinal);
        Assert.Contains("person who died", Words(WentWithoutRelease.Of(review)), StringComparison.Ordinal);
    }
}
