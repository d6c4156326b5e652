using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Testing;

/// <summary>Everything that the gate is asked about, as what happened: a test changes one fact and looks at the verdict.</summary>
public sealed record GateWorld
{
    public static readonly AgencyId Harbor = new("harbor");
    public static readonly AgencyId Police = new("county-police");
    public static readonly AgencyId Clinic = new("county-clinic");
    public static readonly PersonId Ana = new("ana");
    public static readonly PersonId Dale = new("dale");
    public static readonly PersonId Nina = new("nina");
    public static readonly SurvivorId Survivor = new(Numbered(1));
    public static readonly ReleaseId HerRelease = new(Numbered(2));
    public static readonly RecordItemId Story = new(Numbered(3));
    public static readonly RecordItemId Phone = new(Numbered(4));

    /// <summary>A second record at the same agency, found to be of the same person.</summary>
    public static readonly SurvivorId SameSurvivor = new(Numbered(7));

    public static readonly DisclosureId ThisDisclosure = new(Numbered(6));

    /// <summary>The instant of the question, when nothing else is said.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public required IReadOnlyList<ConsentEvent> Consent { get; init; }
    public required IReadOnlyList<PartnerEvent> Discloser { get; init; }
    public required IReadOnlyList<PartnerEvent> Recipient { get; init; }
    public required IReadOnlyList<TaskForceEvent> TaskForce { get; init; }

    /// <summary>What happened to the agencies of which the two sides are divisions.</summary>
    public IReadOnlyDictionary<AgencyId, IReadOnlyList<PartnerEvent>> Wholes { get; init; } = new Dictionary<AgencyId, IReadOnlyList<PartnerEvent>>();

    public required GateRequest Request { get; init; }
    public IReadOnlyList<ProcessEvent> Process { get; init; } = [];
    public IReadOnlyList<OtherPerson> Named { get; init; } = [];
    public DateTimeOffset Now { get; init; } = Noon;

    /// <summary>What was recorded in records that may have been merged with this one.</summary>
    public IReadOnlyList<IReadOnlyList<ConsentEvent>> Others { get; init; } = [];

