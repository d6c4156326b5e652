using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.Execution;

/// <summary>
/// Asks the gate about the members of a review. For a command everything that the gate reads is loaded in its workspace,
/// so that it is verified when the command is stored: a revocation that is recorded in the meantime wins.
/// </summary>
internal sealed class CoverageReader(
    Func<SurvivorId, AgencyId, AgencyId, ValueTask<GateFacts>> facts, Func<IEnumerable<SurvivorId>, ValueTask<IReadOnlyList<ThirdPersonPosition>>> thirdPersons)
{
    public static CoverageReader For(Workspace work) => new(work.LoadGateFacts, work.LoadThirdPersons);

    public static CoverageReader For(StateReader reader, DateTimeOffset now, CancellationToken cancellation)
    {
        var query = new QueryFacts(reader, now, cancellation);
        return new(query.Load, query.LoadThirdPersons);
    }

    /// <summary>The gate's answers for those of these members who are not of the custodian.</summary>
    public async ValueTask<Coverage> Of(Matter matter, IEnumerable<Member> members, GateOccasion occasion)
    {
        var version = (await facts(matter.Survivor, matter.Custodian, matter.Custodian)).ConsentVersion;
        var named = await thirdPersons(matter.Items.SelectMany(item => item.ThirdPersons ?? []).Select(person => person.Survivor).OfType<SurvivorId>().Distinct());
        List<MemberVerdict> verdicts = [];
        foreach (var member in ReviewGate.Asked(matter, members))
        {
            var known = await facts(matter.Survivor, matter.Custodian, member.Agency) with { ThirdPersons = named };
            verdicts.Add(new MemberVerdict(member, ConsentGate.Evaluate(ReviewGate.RequestFor(matter, member, occasion), known)));
        }

        return new Coverage(version, verdicts);
    }

    /// <summary>Reads each stream once for a query, however many members and items ask for it.</summary>
    private sealed class QueryFacts(StateReader reader, DateTimeOffset now, CancellationToken cancellation)
    {
        private readonly Dictionary<SurvivorId, Folded<ConsentPosition>> _consents = [];
        private readonly Dictionary<AgencyId, PartnerPosition> _partners = [];
        private Folded<TaskForceState>? _taskForce;

        public async ValueTask<GateFacts> Load(SurvivorId survivor, AgencyId discloser, AgencyId recipient)
        {
            var consent = await Consent(survivor);
            var taskForce = _taskForce ??= await reader.Read(TaskForceStream.Definition, cancellation);
            return new GateFacts
            {
                Consent = consent.State,
                ConsentVersion = consent.Version,
                Merged = await reader.ReadMerged(consent.State, cancellation),
                Discloser = await Partner(discloser),
                Recipient = await Partner(recipient),
                TaskForce = taskForce.State,
                PolicyVersion = taskForce.Version,
                Now = now,
            };
        }

        public ValueTask<IReadOnlyList<ThirdPersonPosition>> LoadThirdPersons(IEnumerable<SurvivorId> named) => reader.ReadThirdPersons(named, cancellation);

        private async ValueTask<Folded<ConsentPosition>> Consent(SurvivorId survivor)
        {
            if (!_consents.TryGetValue(survivor, out var consent))
                _consents[survivor] = consent = await reader.Read(ConsentStream.Definition, survivor, cancellation);
            return consent;
        }

        private async ValueTask<PartnerPosition> Partner(AgencyId agency)
        {
            if (!_partners.TryGetValue(agency, out var partner))
                _partners[agency] = partner = (await reader.Read(PartnerStream.Definition, agency, cancellation)).State;
            return partner;
        }
    }
}
