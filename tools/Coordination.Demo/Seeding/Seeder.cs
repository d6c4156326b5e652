using System.Security.Cryptography;
using System.Text;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.Execution;

namespace Coordination.Demo.Seeding;

/// <summary>Fills an empty log with an invented task force, many commands at a time, each decided by the deciders and appended in batches.</summary>
public sealed class Seeder(CommandRunner runner, SeedSize size, int seed)
{
    private const int AtOnce = 64;
    private readonly SeedPlan _plan = new(size, seed);

    public SeedPlan Plan => _plan;

    public async Task Fill(CancellationToken cancellation)
    {
        await Form(cancellation);
        var cases = new SeededCases(_plan);
        await All(size.Cases, async (number, stop) =>
        {
            var custodian = SeedPlan.Staff(SeedPlan.Custodian(_plan.CustodianOf(number)));
            await Do(custodian, $"case-{number}", work => cases.Open(work, number), stop);
            var asks = SeedPlan.Staff(SeedPlan.Partner(cases.AskerOf(number)));
            await Do(asks, $"ask-{number}", work => cases.Ask(work, number), stop);
            await Do(custodian, $"answer-{number}", work => cases.Answer(work, number), stop);
        }, cancellation);
        var reviews = new SeededReviews(_plan, cases);
        await All(size.Reviews, (number, stop) => Do(SeedPlan.Staff(SeedPlan.Office), $"review-{number}", work => reviews.Hold(work, number), stop), cancellation);
    }

    private async Task Form(CancellationToken cancellation)
    {
        await Do(SeedPlan.Staff(SeedPlan.Office), "task-force", async work =>
        {
            await work.Load(TaskForceStream.Definition);
            work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new FormTaskForce("Invented task force", "Nowhere", SeedPlan.Office), await work.Load(TaskForceStream.Definition)));
            work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new SetPolicy(new PolicySettings(365, 3, 10), null, work.Now), await work.Load(TaskForceStream.Definition)));
        }, cancellation);
        await Join(SeedPlan.Office, AgencyKind.Coordinating, cancellation);
        for (var custodian = 0; custodian < _plan.Custodians; custodian++)
            await Join(SeedPlan.Custodian(custodian), AgencyKind.VictimServices, cancellation);
        for (var partner = 0; partner < _plan.Partners; partner++)
            await Join(SeedPlan.Partner(partner), SeedPlan.KindOf(partner), cancellation);
    }

    /// <summary>The bodies of law under which an agency of the kind usually discloses; none is known of the office, which holds no record.</summary>
    private static IReadOnlyList<PolicyProfile> ProfilesOf(AgencyKind kind) => kind switch
    {
        AgencyKind.VictimServices => [PolicyProfile.Vawa, PolicyProfile.Fvpsa, PolicyProfile.Voca],
        AgencyKind.LawEnforcement => [PolicyProfile.LawEnforcement, PolicyProfile.OwnRecords],
        AgencyKind.Prosecution => [PolicyProfile.Prosecution, PolicyProfile.OwnRecords],
        AgencyKind.Medical => [PolicyProfile.Hipaa],
        AgencyKind.ChildWelfare => [PolicyProfile.ChildWelfare],
        AgencyKind.HousingAndServices => [PolicyProfile.Fvpsa],
        _ => [],
    };

    private Task Join(AgencyId agency, AgencyKind kind, CancellationToken cancellation) => Do(SeedPlan.Staff(SeedPlan.Office), $"join-{agency}", async work =>
    {
        var now = work.Now;
        PartnerPosition state = await work.Load(PartnerStream.Definition, agency);
        work.Record(PartnerStream.Definition, agency, PartnerDecider.Decide(new JoinTaskForce(agency, $"Invented {agency}", kind, ProfilesOf(kind), now), state));
        state = await work.Load(PartnerStream.Definition, agency);
        work.Record(PartnerStream.Definition, agency, PartnerDecider.Decide(new SignAgreement("MOU-1", now, now.AddDays(720)), state));
        state = await work.Load(PartnerStream.Definition, agency);
        work.Record(PartnerStream.Definition, agency, PartnerDecider.Decide(new RecordTraining(SeedPlan.Staff(agency).Person, now, now.AddDays(720), now), state));
        var taskForce = await work.Load(TaskForceStream.Definition);
        work.Record(TaskForceStream.Definition, TaskForceDecider.Decide(new AddMemberAgency(agency), taskForce));
    }, cancellation);

    private static Task All(int count, Func<int, CancellationToken, Task> each, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (number, stop) => await each(number, stop));

    private async Task Do(Domain.CaseReviews.Member by, string what, Func<CommandSession, Task> handler, CancellationToken cancellation)
    {
        var context = new CommandContext
        {
            Name = "seed",
            Actor = new Actor(by.Person, by.Agency),
            Key = new IdempotencyKey("seed", _plan.Key(what)),
            Fingerprint = SHA256.HashData(Encoding.UTF8.GetBytes(what)),
        };
        var result = await runner.Run(context, async work =>
        {
            await handler(work);
            return new Answer.Done(200, "{}"u8.ToArray(), null, null);
        }, cancellation);
        if (result is not CommandResult.Answered { Answer: Answer.Done })
            throw new InvalidOperationException($"{what} was not done: {(result as CommandResult.Answered)?.Answer.ToString() ?? result.ToString()}");
    }
}
