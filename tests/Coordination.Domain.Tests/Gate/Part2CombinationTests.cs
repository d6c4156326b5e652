using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What a program of 42 CFR Part 2 holds, together with the rules about time, recipient, scope, minors and revocation: by the gate, and by the second one.</summary>
public sealed class Part2CombinationTests
{
    private static readonly GuardianId Mother = new(Numbered(60));
    private static readonly Signature Hers = HerSignature;
    private static readonly Signature HerMothers = HerSignature with { Capacity = SignerCapacity.Parent, Guardian = Mother };

    private static GateWorld Program { get; } = (Permitting with { Rules = RuleSets.V2026R2, Discloser = [new AgencyJoined(Harbor, "Harbor", AgencyKind.VictimServices, [PolicyProfile.Vawa, PolicyProfile.Part2]), Mou] })
        .WithTerms(terms => terms with { Purposes = [Purpose.Investigation] })
        .Signing(signed => signed with { WarningsAcknowledged = [ReleaseWarning.MayReachDefense, ReleaseWarning.MayBeRevoked] });

    private static GateWorld Minor(bool alone, params Signature[] signatures) => Program
        .And(new MinorityRecorded(true, false, alone), new GuardianRecorded(Mother, SignerCapacity.Parent)).Signing(signed => signed with { Signatures = signatures });

    public static TheoryData<string, GateWorld, string?, string?> Scenes => new()
    {
        { "a release with every element", Program, null, null },
        { "its end", Program.WithTerms(terms => terms with { Expires = Noon }), "CG-04", "expired" },
        { "just before its end", Program.WithTerms(terms => terms with { Expires = Noon.AddTicks(1) }), null, null },
        { "no end, which is an element, too", Program.WithTerms(terms => terms with { Expires = null }), "CG-22", "part2-elements" },
        { "not begun", Program.WithTerms(terms => terms with { Starts = Noon.AddTicks(1) }), "CG-04", "not-yet" },
        { "another person", Program.WithTerms(terms => terms with { Recipients = [new ReleaseRecipient(Police, [Nina])] }), "CG-06", "recipient" },
        { "the person named", Program.WithTerms(terms => terms with { Recipients = [new ReleaseRecipient(Police, [Dale])] }), null, null },
        { "the person excepted", Program.WithTerms(terms => terms with { Recipients = [new ReleaseRecipient(Police, []) { Except = [Dale] }] }), "CG-06", "refused-person" },
        { "another purpose", Program.WithTerms(terms => terms with { Purposes = [Purpose.CaseReview] }), "CG-07", "purpose" },
        { "another category", Program.AskingFor(item => item with { Category = InformationCategory.Medical }), "CG-07", "scope" },
        { "for a proceeding and something else", Program.WithTerms(terms => terms with { Purposes = [Purpose.Investigation, Purpose.ServiceDelivery] }), "CG-23", "part2-separate" },
        { "a minor and her mother", Minor(false, Hers, HerMothers), null, null },
        { "a minor alone", Minor(false, Hers), "CG-09", "signatures" },
        { "her mother alone", Minor(false, HerMothers), "CG-22", "part2-elements" },
        { "her mother alone, of a minor who was found not capable", Minor(false, HerMothers).And(new MinorCapacityFound(false, Sensitive.Of("talked with her"), Ana, Noon)), "CG-22", "part2-elements" },
        { "a minor who is treated alone", Minor(true, Hers), null, null },
        { "the mother of a minor who is treated alone", Minor(true, HerMothers), "CG-10", "signatures" },
        { "taken back", Program.And(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone)), "CG-14", "revoked" },
        { "taken back, and without an element", Program.Signing(signed => signed with { WarningsAcknowledged = [ReleaseWarning.MayReachDefense] }).And(new ReleaseRevoked(HerRelease, Ana, Channel.Telephone)), "CG-22", "part2-elements" },
    };

    [Theory, MemberData(nameof(Scenes), DisableDiscoveryEnumeration = true)]
    public void It_goes_or_stays_as_the_rules_together_say(string scene, GateWorld world, string? rule, string? reason)
    {
        Assert.NotEmpty(scene);
        if (rule is null)
        {
            Permitted(world);
        }
        else
        {
            Denied(world, rule, reason!);
        }
    }
}
