using System.Diagnostics;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Benchmarks;

/// <summary>Time and memory of one evaluation of the consent gate, for a typical and for a large position.</summary>
internal static class GateBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgencyId Discloser = new("open-door");
    private static readonly AgencyId Recipient = new("county-sheriff");
    private static readonly PersonId Detective = new("dana.whitfield");
    private const int EvaluationsPerBatch = 20;
    private static readonly InformationCategory[] Categories = Enum.GetValues<InformationCategory>();

    public static IEnumerable<Measurement> Run(TimeSpan duration)
    {
        foreach (var rules in (RuleSet[])[RuleSets.V2026R1, RuleSets.V2026R2])
        {
            yield return Measure($"gate under {rules.Version}, 5 releases and 20 items", rules, releases: 5, items: 20, duration);
            yield return Measure($"gate under {rules.Version}, 200 releases and 500 items", rules, releases: 200, items: 500, duration);
        }
    }

    private static Measurement Measure(string name, RuleSet rules, int releases, int items, TimeSpan duration)
    {
        var facts = Facts(releases);
        var request = Request(items);
        var permitted = ConsentGate.Evaluate(request, facts, rules).Lines.Count(line => line.Outcome == Outcome.Permit);
        Repeat(request, facts, rules, duration / 2);

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        ConsentGate.Evaluate(request, facts, rules);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var batches = Repeat(request, facts, rules, duration);
        batches.Sort();
        return new Measurement(
            name,
            $"{Figures.Count(Figures.Percentile(batches, 0.5).TotalNanoseconds / EvaluationsPerBatch)} ns, {Figures.Count(bytes)} bytes",
            $"{permitted} of {items} permitted",
            Aim: "microseconds");
    }

    /// <summary>Short batches, so that their median is not what the rest of the machine was doing.</summary>
    private static List<TimeSpan> Repeat(GateRequest request, GateFacts facts, RuleSet rules, TimeSpan duration)
    {
        List<TimeSpan> batches = [];
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var time = 0; time < EvaluationsPerBatch; time++)
            {
                GC.KeepAlive(ConsentGate.Evaluate(request, facts, rules));
            }

            batches.Add(Stopwatch.GetElapsedTime(begun));
        }

        return batches;
    }

    private static GateRequest Request(int items) => new()
    {
        Discloser = Discloser,
        Recipient = new GateRecipient(Recipient, Detective),
        Purpose = Purpose.Investigation,
        Occasion = GateOccasion.Disclosure,
        Items = [.. Enumerable.Range(0, items).Select(number => new RequestedItem(new RecordItemId(Id(number)), Categories[number % Categories.Length], Sensitivity.Identifying, Discloser, SharingMode.IdentifiedSummary))],
        Involvements = [new Involvement(Recipient, Detective, Purpose.Investigation)],
    };

    /// <summary>Releases to several agencies, each for a few categories; every fifth names the agency that asks.</summary>
    private static GateFacts Facts(int releases)
    {
        var survivor = new SurvivorId(Id(1));
        List<ConsentEvent> events = [new ConsentRecordOpened(survivor, Discloser)];
        for (var number = 0; number < releases; number++)
        {
            var recipient = number % 5 == 0 ? Recipient : new AgencyId($"agency-{number % 7}");
            events.Add(new NoticeGiven(new NoticeId(Id(10_000 + number)), [recipient], Enum.GetValues<NoticeTopic>(), "en", false, new PersonId("amina.yusuf"), Now.AddDays(-20)));
            events.Add(new ReleaseSigned(new ReleaseId(Id(20_000 + number)), Terms(recipient, number), [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, Now.AddDays(-10))], [ReleaseWarning.MayReachDefense], new PersonId("amina.yusuf")));
        }

        return new GateFacts
        {
            Consent = ConsentStream.Definition.Fold(ConsentStream.Definition.Initial, events),
            ConsentVersion = events.Count,
            Discloser = Partner(Discloser, AgencyKind.VictimServices, new PersonId("amina.yusuf")),
            Recipient = Partner(Recipient, AgencyKind.LawEnforcement, Detective),
            TaskForce = TaskForceStream.Definition.Fold(TaskForceStream.Definition.Initial,
            [
                new TaskForceFormed("Task force", "State", new AgencyId("task-force-office")), new MemberAgencyAdded(Discloser), new MemberAgencyAdded(Recipient),
                new PolicySet(Now.AddYears(-1), new PolicySettings(365, 3, 10)),
            ]),
            PolicyVersion = 4,
            Now = Now,
        };
    }

    private static ReleaseTerms Terms(AgencyId recipient, int number) => new()
    {
        Discloser = Discloser,
        Recipients = [new ReleaseRecipient(recipient, [])],
        Grants = [.. Enumerable.Range(number, 4).Select(category => new CategoryGrant(Categories[category % Categories.Length], SharingMode.IdentifiedSummary))],
        Purposes = [Purpose.Investigation, Purpose.SafetyPlanning],
        Starts = Now.AddDays(-10),
        Expires = Now.AddDays(80),
    };

    private static PartnerPosition Partner(AgencyId agency, AgencyKind kind, PersonId person) =>
        PartnerStream.Definition.Fold(PartnerStream.Definition.Initial,
        [
            new AgencyJoined(agency, agency.Value, kind, [PolicyProfile.Vawa]),
            new AgreementSigned("agreement", Now.AddYears(-1), Now.AddYears(1)),
            new ConfidentialityTrainingRecorded(person, Now.AddDays(-100), Now.AddDays(200)),
        ]);

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
