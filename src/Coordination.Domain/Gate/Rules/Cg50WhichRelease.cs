using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-50: when a newer release for an agency speaks of what an older one gives it, and she did not say that the older one goes on beside, nobody may choose for her:
/// what of that the newer one does not give waits until she says which she means. What it speaks of, says <see cref="TwoReleases"/>. From its start on the newer one counts,
/// whatever became of it since: that she takes it back, or that its time is over, gives nothing back that it had left out. Only what was found void never was her word.
/// </summary>
public sealed class Cg50WhichRelease() : GateRule("CG-50", "the survivor's own terms", RuleBindings.ByPolicy("of two things that she signed, she says which she means")), IGrantRule
{
    /// <inheritdoc/>
    public bool Concerns(Release release, GateRequest request, GateFacts facts)
    {
        foreach (var newer in facts.Consent.Releases)
        {
            if (Counts(newer, release, facts) && !GivesAllOf(newer.Terms, release.Terms, request) && newer.SpeaksOfAnything(release, request.Recipient.Agency))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts)
    {
        foreach (var newer in facts.Consent.Releases)
        {
            if (Counts(newer, release, facts) && !GivesAsMuch(newer, release, item, request) && newer.SpeaksOf(release, request.Recipient.Agency, item.Item, item.Category))
            {
                return Ruling.Hold("which-release");
            }
        }

        return Ruling.Silent;
    }

    private static bool Counts(Release newer, Release older, GateFacts facts) =>
        newer.Order > older.Order && newer.State is not ReleaseState.Void && newer.Terms.Starts <= facts.Now;

    // Whatever the item is, the newer one gives as much.
    private static bool GivesAllOf(ReleaseTerms newer, ReleaseTerms older, GateRequest request)
    {
        var (agency, person) = (request.Recipient.Agency, request.Recipient.Person);
        if (!newer.Names(agency, person) || newer.Excepts(agency, person) || !newer.Allows(request.Purpose) || newer.Conditions.Count > 0)
        {
            return false;
        }

        for (var i = 0; i < older.Grants.Count; i++)
        {
            if (!Gives(newer, older.Grants[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Gives(ReleaseTerms terms, CategoryGrant wanted)
    {
        for (var i = 0; i < terms.Grants.Count; i++)
        {
            var grant = terms.Grants[i];
            if (grant.Category == wanted.Category && grant.WidestMode >= wanted.WidestMode && grant.OnlyItems is null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool GivesAsMuch(Release newer, Release older, RequestedItem item, GateRequest request)
    {
        var (agency, person) = (request.Recipient.Agency, request.Recipient.Person);
        var given = older.Terms.WidestMode(item.Item, item.Category);
        return newer.Terms.Names(agency, person) && !newer.Terms.Excepts(agency, person)
            && newer.Terms.Allows(request.Purpose)
            && newer.Terms.WidestMode(item.Item, item.Category) is { } mode && mode >= (given < item.Mode ? given : item.Mode)
            && AddsNoCondition(newer.Terms, older.Terms);
    }

    private static bool AddsNoCondition(ReleaseTerms newer, ReleaseTerms older)
    {
        for (var i = 0; i < newer.Conditions.Count; i++)
        {
            if (!older.Conditions.Contains(newer.Conditions[i]))
            {
                return false;
            }
        }

        return true;
    }
}
