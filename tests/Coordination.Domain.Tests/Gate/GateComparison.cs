using Coordination.Domain.Consent;
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
            Assert.True((expected.Outcome, expected.Mode) == (line.Outcome, line.Mode), $"Expected {expected.Outcome} {expected.Mode}: {Said(expected)} {expected.Narrower}. The gate: {GateProperties.Text(line)}.");
            Assert.Equal(expected.LeftOut, line.LeftOut ?? []);
            if (NaiveGate.MergedWith(world).Count > 0)
            {
                Assert.True(line.Release is null || expected.Permitting.Contains(line.Release.Value), "It rests on another release.");
                continue;
            }

            Assert.True(line.Release is null ? expected.Permitting.Count == 0 : expected.Permitting.Contains(line.Release.Value), "It rests on another release.");
            CompareReasons(expected, line);
        }

        if (NaiveLaw.IsAsked(world) && NaiveGate.MergedWith(world).Count == 0)
        {
            Assert.Equal(NaiveObligations.Of(world, verdict).Order(), verdict.Obligations.Order());
        }
    }

    private static string Said(NaiveGate.Answer answer) =>
        string.Join("; ", new[] { answer.OfItem }.Concat(answer.OfReleases.Values).Select(words => string.Join(", ", words.Denials.Select(reason => $"deny {reason}").Concat(words.Holds.Select(reason => $"hold {reason}")).Concat(words.Permissions.Select(reason => $"permit {reason}")))));

    private static void CompareReasons(NaiveGate.Answer expected, VerdictLine line)
    {
        switch (line.Outcome)
        {
            case Outcome.Deny:
                CompareDenials(expected, line);
                break;
            case Outcome.Hold when expected.OfItem.Holds.Count > 0:
                Assert.Equal(expected.OfItem.Holds.Order(), line.Findings.Select(Reason).Order());
                break;
            case Outcome.Hold:
                var release = Assert.Single(line.Findings.Select(finding => finding.Release).Distinct());
                Assert.Equal(Expected(expected, release).Holds.Order(), line.Findings.Select(Reason).Order());
                break;
            default:
                Assert.Equal(expected.OfItem.Permissions.Order(), line.Findings.Where(finding => finding is { Effect: RuleEffect.Permit, Release: null }).Select(Reason).Order());
                break;
        }
    }

    private static void CompareDenials(NaiveGate.Answer expected, VerdictLine line)
    {
        var found = line.Findings.Where(finding => finding.Reason != "absent").ToList();
        if (expected.OfItem.Denials.Count > 0)
        {
            Assert.Equal(expected.OfItem.Denials.Order(), found.Select(Reason).Order());
            return;
        }

        Assert.Contains(line.Findings, finding => finding is { Rule: "CG-01", Reason: "absent" });
        Assert.Equal(expected.OfReleases.Count == 0, found.Count == 0);
        foreach (var of in found.GroupBy(finding => finding.Release))
        {
            Assert.Equal(Expected(expected, of.Key).Denials.Order(), of.Select(Reason).Order());
        }
    }

    // A gate with a planted fault may name no release, or one that the second gate does not know: that differs, too.
    private static NaiveWords Expected(NaiveGate.Answer expected, ReleaseId? release)
    {
        Assert.True(release is not null, "The finding names no release.");
        Assert.True(expected.OfReleases.TryGetValue(release.Value, out var words), $"The finding rests on {release}.");
        return words;
    }

    private static string Reason(RuleFinding finding) => $"{finding.Rule} {finding.Reason}";
}
