using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>A task force of six agencies, a survivor served by Open Door, and a review to which all six are invited, one with a nurse who lacks the training.</summary>
public sealed class ReviewScene
{
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.UtcNow.AddDays(-30);
    private static readonly DateTimeOffset LongFromNow = DateTimeOffset.UtcNow.AddDays(300);
    private readonly CoordinationHost _host;
    private readonly Dictionary<string, long> _versions = [];

    private ReviewScene(CoordinationHost host) => _host = host;

    public static readonly object Coordinator = Member("task-force-office", "rosa");
    public static readonly object Advocate = Member("open-door", "amina");
    public static readonly object Detective = Member("county-sheriff", "dana");
    public static readonly object Nurse = Member("river-clinic", "priya");
    public static readonly object Housing = Member("bridge-housing", "sam");
    public static readonly object Prosecutor = Member("district-attorney", "marcus");
    public static readonly object UntrainedNurse = Member("river-clinic", "pia");

    private static readonly (string Agency, string Person, AgencyKind Kind)[] Team =
    [
        ("task-force-office", "rosa", AgencyKind.Coordinating),
        ("open-door", "amina", AgencyKind.VictimServices),
        ("county-sheriff", "dana", AgencyKind.LawEnforcement),
        ("river-clinic", "priya", AgencyKind.Medical),
        ("bridge-housing", "sam", AgencyKind.HousingAndServices),
        ("district-attorney", "marcus", AgencyKind.Prosecution),
    ];

    public ApiClient Rosa => _host.As("rosa", "task-force-office", "coordinator");
    public ApiClient Amina => _host.As("amina", "open-door", "advocate");
    public ApiClient Dana => _host.As("dana", "county-sheriff", "partner");
    public ApiClient Priya => _host.As("priya", "river-clinic", "partner");
    public ApiClient Sam => _host.As("sam", "bridge-housing", "partner");
    public ApiClient Marcus => _host.As("marcus", "district-attorney", "partner");
    public ApiClient Pia => _host.As("pia", "river-clinic", "partner");
    public ApiClient Ines => _host.As("ines", "state-auditor", "auditor");
    private IReadOnlyList<ApiClient> Everybody => [Rosa, Amina, Dana, Priya, Sam, Marcus];

    public SurvivorId Survivor { get; } = new(Guid.NewGuid());
    public CaseId Case { get; } = new(Guid.NewGuid());
    public RecordItemId Wages { get; } = new(Guid.NewGuid());
    public ReleaseId Release { get; } = new(Guid.NewGuid());

    /// <summary>The path of the review.</summary>
    public string Review { get; private set; } = "";

    /// <summary>The path of the item; empty when none was brought.</summary>
    public string Item { get; private set; } = "";

    /// <summary>The id of the item.</summary>
    public string ItemId => Item.Split('/')[^1];

    /// <summary>Waits until every view has everything.</summary>
    public Task Settled() => _host.Settled();

    /// <summary>Everything up to a review that was called. Her release names every agency but the prosecutor's.</summary>
    public static async Task<ReviewScene> Called(CoordinationHost host)
    {
        var scene = new ReviewScene(host);
        await scene.TaskForce();
        await scene.Record($"case-{scene.Case}", new CaseOpened(scene.Case, scene.Survivor, new("open-door"), new("amina")),
            new RecordItemAdded(scene.Wages, InformationCategory.Employment, Sensitivity.Identifying, new ItemTexts(Sensitive.Of("eleven weeks unpaid"), null, null)));
        await scene.Record($"consent-{scene.Survivor}", scene.ReleaseTo("task-force-office", "county-sheriff", "river-clinic", "bridge-housing"));
        var call = new { startsAt = LongFromNow, place = "the library, upstairs", invited = new[] { Coordinator, Advocate, Detective, Nurse, Housing, Prosecutor, UntrainedNurse }, chair = Advocate };
        scene.Review = $"/v1/reviews/{(await scene.Rosa.Post("/v1/reviews", call)).Ok().Id}";
        return scene;
    }

