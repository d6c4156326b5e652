using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Testing;

namespace Coordination.Domain.Tests.Gate;

/// <summary>CG-50 a second time: a newer release, whatever became of it but void, that is narrower than an older one, of which nobody said whether the older one goes on.</summary>
internal static class NaiveNewerRelease
{
    internal static bool AsksWhich(GateWorld world, RequestedItem item, NaiveRelease older, List<NaiveRelease> releases) => releases.Any(newer =>
        newer.Place > older.Place
        && newer.State != "void" && newer.Terms.Starts <= world.Now
        && newer.Terms.Discloser == older.Terms.Discloser
        && newer.Terms.Recipients.Any(named => named.Agency == world.Request.Recipient.Agency)
        && older.Terms.Recipients.Any(named => named.Agency == world.Request.Recipient.Agency)
        && newer.Renews != older.Id
        && !newer.KeepsBeside.Contains(older.Id)
        && (IsNarrower(newer.Terms, older.Terms) || SpeaksOfTheSame(world, item, newer.Terms, older.Terms))
        && !GivesAsMuch(world, item, newer.Terms, older.Terms));

    private static bool IsNarrower(ReleaseTerms newer, ReleaseTerms older) =>
        newer.Purposes.All(purpose => older.Purposes.Contains(purpose))
        && newer.Grants.All(grant => grant.OnlyItems is { } only
            ? only.All(item => older.Grants.Any(known => Gives(known, grant) && (known.OnlyItems is null || known.OnlyItems.Contains(item))))
            : older.Grants.Any(known => Gives(known, grant) && known.OnlyItems is null));

    // Both cover the item, with its counseling notes or without them, for a purpose of both, and for somebody of the recipient whom both name.
    private static bool SpeaksOfTheSame(GateWorld world, RequestedItem item, ReleaseTerms newer, ReleaseTerms older) =>
        newer.Grants.Where(grant => NaiveRules.Grants(grant, item)).Any(one => older.Grants.Where(grant => NaiveRules.Grants(grant, item)).Any(other => (one.CounselingNotes == true) == (other.CounselingNotes == true)))
        && newer.Purposes.Any(purpose => older.Purposes.Contains(purpose))
        && Persons(world, newer).Any(one => Persons(world, older).Any(other => one is null || other is null || one == other));

    // Null stands for everybody there.
    private static IEnumerable<PersonId?> Persons(GateWorld world, ReleaseTerms terms) =>
        terms.Recipients.Where(named => named.Agency == world.Request.Recipient.Agency).SelectMany(named => named.Persons.Count == 0 ? [null] : named.Persons.Select(person => (PersonId?)person));

    private static bool Gives(CategoryGrant older, CategoryGrant newer) =>
        older.Category == newer.Category && older.WidestMode >= newer.WidestMode && (older.CounselingNotes == true) == (newer.CounselingNotes == true);

    private static bool GivesAsMuch(GateWorld world, RequestedItem item, ReleaseTerms newer, ReleaseTerms older)
    {
        var before = older.Grants.Where(grant => NaiveRules.Grants(grant, item)).Select(grant => grant.WidestMode).DefaultIfEmpty(item.Mode).Max();
        return newer.Recipients.Any(named => NaiveRules.IsNamed(named, world.Request.Recipient))
            && !NaiveRecipients.IsRefused(newer, world.Request.Recipient)
            && newer.Grants.Any(grant => NaiveRules.Grants(grant, item) && (grant.WidestMode >= item.Mode || grant.WidestMode >= before))
            && newer.Purposes.Contains(world.Request.Purpose)
            && newer.Conditions.All(condition => older.Conditions.Contains(condition));
    }
}
