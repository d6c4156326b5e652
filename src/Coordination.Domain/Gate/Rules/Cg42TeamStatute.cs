using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-42: where a statute of the jurisdiction lets the members of a team share with one another, an item goes from one member to another
/// for the purposes and in the categories of that statute, where the discloser made it itself. What it has from her, from somebody else, or
/// from where nobody says, her releases decide. Whoever another law binds still needs her release, and records of substance use need one
/// whoever holds them. It is a permission and no duty: where she refused, her word holds (CG-33). A statute about minors lets nothing go
/// where she is recorded as an adult, but where the item names a child of hers: her releases decide. In a review everything goes by her
/// releases.
/// </summary>
public sealed class Cg42TeamStatute()
    : GateRule("CG-42", "the statute that the table of the jurisdiction cites",
        RuleBindings.ByPolicy("who has the permission is said by its own cells")), IItemRule
{
    private const string TeamStatute = "team-statute";

    private static readonly RulePermission Permission = new(TeamStatute,
        RuleBindings.ByPolicy("the statute of the jurisdiction names its members")
        .NotFor("34 USC 12291(b)(2)(B), (C): a statute that permits is no mandate", PolicyProfile.Vawa)
        .NotFor("45 CFR 1370.4(e): mandated or expressly permitted reports, and no team", PolicyProfile.Fvpsa)
        .NotFor("28 CFR 94.115(b): a statute that permits is no mandate", PolicyProfile.Voca)
        .NotFor("45 CFR 164.512(a): required by law, and no more", PolicyProfile.Hipaa)
        .NotFor("42 CFR 2.12(a), 2.13(a)", PolicyProfile.Part2)
        .NotFor("34 CFR 99.30, 99.31", PolicyProfile.Ferpa)
        .NotFor("8 USC 1367(a)(2)", PolicyProfile.Federal1367));

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [Permission];

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis == ClaimedBasis.TeamStatute;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis == ClaimedBasis.TeamStatute && !request.IsReview() && !request.StaysWithCustodian(item)
        && item.Origin == ItemOrigin.OwnWork
        && !item.IsPart2Record(facts)
        && Permission.IsOpenTo(facts.Discloser.ProfilesAt(facts.Now))
        && facts.HasTeamStatute(item, request)
            ? Ruling.Permit(TeamStatute)
            : Ruling.Silent;
}
