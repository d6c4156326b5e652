using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>The question that shows what a release opens: its own items, each in the mode that it gives. A part in the case is assumed,
/// since that is not for the release to say.</summary>
public static class ReleaseQuestion
{
    /// <summary>The question for one agency and one purpose.</summary>
    public static GateRequest Of(ReleaseTerms terms, AgencyId agency, PersonId? person, Purpose purpose,
        IEnumerable<RequestedItem> asked) => new()
        {
            Discloser = terms.Discloser,
            Recipient = new GateRecipient(agency, person),
            Purpose = purpose,
            Occasion = purpose == Purpose.CaseReview ? GateOccasion.Room : GateOccasion.Disclosure,
            Items = [.. asked],
            Involvements = person is { } somebody ? [new Involvement(agency, somebody, purpose)] : [],
        };

    /// <summary>One question for each item that is named, and one for each category that is given whole, in the mode that is
    /// given.</summary>
    public static IReadOnlyList<(RequestedItem Item, RecordItemId? Named)> Asked(ReleaseTerms terms) =>
        [.. terms.Grants.SelectMany(grant => (grant.OnlyItems ?? [default]).Select(item => (
            new RequestedItem(item, grant.Category, Sensitivity.Identifying, terms.Discloser,
                grant.WidestMode) { CounselingNote = grant.CounselingNotes },
            grant.OnlyItems is null ? (RecordItemId?)null : item)))];

    /// <summary>Who of the agency would get it: whom the release names, else somebody who is trained; null where there is nobody.</summary>
    public static PersonId? PersonFor(AgencyId agency, ReleaseTerms terms, PartnerPosition recipient, DateTimeOffset at)
    {
        var named = terms.Recipients.Where(one => one.Agency == agency).SelectMany(one => one.Persons).ToList();
        var trained = recipient is PartnerPosition.Partner partner
            ? partner.Trainings.Keys.OrderBy(p => p.Value, StringComparer.Ordinal)
            : Enumerable.Empty<PersonId>();
        var likely = named.Count > 0 ? named : [.. trained.Where(person => !terms.Excepts(agency, person))];
        return likely.Where(person => recipient.IsTrained(person, at)).Concat(likely).Select(person => (PersonId?)person).FirstOrDefault();
    }
}
