using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-50: when a newer release for an agency speaks of what an older one gives it, and she did not say that the older one goes on beside,
/// nobody may choose for her: what of that the newer one does not give waits until she says which she means. What it speaks of, says
/// <see cref="ReleaseOverlap"/>. From its start on the newer one counts, whatever became of it since: that she takes it back, or that its
/// time is over, gives nothing back that it had left out. Only what was found void never was her word.
/// </summary>
public sealed class Cg50WhichRelease()
    : GateRule("CG-50", "the survivor's own terms", RuleBindings.ByPolicy("of two things that she signed, she says which she means")),
        IGrantRule
{
    /// <inheritdoc/>
    public bool OnlyHolds => true;

    /// <inheritdoc/>
    public bool Concerns(Release release, GateRequest request, GateFacts facts) => NewerBeside(release, request, facts) is not null;

    /// <inheritdoc/>
    public IGrantRule? Under(Release release, GateRequest request, GateFacts facts) =>
        release.Terms.NamesAgency(request.Recipient.Agency) ? new OfOneRelease(this) : null;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        Examine(item, release, NewerBeside(release, request, facts), request);

    private static Ruling Examine(RequestedItem item, Release release, List<(Release Newer, SpokenOf SpokenOf)>? beside,
        GateRequest request)
    {
        for (var i = 0; i < beside?.Count; i++)
        {
            var (newer, spokenOf) = beside[i];
            if (!GivesAsMuch(newer, release, item, request) && spokenOf.Includes(newer, release, item.Item, item.Category))
            {
                return Ruling.Hold("which-release");
            }
        }

        return Ruling.Silent;
    }

    // The newer releases that speak of what the older one gives; null where none does.
    private static List<(Release Newer, SpokenOf SpokenOf)>? NewerBeside(Release older, GateRequest request, GateFacts facts)
    {
        List<(Release, SpokenOf)>? beside = null;
        foreach (var newer in facts.Consent.Releases)
        {
            if (Counts(newer, older, request, facts) && !GivesAllOf(newer.Terms, older.Terms, request)
                && newer.WhatBothSpeakOf(older, request.Recipient.Agency) is not SpokenOf.Nothing and var spokenOf)
            {
                (beside ??= new(1)).Add((newer, spokenOf));
            }
        }

        return beside;
    }

    // Compares the releases at the first item that nothing denies, and not again for the next ones.
    private sealed class OfOneRelease(Cg50WhichRelease rule) : IGrantRule
    {
        private List<(Release, SpokenOf)>? _beside;
        private bool _compared;

        public string Id => rule.Id;

        public string Source => rule.Source;

        public bool OnlyHolds => true;

        public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts)
        {
            (_beside, _compared) = (_compared ? _beside : NewerBeside(release, request, facts), true);
            return Cg50WhichRelease.Examine(item, release, _beside, request);
        }
    }

    // Most of many releases are older, or for others. That is checked first, and the terms of the rest are compared.
    private static bool Counts(Release newer, Release older, GateRequest request, GateFacts facts) =>
        newer.Order > older.Order && newer.State is not ReleaseState.Void && newer.Terms.Starts <= facts.Now
            && newer.Terms.NamesAgency(request.Recipient.Agency);

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
