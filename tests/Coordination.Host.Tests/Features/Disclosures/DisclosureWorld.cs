using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>
/// A task force of three agencies in good standing, a survivor with a case of three items, and a detective who has a part in
/// it. Everything about the case and its disclosures goes over HTTP; what other features own is written into the log.
/// </summary>
public sealed class DisclosureWorld(CoordinationHost host, IEventStore? store = null)
{
    public static readonly AgencyId OpenDoor = new("open-door");
    public static readonly AgencyId Sheriff = new("county-sheriff");
    public static readonly AgencyId Attorney = new("district-attorney");
    private static readonly PersonId Detective = new("dana.whitfield");

    public ApiClient Advocate { get; } = host.As("amina.yusuf", OpenDoor.Value, Roles.Advocate);
    public ApiClient Dana { get; } = host.As(Detective.Value, Sheriff.Value, Roles.Partner);
    public ApiClient Colleague { get; } = host.As("lou.marsh", Sheriff.Value, Roles.Partner);
    public ApiClient Prosecutor { get; } = host.As("marcus.lee", Attorney.Value, Roles.Partner);
    public ReleaseId Release { get; } = new(Guid.NewGuid());
    public SurvivorId Survivor { get; private set; }
    public string Case { get; private set; } = "";
    public string Account { get; private set; } = "";
    public string Plate { get; private set; } = "";

    private IEventStore Store => store ?? host.Store;
    private DateTimeOffset Now => host.Time.GetUtcNow();

    /// <summary>Makes the task force, once for each host.</summary>
    public Task FormTaskForce() => host.Once(async () =>
    {
        if ((await Store.ReadStream("taskforce", 0, 1, default)).Count > 0)
            return;
        await Write("taskforce", TaskForceStream.Definition.OnlyName,
            new TaskForceFormed("County task force", "a county", new AgencyId("task-force-office")),
            new PolicySet(Now.AddDays(-30), new PolicySettings(365, 3, 10)),
            new MemberAgencyAdded(OpenDoor), new MemberAgencyAdded(Sheriff), new MemberAgencyAdded(Attorney));
        await Join(OpenDoor, AgencyKind.VictimServices, new PersonId("amina.yusuf"));
        await Join(Sheriff, AgencyKind.LawEnforcement, Detective, new PersonId("lou.marsh"));
        await Join(Attorney, AgencyKind.Prosecution, new PersonId("marcus.lee"));
    });

