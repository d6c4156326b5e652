using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;

namespace Coordination.Benchmarks;

/// <summary>A task force of two agencies, and a case with a release from one to the other: what it takes to ask the gate over HTTP.</summary>
internal sealed class Scene(IEventStore store, EventCodec codec)
{
    private static readonly AgencyId OpenDoor = new("open-door");
    private static readonly AgencyId Sheriff = new("county-sheriff");
    private static readonly PersonId Advocate = new("amina.yusuf");
    private static readonly PersonId Detective = new("dana.whitfield");
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.UtcNow.AddDays(-30);
    private static readonly DateTimeOffset LongFromNow = DateTimeOffset.UtcNow.AddDays(300);

    private readonly SurvivorId _survivor = new(Guid.NewGuid());
    private readonly CaseId _case = new(Guid.NewGuid());

    /// <summary>Once for each database: people of agencies that never joined can do nothing over HTTP.</summary>
    public async Task FormTaskForce()
    {
        await Append(("taskforce", "taskforce",
        [
            new TaskForceFormed("Task force", "County", OpenDoor), new PolicySet(LongAgo, new PolicySettings(365, 2, 14)), new MemberAgencyAdded(OpenDoor), new MemberAgencyAdded(Sheriff),
        ]));
        await Append(Agency(OpenDoor, AgencyKind.VictimServices, Advocate), Agency(Sheriff, AgencyKind.LawEnforcement, Detective));
    }

    public async Task SetUp()
    {
        await Append(
            (CaseStream.Definition.NameFor(_case), "case",
            [
                new CaseOpened(_case, _survivor, OpenDoor, Advocate),
                .. Enumerable.Range(0, 10).Select(_ => new RecordItemAdded(new RecordItemId(Guid.NewGuid()), InformationCategory.Employment, Sensitivity.Identifying, new ItemTexts(Sensitive.Of("eleven weeks of wages"), Sensitive.Of("wages"), null))),
                new ParticipantInvolved(Sheriff, Detective, Purpose.Investigation),
            ]),
            (ConsentStream.Definition.NameFor(_survivor), "consent",
            [
                new ConsentRecordOpened(_survivor, OpenDoor),
                new NoticeGiven(new NoticeId(Guid.NewGuid()), [Sheriff], Enum.GetValues<NoticeTopic>(), "es", true, Advocate, LongAgo),
                new ReleaseSigned(new ReleaseId(Guid.NewGuid()), Terms(), [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, LongAgo.AddDays(1))], Enum.GetValues<ReleaseWarning>(), Advocate),
            ]));
    }

    /// <summary>Requests of the detective, each matched to the case: the gate is what comes next.</summary>
    public async Task<IReadOnlyList<DisclosureId>> PrepareDisclosures(int count)
    {
        var disclosures = Enumerable.Range(0, count).Select(_ => new DisclosureId(Guid.NewGuid())).ToList();
        foreach (var part in disclosures.Chunk(400))
        {
            await Append([.. part.Select(disclosure => (DisclosureStream.Definition.NameFor(disclosure), "disclosure", (DomainEvent[])
            [
                new DisclosureRequested(disclosure, OpenDoor, new GateRecipient(Sheriff, Detective), Purpose.Investigation, [InformationCategory.Employment], Sensitive.Of("a farm worker"), ClaimedBasis.Release),
                new RequestMatched(_survivor, _case, Advocate),
            ]))]);
        }

        return disclosures;
    }

    private static ReleaseTerms Terms() => new()
    {
        Discloser = OpenDoor,
        Recipients = [new ReleaseRecipient(Sheriff, [Detective])],
        Grants = [new CategoryGrant(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
        Purposes = [Purpose.Investigation],
        Starts = LongAgo.AddDays(2),
        Expires = LongFromNow,
    };

    private static (string, string, DomainEvent[]) Agency(AgencyId agency, AgencyKind kind, PersonId person) => (PartnerStream.Definition.NameFor(agency), "agency",
    [
        new AgencyJoined(agency, agency.Value, kind, [PolicyProfile.Vawa]), new AgreementSigned("MOU-1", LongAgo, LongFromNow), new ConfidentialityTrainingRecorded(person, LongAgo, LongFromNow),
    ]);

    private async Task Append(params (string Stream, string Kind, DomainEvent[] Events)[] streams)
    {
        var scope = new KeyScope(OpenDoor, KeySubject.Of(_survivor));
        await codec.Prepare(scope, CancellationToken.None);
        var writes = streams.Select(s => new StreamWrite(s.Stream, s.Kind, ExpectedVersion.NoStream, [.. s.Events.Select(e => codec.Encode(e, Guid.NewGuid(), s.Stream, scope))]));
        if (await store.Append(new AppendRequest([.. writes], [], new AppendMetadata(Advocate.Value, OpenDoor.Value, LongAgo)), CancellationToken.None) is not AppendResult.Appended)
        {
            throw new InvalidOperationException("The scene of the benchmark could not be set up.");
        }
    }
}
