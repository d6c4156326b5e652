using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>
/// The people whom the task force knows, by agency: whoever was trained or recorded there, and whoever did something for it. What a command names is looked up
/// here, because a name that nobody has is read by nobody, or keeps nobody out.
/// </summary>
public sealed class KnownPeople(IEventStore store, EventCodec codec) : IDisposable
{
    private readonly Known _known = new(store, codec);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The refusal that names the first person whom nobody knows in the agency; null where all are known, and where nothing is known of the agency itself.</summary>
    public async ValueTask<Refusal?> FirstUnknown(AgencyId agency, IReadOnlyList<PersonId> people, Func<int, string> field, CancellationToken cancellation) =>
        people.Count == 0 ? null : await Read(known => !known.Has(agency) ? null
            : people.Index().Where(at => !known.Has(agency, at.Item)).Select(at => new Refusal(
                RefusalReason.InvalidInput,
                "Nobody of this name is known in that agency. See how the name is written. Somebody new is known once their training is recorded (POST /v1/agencies/{agency}/trainings), and somebody outside the task force once your agency recorded them (POST /v1/outside-recipients).",
                field(at.Index))).FirstOrDefault(), cancellation);

    /// <summary>The same of one person.</summary>
    public ValueTask<Refusal?> Unknown(AgencyId agency, PersonId? person, string field, CancellationToken cancellation) =>
        FirstUnknown(agency, person is { } named ? [named] : [], _ => field, cancellation);

    /// <summary>The refusal of somebody whom nobody knows in any agency: of whoever is named without one, such as a witness.</summary>
    public async ValueTask<Refusal?> UnknownAnywhere(PersonId? person, string field, CancellationToken cancellation) =>
        person is not { } named ? null : await Read(known => known.HasAnywhere(named) ? null : new Refusal(
            RefusalReason.InvalidInput,
            "Nobody of this name is known here. See how the name is written. Somebody new is known once their training is recorded (POST /v1/agencies/{agency}/trainings), and somebody outside the task force once your agency recorded them (POST /v1/outside-recipients).",
            field), cancellation);

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Refusal?> Read(Func<Known, Refusal?> read, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _known.CatchUp(long.MaxValue, cancellation);
            return read(_known);
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed class Known(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        private readonly Dictionary<AgencyId, HashSet<PersonId>> _people = [];
        private readonly HashSet<AgencyId> _agencies = [];

        public bool Has(AgencyId agency) => _agencies.Contains(agency);

        public bool Has(AgencyId agency, PersonId person) => _people.TryGetValue(agency, out var people) && people.Contains(person);

        public bool HasAnywhere(PersonId person) => _people.Values.Any(people => people.Contains(person));

        protected override bool Concerns(string stream) => PartnerStream.Definition.Names(stream);

        protected override void See(StoredEvent stored) => Add(new AgencyId(stored.Metadata.Agency), new PersonId(stored.Metadata.Person));

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            var agency = new AgencyId(PartnerStream.Definition.SubjectOf(recorded.Meta.Stream));
            switch (recorded.Event)
            {
                case AgencyJoined or DivisionFormed:
                    _agencies.Add(agency);
                    break;
                case ConfidentialityTrainingRecorded trained:
                    Add(agency, trained.Person);
                    break;
                case OutsideRecipientRecorded outside:
                    _agencies.Add(agency);
                    Add(agency, outside.Person);
                    break;
            }
        }

        private void Add(AgencyId agency, PersonId person)
        {
            if (!_people.TryGetValue(agency, out var people))
                _people[agency] = people = [];
            people.Add(person);
        }
    }
}
