using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-33: where two of her words conflict, the denial holds: a refusal denies what it covers, including what she had
/// released before. A release that she signed after the refusal is her newer word. A refusal does not undo what a court orders (CG-17).
/// Where two records were merged the narrower of them holds.
/// </summary>
public sealed class Cg33Refusal()
    : GateRule("CG-33", "design: two applicable positions conflict", RuleBindings.ByPolicy("of two of her words the one that keeps holds")),
        IItemRule, IGrantRule
{
    private const string MergedRecord = "merged-record";

    /// <summary>A record merged with hers gives less.</summary>
    internal static RuleFinding MergedNarrows { get; } = new("CG-33", RuleEffect.Narrow, MergedRecord);

    private static RuleFinding MergedDenies { get; } = new("CG-33", RuleEffect.Deny, MergedRecord);

    private static RuleFinding MergedHolds { get; } = new("CG-33", RuleEffect.Hold, MergedRecord);

    private static RuleFinding Unread { get; } = new("CG-33", RuleEffect.Deny, "merged-unread");

    /// <summary>A record merged with hers keeps what her own would let go.</summary>
    internal static RuleFinding Merged(Outcome outcome) => outcome == Outcome.Hold ? MergedHolds : MergedDenies;

    /// <summary>A record merged with hers was not read, and what is missing denies.</summary>
    internal static VerdictLine KeepUnread(VerdictLine line) =>
        line.Outcome == Outcome.Deny
            ? line
            : line with
            {
                Outcome = Outcome.Deny,
                Mode = null,
                Release = null,
                LeftOut = null,
                ReleasesOfOthers = null,
                Findings = [Unread]
            };

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts)
    {
        if (request.StaysWithCustodian(item) || request.GoesByProcess(facts))
        {
            return Ruling.Silent;
        }

        foreach (var declination in facts.Consent.Declinations)
        {
            if (declination.Covers(request.Recipient.Agency, facts.Recipient, item.Category)
                && !IsAnswered(declination, item, request, facts))
            {
                return Ruling.Deny("refused");
            }
        }

        return Ruling.Silent;
    }

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts)
    {
        foreach (var declination in facts.Consent.Declinations)
        {
            if (declination.IsNewerThan(release) && declination.Covers(request.Recipient.Agency, facts.Recipient, item.Category))
            {
                return Ruling.Deny("refused");
            }
        }

        return Ruling.Silent;
    }

    private static bool IsAnswered(Declination declination, RequestedItem item, GateRequest request, GateFacts facts)
    {
        foreach (var release in facts.Consent.Releases)
        {
            if (!declination.IsNewerThan(release) && release.IsOpenFor(item, request, facts))
            {
                return true;
            }
        }

        return false;
    }
}
