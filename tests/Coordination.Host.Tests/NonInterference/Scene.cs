using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Testing;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>
/// Six agencies that belong to one pair of histories and to no other, with the same identifiers on both sides: a custodian, the agency
/// that looks (of which the test asks what it can learn), and others.
/// </summary>
internal sealed class Scene(int number, Side side)
{
    private int _minted;
    private int _keys;

    public static readonly (AgencyKind Kind, string Role, Purpose Purpose)[] Looking =
    [
        (AgencyKind.LawEnforcement, "partner", Purpose.Investigation), (AgencyKind.Prosecution, "partner", Purpose.Prosecution),
        (AgencyKind.Medical, "partner", Purpose.MedicalCare), (AgencyKind.HousingAndServices, "partner", Purpose.ServiceDelivery),
        (AgencyKind.VictimServices, "advocate", Purpose.ServiceDelivery), (AgencyKind.Legal, "counsel", Purpose.LegalRepresentation),
    ];

    public int Number => number;

    /// <summary>In some scenes the custodian is a division of the agency that looks, which is to it a recipient like any other.</summary>
    public bool IsDivision => number % 3 == 1;

    public Side Side => side;
    public (AgencyKind Kind, string Role, Purpose Purpose) As => Looking[number % Looking.Length];

    public AgencyId Custodian { get; } = new($"harbor-{number}");
    public AgencyId Looker { get; } = new($"looker-{number}");
    public AgencyId Other { get; } = new($"other-{number}");
    public AgencyId Clinic { get; } = new($"clinic-{number}");
    public AgencyId Shelter { get; } = new($"shelter-{number}");
    public static string Person(AgencyId agency) => agency == Side.Office ? "rosa" : $"p-{agency}";
    public static object Member(AgencyId agency) => new { agency = agency.Value, person = Person(agency) };

    public ApiClient Advocate => side.As(Custodian.Value, Person(Custodian), "advocate");
    public ApiClient Coordinator => side.As(Side.Office.Value, "rosa", "coordinator");
    public ApiClient Administrator => side.As(Side.Office.Value, "root", "administrator");
    public ApiClient Prosecutor => side.As(Other.Value, Person(Other), "partner");
    public ApiClient Auditor => side.As("state-auditor", "noor.haddad", "auditor");
    public ApiClient Nurse => side.As(Clinic.Value, Person(Clinic), "partner");
    public ApiClient Neighbour => side.As(Shelter.Value, Person(Shelter), "advocate");
    public ApiClient Counsel => side.As(Custodian.Value, "counsel." + Custodian, "counsel");
    /// <summary>Whether this pair's people wait for what is hidden. A few pairs do, since every wait takes its time.</summary>
    public bool Waits => number < 2 * Looking.Length && As.Role == "advocate";

    public ApiClient Looks => side.Really(Looker.Value, Person(Looker), As.Role);
    public ApiClient LookersAdministrator => side.Really(Looker.Value, "root." + Looker, "agencyAdministrator");
    public ApiClient OthersAdministrator => side.As(Other.Value, "root." + Other, "agencyAdministrator");
    public ApiClient Colleague => side.Really(Looker.Value, "colleague." + Looker, As.Role);

    public SurvivorId Survivor { get; } = new(Id(number, 1));
    public CaseId Case { get; } = new(Id(number, 2));
    public ReleaseId Release { get; } = new(Id(number, 3));
    public RecordItemId Account { get; } = new(Id(number, 4));
    public RecordItemId Wages { get; } = new(Id(number, 5));
    public RecordItemId Secret { get; } = new(Id(number, 6));

    /// <summary>The name by which the looking agency would know it.</summary>
    public string Name(string identifier) => side.Mint.NameOf(Looker.Value, Guid.Parse(identifier)).ToString();

    /// <summary>The next key of what both histories have in common.</summary>
    public string Key() => $"common-{number}-{_keys++}";

    /// <summary>Names an endpoint of an agency's, for all that it may be told.</summary>
    public static Task<ApiReply> Endpoint(ApiClient administrator, AgencyId agency, string key) => administrator.Post("/v1/webhooks", new { address = "http://127.0.0.1:9/hooks", people = new[] { Person(agency) }, leadDays = 30 }, key);

    public Guid NewSecret() => Id(number, 1_000 + _minted++);

    public async Task Begin()
    {
        await side.Join(Looker, As.Kind, Person(Looker), "colleague." + Looker);
        string[] staff = [Person(Custodian), "counsel." + Custodian];
        await (IsDivision ? side.Form(Custodian, Looker, AgencyKind.VictimServices, staff) : side.Join(Custodian, AgencyKind.VictimServices, staff));
        await side.Join(Other, AgencyKind.Prosecution, Person(Other));
        await side.Join(Clinic, AgencyKind.Medical, Person(Clinic));
        await side.Join(Shelter, AgencyKind.VictimServices, Person(Shelter));
        await side.Record($"survivor-{Survivor}", 0, new SurvivorWelcomed(Survivor, Custodian, Sensitive.Of("Marisol"), null));
        await side.Record($"case-{Case}", 0, new CaseOpened(Case, Survivor, Custodian, new(Person(Custodian))),
            Item(Account, InformationCategory.Narrative), Item(Wages, InformationCategory.Employment), Item(Secret, InformationCategory.Services),
            new ParticipantInvolved(Looker, new(Person(Looker)), As.Purpose));
        await side.Record($"consent-{Survivor}", 0, new ConsentRecordOpened(Survivor, Custodian),
            new NoticeGiven(new(Id(number, 7)), [Looker, Side.Office], [NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences], "en", false, new(Person(Custodian)), Side.Start.AddHours(-3)),
            Signed(Release, [Looker, Side.Office], [InformationCategory.Narrative, InformationCategory.Employment]));
    }

    public ReleaseSigned Signed(ReleaseId release, AgencyId[] recipients, InformationCategory[] categories) => new(release, new ReleaseTerms
    {
        Discloser = Custodian,
        Recipients = [.. recipients.Select(agency => new ReleaseRecipient(agency, []))],
        Grants = [.. categories.Select(category => new CategoryGrant(category, SharingMode.IdentifiedVerbatim))],
        Purposes = [As.Purpose, Purpose.CaseReview, Purpose.Prosecution],
        Starts = Side.Start.AddHours(-1),
        Expires = Side.Start.AddDays(60),
    }, [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, Side.Start.AddHours(-2))], Enum.GetValues<ReleaseWarning>(), new(Person(Custodian)));

    public static Guid Id(int scene, int which) => new(scene + 1, (short)(which >> 16), (short)which, [0x80, 7, 7, 7, 7, 7, 7, 7]);

    private static RecordItemAdded Item(RecordItemId item, InformationCategory category) =>
        new(item, category, Sensitivity.Identifying, new ItemTexts(Sensitive.Of($"{category}, all of it"), Sensitive.Of($"{category}, in short"), Sensitive.Of("somebody")));
}
