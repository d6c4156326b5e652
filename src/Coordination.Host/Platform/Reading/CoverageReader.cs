using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Host.Platform.Reading;

/// <summary>
/// Asks the gate about the members of a review. For a command everything that the gate reads is loaded in its workspace,
/// so that it is verified when the command is stored: a revocation that is recorded in the meantime wins.
/// </summary>
internal sealed class CoverageReader(IStateSource states, DateTimeOffset now, CancellationToken cancellation)
{
    public static CoverageReader For(CommandSession work) => new(work, work.Now, CancellationToken.None);

    /// <summary>For a query, in which each stream is read once, however many members and items ask for it.</summary>
    public static CoverageReader For(StateReader reader, DateTimeOffset now, CancellationToken cancellation) =>
        new(reader.ForOneQuery(), now, cancellation);

    /// <summary>The gate's answers for those of these members who are not of the custodian.</summary>
    public async ValueTask<Coverage> Of(Matter matter, IEnumerable<Member> members, GateOccasion occasion)
    {
        List<(Member Member, GateInquiry Inquiry)> asked = [.. ReviewGate.Asked(matter, members)
            .Select(member => (member, GateInquiry.InReview(matter, member, occasion, now)))];
        await states.PrepareGateFacts([.. asked.Select(one => one.Inquiry)], cancellation);
        var (_, version) = await states.Read(ConsentStream.Definition, matter.Survivor, cancellation);
        List<MemberVerdict> verdicts = [];
        foreach (var (member, inquiry) in asked)
            verdicts.Add(new MemberVerdict(member,
                ConsentGate.Evaluate(inquiry.Request, await states.LoadGateFacts(inquiry, cancellation))));
        return new Coverage(version, verdicts);
    }
}