    /// <summary>The same, with the case on an agenda that went out, and the meeting open.</summary>
    public static async Task<ReviewScene> Opened(CoordinationHost host)
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        (await scene.Rosa.Post($"{scene.Review}/open")).Ok();
        return scene;
    }

    /// <summary>The same, with these members in the room, and the statement signed by all of them.</summary>
    public static async Task<ReviewScene> InTheRoom(CoordinationHost host, params object[] members)
    {
        var scene = await Opened(host);
        foreach (var client in scene.Everybody)
            (await client.Post($"{scene.Review}/statement")).Ok();
        foreach (var member in members)
            (await scene.Rosa.Post($"{scene.Review}/attendance", new { member })).Ok();
        return scene;
    }

    /// <summary>Another review of the same case, by the same members, on an agenda that went out, and open, with these members in the room.</summary>
    public async Task Again(params object[] members)
    {
        var call = new { startsAt = LongFromNow, place = "the library, upstairs", invited = new[] { Coordinator, Advocate, Detective, Nurse, Housing, Prosecutor, UntrainedNurse }, chair = Advocate };
        Review = $"/v1/reviews/{(await Rosa.Post("/v1/reviews", call)).Ok().Id}";
        await Propose();
        await Begin(members);
    }

    /// <summary>The agenda goes out, the meeting is opened, everybody signs, and these members come.</summary>
    public async Task Begin(params object[] members)
    {
        (await Rosa.Post($"{Review}/agenda")).Ok();
        (await Rosa.Post($"{Review}/open")).Ok();
        foreach (var client in Everybody)
            (await client.Post($"{Review}/statement")).Ok();
        foreach (var member in members)
            (await Rosa.Post($"{Review}/attendance", new { member })).Ok();
    }

    /// <summary>Open Door brings the case.</summary>
    public async Task Propose() =>
        Item = $"{Review}/items/{(await Amina.Post($"{Review}/items", Proposal)).Ok().Id}";

    public object Proposal => new { @case = Case, title = "Marisol: wages and a room", items = new[] { Wages } };

    /// <summary>Everything that comes before a decision.</summary>
    public async Task Discuss()
    {
        (await Rosa.Post($"{Item}/open")).Ok();
        (await Rosa.Post($"{Item}/prior-actions", new { actions = Array.Empty<Guid>() })).Ok();
        (await Amina.Post($"{Item}/survivor-view", new { way = "throughAdvocate", view = "A room first. No police." })).Ok();
        (await Priya.Post($"{Item}/options", new { option = "A room at the motel until May." })).Ok();
    }

    public static object Decision(params (object Member, string Vote)[] votes) =>
        new { optionChosen = 1, rationale = "She asked for it.", survivorsView = "follows", votes = votes.Select(v => new { member = v.Member, vote = v.Vote }) };

    /// <summary>
    /// What was answered about this review, as it would be about any other: without its identifier, and without when it was opened and closed, which no
    /// two meetings share. Whether that is told is compared.
    /// </summary>
    public string OfAnyReview(ApiReply reply)
    {
        var text = reply.Text.Replace(Review[^36..], "this review", StringComparison.Ordinal);
        if (!text.StartsWith('{') || JsonNode.Parse(text) is not JsonObject answer)
            return Regex.Replace(text, "(>Held</dt>\n<dd[^>]*>)[^<]*", "$1at some time"); // on paper
        foreach (var instant in new[] { "openedAt", "closedAt" }.Where(answer.ContainsKey))
            answer[instant] = "at some time";
        return answer.ToJsonString();
    }

    public Task Revoke() => Record($"consent-{Survivor}", new ReleaseRevoked(Release, new("amina"), Channel.Telephone));

    /// <summary>Puts facts into the log whose routes belong to others.</summary>
    public async Task Record(string stream, params DomainEvent[] events)
    {
        var version = _versions.GetValueOrDefault(stream);
        var write = new StreamWrite(stream, stream.Split('-')[0], ExpectedVersion.Exactly(version), [.. events.Select(e => EventCodec.Current.Encode(e, Guid.NewGuid()))]);
        var result = await _host.Store.Append(new AppendRequest([write], [], new AppendMetadata("amina", "open-door", DateTimeOffset.UtcNow)), CancellationToken.None);
        _versions[stream] = result is AppendResult.Appended appended ? appended.Versions[0] : throw new InvalidOperationException(result.ToString());
    }

    private Task TaskForce() => _host.Once(async () =>
    {
        if ((await _host.Store.ReadStream("taskforce", 0, 1, CancellationToken.None)).Count > 0)
            return;
        await Record("taskforce", [new TaskForceFormed("River County", "River County", new("task-force-office")), new PolicySet(LongAgo, new PolicySettings(365, 3, 14)), .. Team.Select(t => new MemberAgencyAdded(new(t.Agency)))]);
        foreach (var (agency, person, kind) in Team)
            await Record($"agency-{agency}", new AgencyJoined(new(agency), agency, kind, [PolicyProfile.Vawa]), new AgreementSigned("MOU-1", LongAgo, LongFromNow), new ConfidentialityTrainingRecorded(new(person), LongAgo, LongFromNow));
    });

    /// <summary>She leaves these agencies in her release, and no others.</summary>
    public Task Narrow(params string[] agencies) => Record($"consent-{Survivor}", new ReleaseNarrowed(Release, Terms(agencies), new("amina"), Channel.Telephone));

    /// <summary>The time of the release runs out, and nobody records it.</summary>
    public Task LetItEnd(DateTimeOffset at, params string[] agencies) => Record($"consent-{Survivor}", new ReleaseNarrowed(Release, Terms(agencies) with { Expires = at }, new("amina"), Channel.Telephone));

    /// <summary>The policy names a time zone from now on.</summary>
    public async Task WorkIn(string zone)
    {
        _versions["taskforce"] = (await _host.Store.ReadStream("taskforce", 0, 1_000, CancellationToken.None)).Count;
        await Record("taskforce", new PolicySet(DateTimeOffset.UtcNow, new PolicySettings(365, 3, 14) { TimeZone = zone }));
    }

    /// <summary>An agency's standing is suspended.</summary>
    public Task Suspend(string agency) => OfAgency(agency, new StandingSuspended(Sensitive.Of("a concern")));

    /// <summary>It is restored.</summary>
    public Task Restore(string agency) => OfAgency(agency, new StandingRestored(Sensitive.Of("answered")));

    private async Task OfAgency(string agency, PartnerEvent fact)
    {
        _versions[$"agency-{agency}"] = (await _host.Store.ReadStream($"agency-{agency}", 0, 1_000, CancellationToken.None)).Count;
        await Record($"agency-{agency}", fact);
    }

    private static ReleaseTerms Terms(string[] agencies) => new()
    {
        Discloser = new("open-door"),
        Recipients = [.. agencies.Select(agency => new ReleaseRecipient(new(agency), []))],
        Grants = [new CategoryGrant(InformationCategory.Employment, SharingMode.VerbalInReview)],
        Purposes = [Purpose.CaseReview],
        Starts = LongAgo.AddDays(2),
        Expires = LongFromNow,
    };

    private DomainEvent[] ReleaseTo(params string[] agencies)
    {
        return
        [
            new ConsentRecordOpened(Survivor, new("open-door")),
            new NoticeGiven(new(Guid.NewGuid()), [.. agencies.Select(agency => new AgencyId(agency))], [NoticeTopic.Risks, NoticeTopic.Alternatives, NoticeTopic.Consequences], "es", true, new("amina"), LongAgo),
            new ReleaseSigned(Release, Terms(agencies), [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, LongAgo.AddDays(1))], Enum.GetValues<ReleaseWarning>(), new("amina")),
        ];
    }

    private static object Member(string agency, string person) => new { agency, person };
}
