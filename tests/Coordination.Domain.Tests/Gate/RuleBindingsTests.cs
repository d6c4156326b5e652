using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Partners.PolicyProfile;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>Each rule says whom it binds, and what the law is: nobody is forgotten, and what is not known is not permitted.</summary>
public sealed class RuleBindingsTests
{
    private static readonly RuleBindings Some = RuleBindings.ForNobodyElse("others are not concerned").Law("1 USC 1", Vawa).Policy("so that it is one", OwnRecords);

    public static TheoryData<PolicyProfile> Profiles => [.. PolicyProfiles.All];

    [Fact]
    public void Every_rule_has_a_cell_for_every_profile_and_says_why() => Assert.All(RuleSets.All.SelectMany(set => set.Rules).SelectMany(rule => rule.Permissions.Select(permission => permission.Cells).Append(rule.Bindings)), bindings =>
    {
        Assert.Equal(PolicyProfiles.All, bindings.Cells.Select(cell => cell.Profile));
        Assert.All(bindings.Cells, cell => Assert.False(string.IsNullOrWhiteSpace(cell.Why)));
        Assert.All(bindings.Cells.Where(cell => cell.Kind == BindingKind.Law), cell => Assert.Matches("(USC|CFR) ", cell.Why));
    });

    [Fact]
    public void A_rule_that_permits_binds_everybody_and_says_of_a_permission_who_has_it()
    {
        var files = SourceTree.Under("src/Coordination.Domain/Gate/Rules");
        foreach (var rule in RuleSets.V2026R2.Rules.Where(rule => !rule.Bindings.BindEverybody))
        {
            Assert.DoesNotContain("Ruling.Permit(", files.Single(file => file.Path.EndsWith($"/{rule.GetType().Name}.cs", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_of_several_profiles_is_enough_and_an_agency_with_unknown_profiles_is_bound()
    {
        Assert.True(Some.Bind(BoundProfiles.Of(Hipaa, Vawa)));
        Assert.True(Some.Bind(BoundProfiles.Of(OwnRecords)));
        Assert.True(Some.Bind(BoundProfiles.Unknown));
        Assert.False(Some.Bind(BoundProfiles.Of(Hipaa)));
        Assert.False(Some.Bind(BoundProfiles.None));
        Assert.True(RuleBindings.ByPolicy("everybody").Bind(BoundProfiles.None));
    }

    [Fact]
    public void A_permission_is_closed_by_each_law_that_does_not_leave_it_and_where_nobody_knows()
    {
        var own = new RulePermission("own", RuleBindings.ForNobodyElse("not theirs").Law("34 USC 12291", Vawa, LawEnforcement));

        Assert.True(own.IsOpenTo(BoundProfiles.Of(LawEnforcement)));
        Assert.True(own.IsOpenTo(BoundProfiles.Of(LawEnforcement, Vawa)));
        Assert.False(own.IsOpenTo(BoundProfiles.Of(LawEnforcement, Vawa, Hipaa)));
        Assert.False(own.IsOpenTo(BoundProfiles.Of(Vawa)));
        Assert.False(own.IsOpenTo(BoundProfiles.None));
        Assert.False(own.IsOpenTo(BoundProfiles.Unknown));
    }

    [Fact]
    public void A_cell_is_said_once_and_says_why()
    {
        Assert.Throws<ArgumentException>(() => Some.NotFor("said twice", Vawa));
        Assert.Throws<ArgumentException>(() => RuleBindings.ByPolicy(" "));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void CG01_what_identifies_nobody_goes_as_its_cell_says(PolicyProfile profile)
    {
        var cell = RuleSets.V2026R2.Find("CG-01")!.Permissions.Single().Cells.Of(profile);

        Assert.Equal(cell.Kind == BindingKind.NotApplicable ? Outcome.Deny : Outcome.Permit, NobodyIdentified(profile).Line.Outcome);
        Assert.Equal(Outcome.Permit, Signed(NobodyIdentified(profile)).Line.Outcome);
        Assert.Equal(Outcome.Permit, (NobodyIdentified(profile) with { Rules = RuleSets.V2026R1 }).Line.Outcome);
    }

    [Fact]
    public void CG01_where_nobody_knows_what_binds_an_agency_even_what_identifies_nobody_needs_a_release()
    {
        Assert.Equal(Outcome.Deny, NobodyIdentified().Line.Outcome);
        Assert.Equal(Outcome.Deny, NobodyIdentified(Fvpsa, Voca).Line.Outcome);
        Assert.Contains(Signed(NobodyIdentified()).Line.Findings, finding => finding is { Rule: "CG-29", Reason: "profiles-unknown" });
    }

    [Theory, MemberData(nameof(Profiles))]
    public void CG26_and_CG29_deny_those_whom_their_cells_name(PolicyProfile profile)
    {
        var toPolice = From(Permitting.Without<ReleaseSigned>(), profile).Line.Findings;
        var immigration = From(Permitting, profile).AskingFor(item => item with { Category = InformationCategory.Immigration }).Asking(r => r with { Purpose = Purpose.ServiceDelivery }).Line.Findings;

        Assert.Equal(profile == Hipaa, toPolice.Any(finding => finding.Rule == "CG-26"));
        Assert.Equal(profile == Federal1367, immigration.Any(finding => finding.Rule == "CG-29"));
    }

    [Fact]
    public void A_rule_that_does_not_bind_is_explained_as_such()
    {
        var explained = GateExplainer.Explain(Permitting.Request, From(Permitting, Vawa).Facts, RuleSets.V2026R2).Items[0].Rules;

        Assert.Equal(["CG-26", "CG-29"], explained.Where(rule => !rule.Binds).Select(rule => rule.Rule));
        Assert.Equal(RuleSets.V2026R2.Rules.Select(rule => rule.Id).Except(["CG-39"]), explained.Select(rule => rule.Rule).Distinct()); // no item names anybody else
    }

    private static GateWorld NobodyIdentified(params PolicyProfile[] profiles) =>
        From(Permitting.Without<ReleaseSigned>(), profiles).AskingFor(item => item with { Sensitivity = Sensitivity.NonIdentifying });

    // With every statement that HIPAA asks for, since it may bind an agency of which nobody knows.
    // And for the proceeding alone, as Part 2 has it.
    private static GateWorld Signed(GateWorld world) => world with
    {
        Consent = Permitting.Signing(s => s with { WarningsAcknowledged = Enum.GetValues<ReleaseWarning>() }).WithTerms(terms => terms with { Purposes = [Purpose.Investigation] }).Consent,
    };

    private static GateWorld From(GateWorld world, params PolicyProfile[] profiles) =>
        world with { Discloser = [new AgencyJoined(Harbor, "Harbor", AgencyKind.HousingAndServices, profiles), Mou], Rules = RuleSets.V2026R2 };
}