    /// <summary>A survivor, her case, and her release of the account (as a summary) and the plate to the detective.</summary>
    public async Task<DisclosureWorld> Begin()
    {
        await FormTaskForce();
        Survivor = new SurvivorId(Guid.Parse((await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id));
        Case = (await Advocate.Post("/v1/cases", new { survivor = Survivor.ToString(), ownDescription = "He keeps my papers." })).Ok().Id;
        Account = await Item("narrative", "account, all of it", "account, in short");
        Plate = await Item("exploiterInformation", "plate 123", null);
        (await Advocate.Post($"/v1/cases/{Case}/participants", new { agency = Sheriff.Value, person = Detective.Value, purpose = "investigation" })).Ok();
        await SignRelease();
        return this;
    }

    public async Task<string> Item(string category, string verbatim, string? summary) =>
        (await Advocate.Post($"/v1/cases/{Case}/items", new { category, sensitivity = "identifying", verbatim, summary })).Ok().Id;

    public Task<ApiReply> Ask(string about = "a woman from the farm") =>
        Dana.Post("/v1/disclosure-requests", new { discloser = OpenDoor.Value, purpose = "investigation", categories = new[] { "narrative", "exploiterInformation" }, about });

    /// <summary>Asked, matched, authorised: what the gate permitted may be made.</summary>
    public async Task<string> Authorised()
    {
        var id = (await Ask()).Ok().Id;
        (await Advocate.Post($"/v1/disclosures/{id}/match", new { @case = Case })).Ok();
        (await Advocate.Post($"/v1/disclosures/{id}/authorise", new { })).Ok();
        return id;
    }

    /// <summary>The plate, for the detective, who did not ask.</summary>
    public async Task<string> OfferAndAuthorise()
    {
        var id = (await Advocate.Post("/v1/disclosures", new { @case = Case, agency = Sheriff.Value, person = Detective.Value, purpose = "investigation" })).Ok().Id;
        (await Advocate.Post($"/v1/disclosures/{id}/authorise", new { items = new[] { new { item = Plate, mode = "identifiedVerbatim" } } })).Ok();
        return id;
    }

    public async Task<string> Made()
    {
        var id = await Authorised();
        (await Advocate.Post($"/v1/disclosures/{id}/make")).Ok();
        return id;
    }

    public Task Revoke() => WriteConsent(new ReleaseRevoked(Release, new PersonId("amina.yusuf"), Channel.InPerson));

    public Task Narrow() => WriteConsent(new ReleaseNarrowed(
        Release, Terms() with { Grants = [new(InformationCategory.Narrative, SharingMode.IdentifiedSummary)] }, new PersonId("amina.yusuf"), Channel.Telephone));

    public Task WriteConsent(params ConsentEvent[] events) => Write("consent", ConsentStream.Definition.NameFor(Survivor), events);

    private Task SignRelease() => SignReleaseOf(Survivor, Release);

    /// <summary>Somebody whom the agency serves releases the same to the same.</summary>
    public async Task SignReleaseOf(SurvivorId survivor, ReleaseId release, bool isOpen = false)
    {
        var advocate = new PersonId("amina.yusuf");
        await Write("consent", ConsentStream.Definition.NameFor(survivor),
            [.. isOpen ? Array.Empty<DomainEvent>() : [new ConsentRecordOpened(survivor, OpenDoor)],
            new NoticeGiven(new NoticeId(Guid.NewGuid()), [Sheriff], [NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences], "en", false, advocate, Now.AddHours(-2)),
            new ReleaseSigned(release, Terms(), [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, Now.AddHours(-1))],
                [ReleaseWarning.MayReachDefense, ReleaseWarning.MayBeRedisclosed, ReleaseWarning.CannotAlwaysBeRecalled], advocate)]);
    }

    private ReleaseTerms Terms() => new()
    {
        Discloser = OpenDoor,
        Recipients = [new ReleaseRecipient(Sheriff, [Detective])],
        Grants = [new(InformationCategory.Narrative, SharingMode.IdentifiedSummary), new(InformationCategory.ExploiterInformation, SharingMode.IdentifiedVerbatim)],
        Purposes = [Purpose.Investigation],
        Starts = Now.AddHours(-1),
        Expires = Now.AddDays(90),
    };

    public Task Join(AgencyId agency, AgencyKind kind, params PersonId[] trained) => Join(agency, kind, [], trained);

    /// <summary>What the task force decided besides: tables of law, a version of the rules, members.</summary>
    public Task WriteTaskForce(params TaskForceEvent[] events) => Write("taskforce", TaskForceStream.Definition.OnlyName, events);

    /// <summary>What else became known of an agency.</summary>
    public Task WriteAgency(AgencyId agency, params PartnerEvent[] events) => Write("agency", PartnerStream.Definition.NameFor(agency), events);

    /// <summary>An agency joins that these bodies of law bind.</summary>
    public async Task Join(AgencyId agency, AgencyKind kind, IReadOnlyList<PolicyProfile> profiles, params PersonId[] trained)
    {
        PartnerEvent[] joined = [new AgencyJoined(agency, agency.Value, kind, profiles), new AgreementSigned("MOU-1", Now.AddDays(-20), Now.AddDays(345))];
        await Write("agency", PartnerStream.Definition.NameFor(agency),
            [.. joined, .. trained.Select(person => new ConfidentialityTrainingRecorded(person, Now.AddDays(-10), Now.AddDays(355)))]);
    }

    private Task Write(string kind, string stream, params IEnumerable<DomainEvent> events) => host.Append(kind, stream, new AppendMetadata("amina.yusuf", OpenDoor.Value, Now), events, store);

    private static class Roles
    {
        internal const string Advocate = "advocate";
        internal const string Partner = "partner";
    }
}
