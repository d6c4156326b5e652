using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Looks at the first item of a world, and holds what the gate says of all of them to the second gate.</summary>
internal static class GateAssert
{
    internal static void Permitted(GateWorld world)
    {
        Assert.True(world.Line.Outcome == Outcome.Permit, string.Join(", ", world.Line.Findings));
        GateComparison.Compare(world, world.Evaluate());
    }

    internal static void Denied(GateWorld world, string rule, string reason) => Found(world, Outcome.Deny, rule, reason);

    internal static void Held(GateWorld world, string rule, string reason) => Found(world, Outcome.Hold, rule, reason);

    private static void Found(GateWorld world, Outcome outcome, string rule, string reason)
    {
        Assert.Equal(outcome, world.Line.Outcome);
        Assert.Null(world.Line.Mode);
        Assert.Contains(world.Line.Findings, finding => finding.Rule == rule && finding.Reason == reason);
        GateComparison.Compare(world, world.Evaluate());
    }
}
