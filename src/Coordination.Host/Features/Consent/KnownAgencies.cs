namespace Coordination.Host.Features.Consent;

/// <summary>Agencies that a survivor's own words name. A name that nobody here has would keep nobody out: it is refused when it is
/// entered.</summary>
internal static class KnownAgencies
{
    /// <summary>The refusal that names the first agency of which the log knows nothing; null where it knows all of them.</summary>
    public static async ValueTask<Refusal?> FirstUnknown(this CommandSession work, IReadOnlyList<AgencyId> agencies, string field)
    {
        if (agencies.Count == 0)
            return null;
        var taskForce = await work.Load(TaskForceStream.Definition);
        for (var at = 0; at < agencies.Count; at++)
        {
            if (!taskForce.HasMember(agencies[at]) && await work.Load(PartnerStream.Definition, agencies[at]) is PartnerPosition.Unknown)
                return new Refusal(RefusalReason.InvalidInput,
                    "There is no agency of this name here, so it would keep nobody out. See how its name is written.", $"{field}[{at}]");
        }

        return null;
    }

    /// <summary>The refusal that names the first office outside the task force that the caller's agency never recorded: nobody is told of
    /// what becomes of words there.</summary>
    public static async ValueTask<Refusal?> FirstOfficeOfNobody(this CommandSession work, IReadOnlyList<AgencyId> agencies, string field)
    {
        foreach (var (at, agency) in agencies.Index())
        {
            if (agency.Value.StartsWith("outside-", StringComparison.Ordinal)
                && !(await work.Load(PartnerStream.Definition, agency) is PartnerPosition.Outside office
                    && office.For == work.Actor.Agency))
                return new Refusal(RefusalReason.InvalidInput,
                    "Your agency recorded no such office. Record it first (POST /v1/outside-recipients), and explain then what going " +
                        "there means.", $"{field}[{at}]");
        }

        return null;
    }
}