    public GateFacts Facts => new()
    {
        Consent = ConsentStream.Definition.Fold(ConsentPosition.Initial, Consent),
        ConsentVersion = Consent.Count,
        Merged = Read(Others),
        Discloser = PartnerStream.Definition.Fold(PartnerPosition.Initial, Discloser),
        Recipient = PartnerStream.Definition.Fold(PartnerPosition.Initial, Recipient),
        DiscloserPartOf = WholeOf(Discloser),
        RecipientPartOf = WholeOf(Recipient),
        TaskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial, TaskForce),
        PolicyVersion = TaskForce.Count,
        Process = ProcessStream.Definition.Fold(ProcessState.Initial, Process).FactsAt(Process.Count),
        ThirdPersons = [.. Named.Select(other => new ThirdPersonPosition(other.Survivor, other.IsServed, ConsentStream.Definition.Fold(ConsentPosition.Initial, other.Consent), other.Consent.Count) { Merged = Read(other.Others) })],
        Now = Now,
    };

    private PartnerPosition? WholeOf(IReadOnlyList<PartnerEvent> events) => PartnerStream.Definition.Fold(PartnerPosition.Initial, events).Whole() is { } whole
        ? PartnerStream.Definition.Fold(PartnerPosition.Initial, Wholes.GetValueOrDefault(whole, []))
        : null;

    private static IReadOnlyList<MergedRecord> Read(IReadOnlyList<IReadOnlyList<ConsentEvent>> records) =>
        [.. records.Select(other => new MergedRecord(ConsentStream.Definition.Fold(ConsentPosition.Initial, other), other.Count))];

    /// <summary>The rules that are asked; those in force when nothing is said.</summary>
    public RuleSet? Rules { get; init; }

    public Verdict Evaluate() => Rules is { } rules ? ConsentGate.Evaluate(Request, Facts, rules) : ConsentGate.Evaluate(Request, Facts);

    public VerdictLine Line => Evaluate().Lines[0];

    public GateWorld And(params IReadOnlyList<ConsentEvent> more) => this with { Consent = [.. Consent, .. more] };

    /// <summary>Merged with a second record in which this was recorded.</summary>
    public GateWorld MergedWith(params IReadOnlyList<ConsentEvent> other) => And(new SurvivorRecordsMerged([SameSurvivor], Ana)) with
    {
        Others = [[.. other.Select(e => e is ConsentRecordOpened opened ? opened with { Survivor = SameSurvivor } : e), new SurvivorRecordsMerged([Survivor], Ana)]],
    };

    public GateWorld Without<TEvent>() where TEvent : ConsentEvent => this with { Consent = [.. Consent.Where(e => e is not TEvent)] };

    /// <summary>Changes the release that was signed.</summary>
    public GateWorld Signing(Func<ReleaseSigned, ReleaseSigned> change) =>
        this with { Consent = [.. Consent.Select(e => e is ReleaseSigned signed ? change(signed) : e)] };

    /// <summary>Changes the terms of the release that was signed.</summary>
    public GateWorld WithTerms(Func<ReleaseTerms, ReleaseTerms> change) => Signing(signed => signed with { Terms = change(signed.Terms) });

    /// <summary>Changes the request.</summary>
    public GateWorld Asking(Func<GateRequest, GateRequest> change) => this with { Request = change(Request) };

    /// <summary>Changes the first item that is asked for.</summary>
    public GateWorld AskingFor(Func<RequestedItem, RequestedItem> change) => Asking(r => r with { Items = [change(r.Items[0]), .. r.Items.Skip(1)] });

    /// <summary>
    /// A detective asks for an account and a telephone number in full; a release that was explained, signed and is in force
    /// gives both in full for the investigation, and the account to be discussed in a review.
    /// </summary>
    public static GateWorld Permitting { get; } = new()
    {
        Consent =
        [
            new ConsentRecordOpened(Survivor, Harbor),
            new NoticeGiven(new NoticeId(Numbered(5)), [Police], [NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences], "es", true, Ana, Noon.AddDays(-3)),
            new ReleaseSigned(
                HerRelease,
                new ReleaseTerms
                {
                    Discloser = Harbor,
                    Recipients = [new ReleaseRecipient(Police, [])],
                    Grants = [new CategoryGrant(InformationCategory.Narrative, SharingMode.IdentifiedVerbatim), new CategoryGrant(InformationCategory.Contact, SharingMode.IdentifiedVerbatim)],
                    Purposes = [Purpose.Investigation, Purpose.CaseReview],
                    Starts = Noon.AddDays(-2),
                    Expires = Noon.AddDays(30),
                },
                [HerSignature],
                [ReleaseWarning.MayReachDefense],
                Ana),
        ],
        Discloser = [new AgencyJoined(Harbor, "Harbor", AgencyKind.VictimServices, [PolicyProfile.Vawa]), Mou],
        Recipient =
        [
            new AgencyJoined(Police, "County police", AgencyKind.LawEnforcement, [PolicyProfile.OwnRecords]), Mou,
            new ConfidentialityTrainingRecorded(Dale, Noon.AddDays(-100), Noon.AddDays(100)),
        ],
        TaskForce =
        [
            new TaskForceFormed("Valley task force", "Valley", new AgencyId("office")),
            new PolicySet(Noon.AddDays(-365), new PolicySettings(90, 3, 10)),
            new MemberAgencyAdded(Harbor), new MemberAgencyAdded(Police), new MemberAgencyAdded(Clinic),
        ],
        Request = new GateRequest
        {
            Discloser = Harbor,
            Recipient = new GateRecipient(Police, Dale),
            Purpose = Purpose.Investigation,
            Occasion = GateOccasion.Disclosure,
            Disclosure = ThisDisclosure,
            Items =
            [
                new RequestedItem(Story, InformationCategory.Narrative, Sensitivity.Identifying, Harbor, SharingMode.IdentifiedVerbatim),
                new RequestedItem(Phone, InformationCategory.Contact, Sensitivity.HighRisk, Harbor, SharingMode.IdentifiedVerbatim),
            ],
            Involvements = [new Involvement(Police, Dale, Purpose.Investigation)],
        },
    };

    public static Signature HerSignature => new(SignerCapacity.Survivor, SignatureMethod.Ink, Noon.AddDays(-2));

    public static AgreementSigned Mou => new("mou", Noon.AddDays(-100), Noon.AddDays(100));

    public static Guid Numbered(int number) => new(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}

/// <summary>Somebody whom an item names besides the survivor, and what they said and signed.</summary>
public sealed record OtherPerson(SurvivorId Survivor, IReadOnlyList<ConsentEvent> Consent, bool IsServed = true)
{
    /// <summary>What was recorded in records that may have been merged with theirs.</summary>
    public IReadOnlyList<IReadOnlyList<ConsentEvent>> Others { get; init; } = [];
}
