using Coordination.Domain.Consent;

namespace Coordination.Host.Features.Audit;

/// <summary>What one survivor had said about sharing.</summary>
internal static class ConsentFacts
{
    public static IEnumerable<StateFact> Of(ConsentPosition position, DateTimeOffset at)
    {
        if (!position.IsOpen)
            yield break;
        yield return new("survivor", $"{position.Survivor}");
        yield return new("custodian", $"{position.Custodian}");
        foreach (var release in position.Releases)
            yield return new($"release {release.Id}", $"{Standing(release, at)}; {Terms(release.Terms)}");
        foreach (var refusal in position.Declinations)
            yield return new($"refusal {refusal.Said.Declination}", Refused(refusal.Said));
        foreach (var notice in position.Notices)
            yield return new($"notice {notice.Given.Notice}",
                $"given {Words.Of(notice.Given.GivenAt)} about {Words.List(notice.Given.Recipients, r => $"{r}")}: " +
                    $"{Words.List(notice.Given.Topics, Words.Of)}");
        foreach (var (id, guardian) in position.Guardians.OrderBy(known => known.Key.Value))
            yield return new($"guardian {id}",
                $"{Words.Of(guardian.Capacity)}{(guardian.MayConsent ? ", appointed to consent" : "")}" +
                    $"{(guardian.Agencies.Count == 0 ? "" : $", with a part in {Words.List(guardian.Agencies, agency => $"{agency}")}")}" +
                    $"{(guardian.IsDisqualified ? ", may not sign" : "")}");
        if (AgeOfMajority.IsUnderEighteen(position.Minority.UnderEighteen, position.Minority.EighteenFrom, at))
            yield return new("minority",
                $"under eighteen{(position.Minority.Emancipated ? ", emancipated" : "")}" +
                    $"{(position.Minority.MayReceiveServiceAlone ? ", may receive the service alone" : "")}");
        if (position.LegallyIncapacitated)
            yield return new("capacity",
                $"legally incapacitated{(position.ServedWithoutGuardian
                    ? ", may receive the service without the guardian's consent"
                    : "")}");
        if (position.MinorCapacity is { } found)
            yield return new("capacity of the minor",
                $"found {(found.Capable ? "" : "not ")}capable of knowingly consenting {Words.Of(found.FoundAt)} by {found.By}");
        if (position.ReleasesContinueAfterDeath is { } instruction)
            yield return new("event-of-death instruction", instruction ? "releases continue" : "releases end");
        if (position.DiedAt is { } died)
            yield return new("died", Words.Of(died));
        foreach (var fact in Permissions(position))
            yield return fact;
    }

    private static IEnumerable<StateFact> Permissions(ConsentPosition position)
    {
        foreach (var waiver in position.Waivers)
            yield return new("privilege",
                $"waived for items {Words.List(waiver.Items, item => $"{item}")} towards {Words.List(waiver.Recipients, r => $"{r}")}");
        if (position.ProtectionWaiver is { } protection)
            yield return new("protection under 8 USC 1367",
                $"waived{(protection.EverybodyConcernedWaived ? ", as by every other adult concerned" : "")}");
        foreach (var agency in position.RepresentedTogetherBy.OrderBy(agency => agency.Value, StringComparer.Ordinal))
            yield return new($"represented together with somebody else by {agency}",
                position.AdvisedAlone.TryGetValue(agency, out var advised) ? $"advised alone {Words.Of(advised)}" : "not advised alone");
        foreach (var word in position.ShelterAuthorisations)
            yield return new("shelter location",
                $"authorised by {word.Operator} for {Words.List(word.Recipients, r => $"{r}")} until {Words.Of(word.Expires)}");
        foreach (var (disclosure, told) in position.ToldBeforehand.OrderBy(known => known.Key.Value))
            yield return new($"told of disclosure {disclosure}", Words.Of(told));
        if (position.Merger is { } merger)
            yield return new("merged with", $"{Words.List(merger.With, record => $"{record}")}; the narrowest of them holds");
        if (position.TrialPending is { } pending)
            yield return new("trial", pending ? "pending" : "not pending");
    }

    private static string Standing(Release release, DateTimeOffset at) => release.State switch
    {
        _ when release.IsOpenAt(at) => $"in force until {End(release)}",
        ReleaseState.Revoked revoked => $"revoked, {Words.Of(revoked.Through)}",
        ReleaseState.Void never => $"never valid, {Words.Of(never.Cause)}",
        ReleaseState.Expired expired => $"ended {Words.Of(expired.At)}",
        ReleaseState.Active or ReleaseState.Superseded when at < release.Terms.Starts => $"in force from {Words.Of(release.Terms.Starts)}",
        ReleaseState.Superseded superseded => $"renewed by {superseded.By}, ended {Words.Of(superseded.From)}",
        ReleaseState.Active => release.Terms.Expires is { } expires ? $"ended {Words.Of(expires)}" : "not in force: it has no end",
        _ => throw new UnreachableException(),
    };

    private static string End(Release release) =>
        release.State is ReleaseState.Superseded superseded && superseded.From < release.Terms.Expires
        ? Words.Of(superseded.From)
        : Words.Of(release.Terms.Expires!.Value);

    private static string Terms(ReleaseTerms terms) =>
        $"from {terms.Discloser} to {Words.List(terms.Recipients, Recipient)}: {Words.List(terms.Grants, Grant)}; for " +
        $"{Words.List(terms.Purposes, Words.Of)}"
        + (terms.Conditions.Count == 0 ? "" : $"; on condition {Words.List(terms.Conditions, Words.Of)}");

    private static string Recipient(ReleaseRecipient recipient) =>
        recipient.Persons.Count == 0 ? $"{recipient.Agency}" : $"{recipient.Agency} ({Words.List(recipient.Persons, p => $"{p}")})";

    private static string Grant(CategoryGrant grant) =>
        $"{Words.Of(grant.Category)}{(grant.CounselingNotes == true ? ", counseling notes," : "")} at most {Words.Of(grant.WidestMode)}" +
            (grant.OnlyItems is { } only ? $", only items {Words.List(only, item => $"{item}")}" : "");

    private static string Refused(ConsentDeclined said) =>
        $"{(said.Categories.Count == 0 ? "everything" : Words.List(said.Categories, Words.Of))} to "
        + (said.Recipients.Count + said.RecipientKinds.Count == 0
            ? "everybody"
            : Words.List(said.Recipients.Select(r => $"{r}")
                .Concat(said.RecipientKinds.Select(kind => $"every agency of kind {Words.Of(kind)}")), r => r));
}
