namespace Coordination.Host.Platform.Reading;

/// <summary>
/// What agencies and offices are called, for those who see an identifier that tells them nothing. The name of an office outside the task
/// force is told to the agency that recorded it, and to whom that agency serves; an office that nobody's is, to everybody. The names of
/// persons are not here: they stay sealed.
/// </summary>
public sealed class AgencyNames(StateReader reader)
{
    /// <summary>The name of each that has one that this agency may read.</summary>
    public async ValueTask<IReadOnlyDictionary<AgencyId, string>> Of(IEnumerable<AgencyId> agencies, AgencyId asking,
        CancellationToken cancellation) =>
        await Read(agencies, position => position.NameIsFor(asking), cancellation);

    /// <summary>The same for whom the law names as authorities: offices, for everybody of the task force to see.</summary>
    public ValueTask<IReadOnlyDictionary<AgencyId, string>> OfAuthorities(IEnumerable<AgencyId> authorities,
        CancellationToken cancellation) => Read(authorities, static _ => true, cancellation);

    private async ValueTask<IReadOnlyDictionary<AgencyId, string>> Read(IEnumerable<AgencyId> agencies,
        Func<PartnerPosition, bool> mayBeTold, CancellationToken cancellation)
    {
        List<AgencyId> asked = [.. agencies.Distinct()];
        var states = reader.ForOneQuery();
        await states.Prepare(asked.Select(agency => StreamToRead.Of(PartnerStream.Definition, agency)), cancellation);
        Dictionary<AgencyId, string> names = [];
        foreach (var agency in asked)
        {
            if ((await states.Read(PartnerStream.Definition, agency, cancellation)).State is { NameIfKnown: { } name } position
                && mayBeTold(position))
                names[agency] = name;
        }

        return names;
    }
}

/// <summary>What an agency or an office is called.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedAgency(AgencyId Agency, string Name)
{
    internal static IReadOnlyList<NamedAgency>? Of(IEnumerable<AgencyId> agencies, IReadOnlyDictionary<AgencyId, string> names) =>
        agencies.Distinct().Where(names.ContainsKey).Select(agency => new NamedAgency(agency, names[agency]))
            .ToList() is { Count: > 0 } named ? named : null;
}
