using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Holds a verdict of the gate to the answer of the second one, item by item: outcome, mode, release, and every reason.</summary>
internal static class GateComparison
{
    internal static bool Differs(GateWorld world, Verdict verdict)
    {
        try
        {
            Compare(world, verdict);
            return false;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return true;
        }
    }

    internal static void Compare(GateWorld world, Verdict verdict)
    {
        for (var i = 0; i < verdict.Lines.Count; i++)
        {
            var line = verdict.Lines[i];
            var expected = NaiveGate.Ask(world, world.Request.Items[i]);
            Assert.Equal((expected.Outcome, expected.Mode), (line.Outcome, line.Mode));
            Assert.Equal(expected.LeftOut, line.LeftOut ?? []);
            if (NaiveGate.MergedWith(world).Count > 0)
            {
                Assert.True(line.Release is null || expected.Permitting.Contains(line.Release.Value), "It rests on another release.");
                continue;
            }

            Assert.True(line.Release is null ? expected.Permitting.Count == 0 : expected.Permitting.Contains(line.Release.Value), "It rests on another release.");
            if (line.Outcome == Outcome.Deny)
            {
                CompareReasons(expected, line);
            }
        }
    }

    private static void CompareReasons(NaiveGate.Answer expected, VerdictLine line)
    {
        var found = line.Findings.Where(finding => finding.Reason != "absent").ToList();
        if (expected.Denials.Count > 0)
        {
            Assert.Equal(expected.Denials.Order(), found.Select(finding => $"{finding.Rule} {finding.Reason}").Order());
            return;
        }

        Assert.Contains(line.Findings, finding => finding is { Rule: "CG-01", Reason: "absent" });
        Assert.Equal(expected.DenialsOf.Count == 0, found.Count == 0);
        foreach (var of in found.GroupBy(finding => finding.Release!.Value))
        {
            Assert.Equal(expected.DenialsOf[of.Key].Order(), of.Select(finding => $"{finding.Rule} {finding.Reason}").Order());
        }
    }
}
