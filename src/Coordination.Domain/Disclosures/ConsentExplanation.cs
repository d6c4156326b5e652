using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Disclosures;

/// <summary>
/// The clear explanation of the scope of the consent that goes with a copy of what Part 2 protects (42 CFR 2.32(b)): who consented, to
/// whom, to what, for what, until when. It is written from the releases on which these records go, and says of each what concerns the
/// addressee: of other recipients, categories, items and purposes there is nothing in it.
/// </summary>
internal static class ConsentExplanation
{
    /// <summary>The explanation; null where nothing that Part 2 protects goes under a release.</summary>
    internal static string? For(DisclosureTerms terms, Verdict verdict, IReadOnlyList<DisclosedItem> items,
        GateFacts? facts, CaseRecord record)
    {
        if (!verdict.Obligations.Contains(Obligation.Part2Notice))
            return null;
        var held = facts is not null && RuleSets.Find(verdict.RuleSet) is { ByProfile: true }
            ? facts.Discloser.ProfilesAt(facts.Now)
            : BoundProfiles.None;
        var going = items.Where(item => Part2Records.Include(item.Category, held))
            .Select(item => (item.Category, item.Mode, Release: verdict.Lines.First(line => line.Item == item.Item).Release
                ?? ByRepresentative(item, terms, facts, record))).Where(part => part.Release is not null).ToList();
        if (going.Count == 0)
            return null;
        var known = facts ?? throw new ArgumentException(
            "The consent to a copy of substance-use records is explained with it, and was not given.", nameof(facts));
        var releases = going.GroupBy(part => part.Release!.Value)
            .Select(parts => Of(known.Consent.Find(parts.Key)!, [.. parts.Select(part => part.Mode).Distinct().Order()],
                parts.All(part => part.Category == InformationCategory.SubstanceUse), terms, known));
        return $"What was consented to (42 CFR 2.32(b)): {string.Join(" ", releases)} Whatever is not named here, you have no consent for.";
    }

    // What goes to a review of deaths rests on the review; what Part 2 protects goes there by the release of a personal representative (42
    // CFR 2.15(b)(2)).
    private static ReleaseId? ByRepresentative(DisclosedItem item, DisclosureTerms terms, GateFacts? facts, CaseRecord record) =>
        terms.Basis == ClaimedBasis.FatalityReview && facts is not null && record.UsableItem(item.Item) is { } held
            ? FatalityReviews.ReleaseFor(held.AskedAs(terms.Discloser, item.Mode),
                new GateRequest
                {
                    Discloser = terms.Discloser,
                    Recipient = terms.Recipient,
                    Purpose = terms.Purpose,
                    Occasion = GateOccasion.Disclosure,
                    Basis = terms.Basis,
                    Items = []
                }, facts)?.Id
            : null;

    private static string Of(Release release, IReadOnlyList<SharingMode> modes, bool ofSubstanceUse, DisclosureTerms terms, GateFacts facts)
    {
        var named = release.Terms.Recipients.Any(recipient => recipient.Agency == terms.Recipient.Agency && recipient.Persons.Count > 0);
        var signed = release.FirstSignedAt is { } at ? $" on {Day(at)}" : "";
        var until = release.EndsAt is { } end
            ? $", until just before {end.UtcDateTime.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} (UTC)"
            : "";
        var advocate = release.Terms.Conditions.Contains(ReleaseCondition.AdvocatePresent) ? ", with the advocate present" : "";
        return $"{Signers(release)} consented in writing{signed} that {NameOf(facts.Discloser, terms.Discloser, terms.Discloser)} " +
            $"discloses {(ofSubstanceUse ? "substance use records" : "records that 42 CFR Part 2 protects")}, as " +
            $"{string.Join(" or ", modes.Select(Words))}, "
            + $"to {(named ? "you by name, at " : "")}{NameOf(facts.Recipient, terms.Recipient.Agency, terms.Discloser)}, for " +
            $"{Words(terms.Purpose)}{advocate}{until}. "
            + (FatalityReviews.AreFor(release)
                ? "It can be taken back at any time; then nothing more goes under it."
                : "It can be taken back at any time; then you are told.");
    }

    private static string Signers(Release release) =>
        string.Join(" and ", release.Signatures.Select(signature => signature.Capacity).Distinct().Order()
        .Select((capacity, index) => capacity switch
        {
            SignerCapacity.Survivor => "the person whom it concerns",
            SignerCapacity.ChildsAttorney => "the child's attorney",
            _ => $"{(capacity is SignerCapacity.HealthCareAgent or SignerCapacity.PersonalRepresentative
                or SignerCapacity.CourtAppointedGuardian or SignerCapacity.GuardianAdLitem ? "the" : "a")} {Words(capacity)}",
        })) is { Length: > 0 } text ? char.ToUpperInvariant(text[0]) + text[1..] : "Whoever signs for the person";

    private static string NameOf(PartnerPosition position, AgencyId agency, AgencyId discloser) => position switch
    {
        PartnerPosition.Partner partner => partner.Name,
        PartnerPosition.Outside outside => outside.NameFor(discloser) ?? agency.Value,
        _ => agency.Value,
    };

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Words<TEnum>(TEnum word) where TEnum : struct, Enum
    {
        var words = new StringBuilder();
        foreach (var letter in word.ToString())
            _ = char.IsUpper(letter)
                ? words.Append(words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter))
                : words.Append(letter);
        return words.ToString();
    }
}
