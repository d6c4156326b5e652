using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>Where the agencies and their policy stood.</summary>
internal static class TaskForceFacts
{
    public static IEnumerable<StateFact> Of(PartnerPosition position, DateTimeOffset at) => position switch
    {
        PartnerPosition.Unknown => [],
        PartnerPosition.Partner partner => OfPartner(partner, partner.SuspendedBecause is null ? "partner" : "suspended", at),
        PartnerPosition.Former former => OfPartner(former.Was, "left", at),
        _ => throw new UnreachableException(),
    };

    public static IEnumerable<StateFact> Of(TaskForceState state, DateTimeOffset at)
    {
        if (state is not TaskForceState.Formed formed)
            yield break;
        yield return new("task force", $"{formed.Name}, {formed.Jurisdiction}, coordinated by {formed.CoordinatingAgency}");
        yield return new("members",
            Words.List(formed.Members.OrderBy(member => member.Value, StringComparer.Ordinal), member => $"{member}"));
        yield return new("policy", formed.PolicyAt(at) is { } policy
            ? $"longest release {policy.LongestReleaseDays} days, quorum {policy.QuorumMembers}, recall {policy.RecallDays} days, on " +
                $"paper within {policy.PaperDays ?? PolicySettings.UsualPaperDays} days, {policy.MandatedReports?.Count ?? 0} mandated " +
                $"reports{(policy.MinorAloneServices is { } alone ? $"; a minor receives alone: {Words.List(alone, Words.Of)}" : "")}; " +
                $"days end in {policy.TimeZone ?? "UTC"}"
            : "none in force");
        foreach (var set in formed.Policies)
            yield return new($"policy set from {Words.Of(set.EffectiveFrom)}",
                $"longest release {set.Settings.LongestReleaseDays} days, quorum {set.Settings.QuorumMembers}, recall " +
                    $"{set.Settings.RecallDays} days, on paper within {set.Settings.PaperDays ?? PolicySettings.UsualPaperDays} days, " +
                    $"{set.Settings.MandatedReports?.Count ?? 0} mandated reports; days end in {set.Settings.TimeZone ?? "UTC"}");
        yield return new("rule-set",
            $"{RuleSets.InForce(formed, at).Version}, " +
                $"{(formed.AdoptedRuleSetAt(at) is null ? "by the date of its publication" : "adopted")}");
        foreach (var adopted in formed.RuleSets)
            yield return new($"rule-set adopted from {Words.Of(adopted.EffectiveFrom)}", adopted.RuleSet);
        foreach (var loaded in formed.TablesAt(at))
            yield return new($"law of {loaded.Table.Jurisdiction}",
                $"table {loaded.Table.Version}, in force from {Words.Of(loaded.EffectiveFrom)}: " +
                    $"{Quantity.Of(loaded.Table.Duties.Count, "duty", "duties")} to report, " +
                    $"{Quantity.Of(loaded.Table.TeamStatutes.Count, "statute")} of teams; authorities " +
                    $"{Words.List(loaded.Authorities, named => $"{Words.Of(named.Kind)} {named.Agency}")}");
        foreach (var template in formed.Templates.Values)
            yield return new($"template {template.Name}",
                $"{Words.Of(template.Kind)}; {Words.List(template.Sections, section => section.Heading)}; disciplines " +
                    $"{Words.List(template.Disciplines, Words.Of)}");
    }

    public static IEnumerable<StateFact> Of(ConcernPosition state, DateTimeOffset at)
    {
        if (state.Raised is { } raised)
            yield return new("concern", $"{Words.Of(raised.Kind)} about {raised.About}, raised by {raised.RaisedBy}");
        if (state.Standing is { } standing)
            yield return new("standing", standing.GetType().Name.ToLowerInvariant());
    }

    private static IEnumerable<StateFact> OfPartner(PartnerPosition.Partner partner, string standing, DateTimeOffset at)
    {
        yield return new("agency", $"{partner.Agency}: {standing}");
        yield return new("kind",
            $"{Words.Of(partner.Kind)}, {(partner.ProfilesAt(at).AreKnown
                ? $"bound by {Words.List(partner.BoundBy(at), Words.Of)}"
                : "profiles unknown, the strictest applies")}");
        foreach (var set in partner.ProfileSettings)
            yield return new($"profiles set from {Words.Of(set.EffectiveFrom)}", Words.List(set.Profiles, Words.Of));
        foreach (var agreement in partner.Agreements)
            yield return new($"agreement {agreement.Reference}",
                $"{(agreement.Starts <= at && at < agreement.Ends ? "in force" : "not in force")}, {Words.Of(agreement.Starts)} to " +
                    $"{Words.Of(agreement.Ends)}");
        foreach (var concern in partner.Concerns)
            yield return new($"concern {concern.Concern}",
                $"{Words.Of(concern.Raised.Kind)}, raised by {concern.Raised.RaisedBy}: " +
                    $"{concern.Standing.GetType().Name.ToLowerInvariant()}");
        foreach (var (person, training) in partner.Trainings.OrderBy(known => known.Key.Value, StringComparer.Ordinal))
            yield return new($"training of {person}",
                $"{(at < training.ValidUntil ? "good" : "over")}, until {Words.Of(training.ValidUntil)}");
    }
}
