using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Reading;

/// <summary>The people whom the task force knows, by agency: those who were trained or recorded there, and those who acted for it. What a
/// command names is looked up here, because a name that nobody has is read by nobody, or keeps nobody out.</summary>
public sealed class KnownPeople(Lookups lookups)
{
    /// <summary>The refusal that names the first person whom nobody knows in the agency; null where all are known, and where nothing is
    /// known of the agency itself.</summary>
    public async ValueTask<Refusal?> FirstUnknown(AgencyId agency, IReadOnlyList<PersonId> people, Func<int, string> field,
        CancellationToken cancellation)
    {
        if (people.Count == 0)
            return null;
        var known = await lookups.Read([AgencyRow.Key(agency), .. people.Select(person => PersonRow.Key(person).Row)], cancellation);
        return known.Find(AgencyRow.Key(agency)) is not { IsKnown: true } ? null
            : people.Index().Where(at => known.Find(PersonRow.Key(at.Item))?.Agencies.Contains(agency) != true).Select(at => new Refusal(
                RefusalReason.InvalidInput,
                "Nobody of this name is known in that agency. See how the name is written. Somebody new is known once their training is " +
                    "recorded (POST /v1/agencies/{agency}/trainings), and somebody outside the task force once your agency recorded them " +
                    "(POST /v1/outside-recipients).",
                field(at.Index))).FirstOrDefault();
    }

    /// <summary>The same of one person.</summary>
    public ValueTask<Refusal?> Unknown(AgencyId agency, PersonId? person, string field, CancellationToken cancellation) =>
        FirstUnknown(agency, person is { } named ? [named] : [], _ => field, cancellation);

    /// <summary>Refuses a person who is unknown in every agency, for people who are named without an agency, such as witnesses.</summary>
    public async ValueTask<Refusal?> UnknownAnywhere(PersonId? person, string field, CancellationToken cancellation) =>
        person is not { } named || await lookups.Read(PersonRow.Key(named), cancellation) is not null ? null : new Refusal(
            RefusalReason.InvalidInput,
            "Nobody of this name is known here. See how the name is written. Somebody new is known once their training is recorded (POST " +
                "/v1/agencies/{agency}/trainings), and somebody outside the task force once your agency recorded them (POST " +
                "/v1/outside-recipients).",
            field);
}
