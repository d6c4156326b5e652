using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-50: when she signs less for an agency than an older release gives it, and did not say that the older one goes on beside, nobody may choose for her:
/// what the newer one does not give waits until she says which she means.
/// </summary>
public sealed class Cg50WhichRelease() : GateRule("CG-50", "the survivor's own terms", RuleBindings.ByPolicy("of two things that she signed, she says which she means")), IGrantRule
{
    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts)
    {
        var releases = facts.Consent.Releases;
        for (var i = releases.Length - 1; i >= 0; i--)
        {
            // They are in the order of signing: before this one there is nothing newer.
            var newer = releases[i];
            if (newer.Order <= release.Order)
            {
                break;
            }

            if (newer.IsOpenAt(facts.Now) && newer.IsNarrowerThan(release, request.Recipient.Agency) && !GivesAsMuch(newer, release, item, request))
            {
                return Ruling.Hold("which-release");
            }
        }

        return Ruling.Silent;
    }

    private static bool GivesAsMuch(Release newer, Release older, RequestedItem item, GateRequest request)
    {
        var (agency, person) = (request.Recipient.Agency, request.Recipient.Person);
        var given = older.Terms.WidestMode(item.Item, item.Category);
        return newer.Terms.Names(agency, person) && !newer.Terms.Excepts(agency, person)
            && newer.Terms.Allows(request.Purpose)
            && newer.Terms.WidestMode(item.Item, item.Category) is { } mode && mode >= (given < item.Mode ? given : item.Mode)
            && newer.Terms.Conditions.All(older.Terms.Conditions.Contains);
    }
}
