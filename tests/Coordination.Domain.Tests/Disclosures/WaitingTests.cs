using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Xunit;

namespace Coordination.Domain.Tests.Disclosures;

public class WaitingTests
{
    [Theory]
    [InlineData("CG-37", "condition", WaitsFor.Survivor)]
    [InlineData("CG-17", "tell-survivor", WaitsFor.Survivor)]
    [InlineData("CG-46", "conflict", WaitsFor.Survivor)]
    [InlineData("CG-50", "which-release", WaitsFor.Survivor)]
    [InlineData("CG-16", "counsel", WaitsFor.Counsel)]
    [InlineData("CG-17", "protective-steps", WaitsFor.Counsel)]
    [InlineData("CG-27", "ruling", WaitsFor.Counsel)]
    [InlineData("CG-18", "duty-stands", WaitsFor.Discloser)]
    [InlineData("CG-43", "finding", WaitsFor.Discloser)]
    [InlineData("CG-45", "conditions", WaitsFor.Discloser)]
    public void What_the_gate_holds_waits_for_somebody(string rule, string reason, WaitsFor whom) =>
        Assert.Equal([whom], Waiting.Of(Held(new RuleFinding(rule, RuleEffect.Hold, reason))));

    [Fact]
    public void What_is_denied_waits_for_nobody_and_several_are_named_once() =>
        Assert.Equal([WaitsFor.Survivor, WaitsFor.Counsel], Waiting.Of(Held(
            new RuleFinding("CG-01", RuleEffect.Deny, "absent"), new RuleFinding("CG-16", RuleEffect.Hold, "counsel"), new RuleFinding("CG-37", RuleEffect.Hold, "condition"), new RuleFinding("CG-17", RuleEffect.Hold, "quash"))));

    private static Verdict Held(params RuleFinding[] findings) =>
        new(Outcome.Hold, [new VerdictLine(new(Guid.NewGuid()), Outcome.Hold, null, null, findings)], [], [], 1, 1, "2026-1", DateTimeOffset.UnixEpoch);
}
