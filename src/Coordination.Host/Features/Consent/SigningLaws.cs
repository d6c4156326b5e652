using Coordination.Domain.Consent;

namespace Coordination.Host.Features.Consent;

/// <summary>Loads what a release is checked against: the task force, the discloser, and the recipients outside the task force that it
/// names.</summary>
internal static class SigningLaws
{
    // More recipients than that are refused in any case.
    private const int MostOffices = 50;

    public static async ValueTask<SigningLaw> InForce(
        ReleaseTerms terms, AgencyId discloser, DateTimeOffset now, Func<ValueTask<TaskForceState>> taskForce,
        Func<AgencyId, ValueTask<PartnerPosition>> partner)
    {
        var law = SigningLaw.InForce(await taskForce(), await partner(discloser), now);
        if (!law.Rules.ByProfile)
            return law;
        List<PartnerPosition.Outside> outside = [];
        List<AgencyId> publishers = [];
        Dictionary<AgencyId, PartnerPosition> recipients = [];
        foreach (var agency in terms.Recipients.Select(recipient => recipient.Agency).Distinct().Take(MostOffices))
        {
            var position = await partner(agency);
            if (position is PartnerPosition.Outside office && !law.TaskForce.HasMember(agency))
                outside.Add(office);
            if (position.KindIfKnown is AgencyKind.Media)
                publishers.Add(agency);
            recipients[agency] = position;
        }

        Dictionary<AgencyId, PartnerPosition> wholes = [];
        foreach (var whole in recipients.Values.Prepend(law.Discloser).Select(position => position.Whole()).OfType<AgencyId>().Distinct())
            wholes[whole] = await partner(whole);
        return law with { Outside = outside, Publishers = publishers, Recipients = recipients, Wholes = wholes };
    }

    public static ValueTask<SigningLaw> InForce(this IStateSource states, ReleaseTerms terms, DateTimeOffset now,
        CancellationToken cancellation) => InForce(
        terms, terms.Discloser, now, async () => (await states.Read(TaskForceStream.Definition, cancellation)).State,
        async agency => (await states.Read(PartnerStream.Definition, agency, cancellation)).State);
}
