using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;

namespace Coordination.Host.CaseReviews;

/// <summary>
/// Asks the gate about the members of a review. For a command everything that the gate reads is loaded in its workspace,
/// so that it is verified when the command is stored: a revocation that is recorded in the meantime wins.
/// </summary>
internal sealed class CoverageReader(ICoverageSource source, DateTimeOffset now)
{
    public static CoverageReader For(Workspace work) => new(new InWorkspace(work), work.Now);

    public static CoverageReader For(StateReader reader, DateTimeOffset now, CancellationToken cancellation) => new(new InQuery(reader, cancellation), now);

    /// <summary>The gate's answers for those of these members who are not of the custodian.</summary>
    public async ValueTask<Coverage> Of(Matter matter, IEnumerable<Member> members, GateOccasion occasion)
    {
        var (consent, consentVersion) = await source.Load(ConsentStream.Definition, matter.Survivor);
        var (taskForce, policyVersion) = await source.TaskForce();
        var (discloser, _) = await source.Load(PartnerStream.Definition, matter.Custodian);
        List<MemberVerdict> verdicts = [];
        foreach (var member in ReviewGate.Asked(matter, members))
        {
            var (recipient, _) = await source.Load(PartnerStream.Definition, member.Agency);
            var facts = new GateFacts
            {
                Consent = consent,
                ConsentVersion = consentVersion,
                Discloser = discloser,
                Recipient = recipient,
                TaskForce = taskForce,
                PolicyVersion = policyVersion,
                Now = now,
            };
            verdicts.Add(new MemberVerdict(member, ConsentGate.Evaluate(ReviewGate.RequestFor(matter, member, occasion), facts)));
        }

        return new Coverage(consentVersion, verdicts);
    }

    private sealed class InWorkspace(Workspace work) : ICoverageSource
    {
        public async ValueTask<Folded<TState>> Load<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
            where TState : notnull where TEvent : DomainEvent where TId : struct =>
            new(await work.Load(definition, id), work.VersionOf(definition, id));

        public async ValueTask<Folded<TaskForceState>> TaskForce() =>
            new(await work.Load(TaskForceStream.Definition), work.VersionOf(TaskForceStream.Definition));
    }

    private sealed class InQuery(StateReader reader, CancellationToken cancellation) : ICoverageSource
    {
        public ValueTask<Folded<TState>> Load<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
            where TState : notnull where TEvent : DomainEvent where TId : struct =>
            reader.Read(definition, id, cancellation);

        public ValueTask<Folded<TaskForceState>> TaskForce() => reader.Read(TaskForceStream.Definition, cancellation);
    }
}

/// <summary>Where the gate's facts come from.</summary>
internal interface ICoverageSource
{
    ValueTask<Folded<TState>> Load<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TState : notnull where TEvent : DomainEvent where TId : struct;

    ValueTask<Folded<TaskForceState>> TaskForce();
}
