using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>What binds the people concerned when the permitted items go. What rule-sets by profile add, the sets before them do not ask
/// for.</summary>
internal static class Obligations
{
    /// <summary>Nothing binds an agency among its own people; whatever crosses is accounted for, and what a release carries is
    /// bound.</summary>
    public static IReadOnlyList<Obligation> Of(VerdictLine[] lines, GateRequest request, GateFacts facts, RuleSet rules)
    {
        var byLaw = rules.IsOfOneDiscloser
            ? IsToBeToldByLaw(request, facts)
            : request.GoesByProcess(facts) && facts.Process is { SurvivorTold: false };
        var minor = false;
        var looked = new List<ReleaseId>(1);
        var (crosses, released, spoken, conveyed, told, part2, others) = (false, false, false, false, false, false, false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.Outcome != Outcome.Permit || request.StaysWithCustodian(request.Items[i]))
            {
                continue;
            }

            crosses = true;
            part2 |= rules.IsOfOneDiscloser
                ? request.Items[i].IsPart2Record(facts)
                : request.Items[i].Category == InformationCategory.SubstanceUse;
            others |= line.LeftOut is not null;
            conveyed |= line.Mode == SharingMode.ThroughAdvocate;
            spoken |= line.Mode == SharingMode.VerbalInReview;
            released |= line.Release is not null;
            if (line.Release is not { } id)
            {
                told |= byLaw;
            }
            else if (!looked.Contains(id))
            {
                looked.Add(id);
                var release = facts.Consent.Find(id);
                minor |= rules.IsOfOneDiscloser && TellsMinor(release, facts);
                told |= release is { Terms.Conditions.Count: > 0 } && !(rules.IsOfOneDiscloser && facts.Consent.HasDied(facts.Now));
            }
        }

        if (!crosses)
        {
            return [];
        }

        var obligations = List(released, conveyed, spoken, told, part2, others);
        if (minor)
        {
            obligations.Add(Obligation.TellMinor);
        }

        if (rules.IsOfOneDiscloser && facts.Discloser.ProfilesAt(facts.Now).Contains(PolicyProfile.Federal1367))
        {
            obligations.Add(Obligation.ProtectedImmigration);
        }

        if (rules.IsOfOneDiscloser && request.Basis == ClaimedBasis.FatalityReview)
        {
            obligations.Add(Obligation.StaysWithReview);
        }

        return obligations;
    }

    // Whatever goes by law she is told of, unless she has died or an order forbids it while it does (CG-17 to CG-19, CG-43, CG-44).
    private static bool IsToBeToldByLaw(GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.FatalityReview && !facts.Consent.HasDied(facts.Now)
            && facts.Process is { SurvivorTold: false } process && !process.ForbidsTellingAt(facts.Now) && request.GoesByLaw(facts);

    // Who signed for a minor who is not capable of knowingly consenting signed without asking her: she is told.
    private static bool TellsMinor(Release? release, GateFacts facts) =>
        facts.Consent.IsFoundNotCapable(facts.Now) && release?.NeedsSecondSigner(facts) == true;

    private static List<Obligation> List(bool released, bool conveyed, bool spoken, bool told, bool part2, bool others)
    {
        var obligations = new List<Obligation>(4);
        if (released)
        {
            obligations.Add(Obligation.RedisclosureNotice);
            obligations.Add(Obligation.ReturnOrDestroyOnRecall);
        }

        if (conveyed)
        {
            obligations.Add(Obligation.ConveyThroughAdvocate);
        }

        if (spoken)
        {
            obligations.Add(Obligation.VerbalOnly);
        }

        if (told)
        {
            obligations.Add(Obligation.TellSurvivor);
        }

        obligations.Add(Obligation.Account);
        if (part2)
        {
            obligations.Add(Obligation.Part2Notice);
        }

        if (others)
        {
            obligations.Add(Obligation.LeaveOthersOut);
        }

        return obligations;
    }
}
