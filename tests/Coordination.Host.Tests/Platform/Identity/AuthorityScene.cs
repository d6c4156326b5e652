using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>
/// A task force with an agency for each relation that there can be to a thing, and one thing of each kind, all made over the API. Then the store takes nothing
/// more: whatever is asked afterwards finds the same scene.
/// </summary>
internal sealed class AuthorityScene : IDisposable
{
    public const string Coordinating = "coordinating", Custodian = "custodian", Addressee = "addressee", InTheRoom = "in the room", Other = "other member", Suspended = "suspended", Left = "left", Unknown = "unknown", Audit = "audit body";

    private static readonly Dictionary<string, string> s_agencies = new()
    {
        [Coordinating] = "task-force-office",
        [Custodian] = "open-door",
        [Addressee] = "county-sheriff",
        [InTheRoom] = "river-clinic",
        [Other] = "bridge-housing",
        [Suspended] = "suspended-house",
        [Left] = "left-house",
        [Unknown] = "no-such-agency",
        [Audit] = "independent-audit",
    };

    private OneScene? _store;
    private readonly CoordinationHost _host;
    private readonly Dictionary<(string, string), ApiClient> _clients = [];
    private readonly Dictionary<string, Dictionary<string, string>> _things = [];

    private AuthorityScene() => _host = new CoordinationHost { InMemory = new(), Around = store => _store = new OneScene(store), MembersAreGiven = false }.With("TaskForce:AuditAgencies", "independent-audit");

    public static IReadOnlyList<string> Relations { get; } = [.. s_agencies.Keys];

    /// <summary>How the API describes itself.</summary>
    public JsonNode Api { get; private set; } = null!;

    public static async Task<AuthorityScene> Begin()
    {
        var scene = new AuthorityScene();
        scene.Api = (await scene._host.WithToken(null).Get("/openapi/v1.json")).Ok().Json;
        await scene.FormTaskForce();
        foreach (var custodian in new[] { Custodian, Suspended, Left })
            await scene.Serve(custodian);
        foreach (var addressee in new[] { Suspended, Left })
            scene._things[addressee]["disclosure"] = await scene.Disclose(scene._things[Custodian], addressee);
        await scene.Meet(scene._things[Custodian]);
        (await scene.Administrator.Post("/v1/agencies/suspended-house/suspend", new { reason = "under review" })).Ok();
        (await scene.Administrator.Post("/v1/agencies/left-house/leave", new { reason = "of its own will" })).Ok();
        scene._store!.IsClosed = true;
        return scene;
    }

    public void Dispose() => _host.Dispose();

    /// <summary>The things about which somebody of this relation asks: their own where they have any, else the custodian's.</summary>
    public IReadOnlyDictionary<string, string> ThingsFor(string relation) => _things.GetValueOrDefault(relation, _things[Custodian]);

    /// <summary>Somebody of the agency with this relation, in this role: always the same person, so that a role is all that differs.</summary>
    public ApiClient Who(string relation, string role)
    {
        if (_clients.TryGetValue((relation, role), out var known))
            return known;
        var agency = s_agencies[relation];
        return _clients[(relation, role)] = role == "survivor"
            ? _host.AsSurvivor(new SurvivorId(Guid.Parse(ThingsFor(relation)["survivor"])), agency)
            : _host.As(PersonOf(agency), agency, role);
    }

    private ApiClient Administrator => Who(Coordinating, "administrator");
    private ApiClient Coordinator => Who(Coordinating, "coordinator");

    public static string AgencyOf(string relation) => s_agencies[relation];

    private static string PersonOf(string agency) => $"somebody.of.{agency}";

    public static object MemberOf(string relation) => new { agency = s_agencies[relation], person = PersonOf(s_agencies[relation]) };

    private async Task FormTaskForce()
    {
        (await Administrator.Post("/v1/task-force", new { name = "River County", jurisdiction = "River County", coordinatingAgency = s_agencies[Coordinating] })).Ok();
        (await Administrator.Post("/v1/task-force/policy", new { settings = new { longestReleaseDays = 365, quorumMembers = 3, recallDays = 10 } })).Ok();
        var kinds = new Dictionary<string, string> { [Coordinating] = "coordinating", [Addressee] = "lawEnforcement", [InTheRoom] = "medical", [Other] = "housingAndServices" };
        foreach (var (relation, agency) in s_agencies.Where(known => known.Key is not (Unknown or Audit)))
        {
            (await Administrator.Post("/v1/agencies", new { agency, name = agency, kind = kinds.GetValueOrDefault(relation, "victimServices"), profiles = Array.Empty<string>() })).Ok();
            (await Administrator.Post($"/v1/agencies/{agency}/agreements", new { reference = "MOU-1", ends = DateTimeOffset.UtcNow.AddDays(300) })).Ok();
            (await Administrator.Post($"/v1/agencies/{agency}/trainings", new { person = PersonOf(agency), validUntil = DateTimeOffset.UtcNow.AddDays(300) })).Ok();
        }
    }

    /// <summary>An agency serves a survivor, with everything that follows from that.</summary>
    private async Task Serve(string custodian)
    {
        var things = _things[custodian] = new() { ["agency"] = s_agencies[custodian] };
        var (advocate, counsel, agency) = (Who(custodian, "advocate"), Who(custodian, "counsel"), s_agencies[custodian]);
        var survivor = things["survivor"] = things["with"] = things["from"] = await Made(advocate, "/v1/survivors", new { calledBy = "Marisol" });
        things["case"] = await Made(advocate, "/v1/cases", new { survivor, ownDescription = "He keeps my papers." });
        things["item"] = things["items"] = await Made(advocate, $"/v1/cases/{things["case"]}/items", new { category = "employment", sensitivity = "identifying", verbatim = "eleven weeks unpaid", summary = "unpaid work" });
        (await advocate.Post($"/v1/cases/{things["case"]}/participants", new { agency = s_agencies[Addressee], person = PersonOf(s_agencies[Addressee]), purpose = "investigation" })).Ok();
        await Release(things, advocate);
        things["disclosure"] = await Disclose(things, Addressee, custodian);
        things["office"] = (await advocate.Post("/v1/outside-recipients", new { name = "Sheriff of another county", kind = "lawEnforcement", address = "A detective, 1 Main Street" })).Ok().Json["office"]!.GetValue<string>();
        things["goal"] = await Made(advocate, $"/v1/services/{survivor}/goals", new { kind = "housing", words = "A door of my own." });
        things["offer"] = await Made(advocate, $"/v1/services/{survivor}/offers", new { kind = "housing", provider = "bridge-housing" });
        things["referral"] = await Made(advocate, $"/v1/services/{survivor}/referrals", new { kind = "housing", to = "bridge-housing" });
        things["relief"] = await Made(advocate, "/v1/relief", new { survivor, kind = "tDeclaration" });
        (await advocate.Post($"/v1/relief/{things["relief"]}/certifiers", new { certifier = s_agencies[Addressee], due = DateTimeOffset.UtcNow.AddDays(30) })).Ok();
        things["mandate"] = await Made(advocate, "/v1/mandates", new { survivor, kind = "probation", authority = "a court" });
        things["requirement"] = await Made(advocate, $"/v1/mandates/{things["mandate"]}/requirements", new { kind = "appearance", what = "to report" });
        things["process"] = await Made(advocate, "/v1/processes", new
        {
            kind = "subpoena",
            @case = things["case"],
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { things["item"] }, categories = Array.Empty<string>() },
        });
        things["hold"] = await Made(counsel, $"/v1/survivors/{survivor}/legal-holds", new { reference = "26-CR-1" });
        (await advocate.Post($"/v1/survivors/{survivor}/erasure-request")).Ok();
        things["endpoint"] = await Made(Who(custodian, "agencyAdministrator"), "/v1/webhooks", new { address = "https://hooks.example.org/in" });
        things["operation"] = await Made(Who(Addressee, "partner"), "/v1/operations", new { asked = agency, startsAt = DateTimeOffset.UtcNow.AddDays(3), plan = "A motel, on Friday night." });
        things["concern"] = await Made(Who(Addressee, "partner"), $"/v1/agencies/{agency}/concerns", new { kind = "pressure", what = "It was said aloud." });
        (await Coordinator.Post($"/v1/concerns/{things["concern"]}/put", new { words = "Something was said aloud." })).Ok();
        things["change"] = await Made(Coordinator, "/v1/council/changes", new { title = "Interviews", text = "No interview without an advocate." });
        (things["stream"], things["view"], things["position"], things["quarter"], things["path"]) = ("taskforce", "partner-inbox", "1", "2025-q1", "0/000");
        foreach (var named in new[] { "review", "decision", "action", "message", "guardian" })
            things[named] = Guid.NewGuid().ToString();
    }

    private static async Task Release(Dictionary<string, string> things, ApiClient advocate)
    {
        var consent = $"/v1/consent/{things["survivor"]}";
        (await advocate.Post(consent)).Ok();
        string[] recipients = [s_agencies[Addressee], s_agencies[InTheRoom], s_agencies[Coordinating], s_agencies[Suspended], s_agencies[Left]];
        (await advocate.Post($"{consent}/notices", new { recipients, topics = new[] { "risks", "alternatives", "consequences" }, language = "en", interpreter = false })).Ok();
        things["release"] = await Made(advocate, $"{consent}/releases", new
        {
            terms = new
            {
                recipients = recipients.Where(agency => agency != things["agency"]).Select(agency => new { agency }),
                grants = new[] { new { category = "employment", widestMode = "identifiedVerbatim" }, new { category = "employment", widestMode = "verbalInReview" } },
                purposes = new[] { "investigation", "caseReview" },
                days = 90,
            },
            signatures = new[] { new { capacity = "survivor", method = "electronic" } },
            warningsAcknowledged = new[] { "mayReachDefense", "mayBeRedisclosed", "cannotAlwaysBeRecalled" },
        });
    }

    private async Task<string> Disclose(Dictionary<string, string> things, string addressee, string custodian = Custodian)
    {
        var advocate = Who(custodian, "advocate");
        (await advocate.Post($"/v1/cases/{things["case"]}/participants", new { agency = s_agencies[addressee], person = PersonOf(s_agencies[addressee]), purpose = "investigation" })).Ok();
        var disclosure = await Made(advocate, "/v1/disclosures", new { @case = things["case"], agency = s_agencies[addressee], person = PersonOf(s_agencies[addressee]), purpose = "investigation" });
        (await advocate.Post($"/v1/disclosures/{disclosure}/authorise", new { items = new[] { new { item = things["item"], mode = "identifiedVerbatim" } } })).Ok();
        (await advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        return disclosure;
    }

    /// <summary>A review of the custodian's case, with a decision and an action.</summary>
    private async Task Meet(Dictionary<string, string> things)
    {
        string[] invited = [Coordinating, Custodian, InTheRoom, Suspended, Left], present = [Coordinating, Custodian, InTheRoom];
        var review = things["review"] = await Made(Coordinator, "/v1/reviews", new { startsAt = DateTimeOffset.UtcNow.AddDays(1), place = "the library", invited = invited.Select(MemberOf), chair = MemberOf(InTheRoom) });
        var at = $"/v1/reviews/{review}";
        things["agendaItem"] = await Made(Who(Custodian, "advocate"), $"{at}/items", new { @case = things["case"], title = "wages", items = new[] { things["item"] } });
        var item = $"{at}/items/{things["agendaItem"]}";
        (await Coordinator.Post($"{at}/agenda")).Ok();
        (await Coordinator.Post($"{at}/open")).Ok();
        foreach (var relation in present)
        {
            (await Who(relation, relation == Coordinating ? "coordinator" : "advocate").Post($"{at}/statement")).Ok();
            (await Coordinator.Post($"{at}/attendance", new { member = MemberOf(relation) })).Ok();
        }
        (await Coordinator.Post($"{item}/open")).Ok();
        (await Coordinator.Post($"{item}/prior-actions", new { actions = Array.Empty<Guid>() })).Ok();
        (await Who(Custodian, "advocate").Post($"{item}/survivor-view", new { way = "throughAdvocate", view = "A room first." })).Ok();
        (await Who(InTheRoom, "partner").Post($"{item}/options", new { option = "A room at the motel." })).Ok();
        things["decision"] = await Made(Coordinator, $"{item}/decisions", new
        {
            optionChosen = 1,
            rationale = "She asked for it.",
            survivorsView = "follows",
            votes = present.Select(relation => new { member = MemberOf(relation), vote = "for" }),
        });
        things["action"] = await Made(Coordinator, $"{item}/actions", new { owner = MemberOf(InTheRoom), task = "to ask the motel", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(20)) });
    }

    private static async Task<string> Made(ApiClient client, string path, object body)
    {
        var reply = await client.Post(path, body);
        return (int)reply.Status is >= 200 and < 300 ? reply.Id : throw new InvalidOperationException($"{path}: {reply.Text}");
    }

    /// <summary>
    /// The scene as it was prepared: once closed, what would change it is not stored, and the answer is that the store cannot be reached. Readings
    /// and refusals are stored, as ever.
    /// </summary>
    private sealed class OneScene(IEventStore prepared) : IEventStore
    {
        public bool IsClosed { get; set; }

        public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation) =>
            IsClosed && request.Writes.Any(write => !write.Stream.StartsWith("reading", StringComparison.Ordinal))
                ? throw new StoreUnavailableException("The scene is prepared.")
                : prepared.Append(request, cancellation);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => prepared.ReadStream(stream, afterVersion, limit, cancellation);
        public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation) => prepared.ReadStreams(after, limit, cancellation);
        public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => prepared.ReadAll(afterPosition, limit, cancellation);
        public Task NextAppend => prepared.NextAppend;
        public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => prepared.Subscribe(afterPosition, cancellation);
        public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => prepared.FindAnswer(key, cancellation);
        public ValueTask<long> Head(CancellationToken cancellation) => prepared.Head(cancellation);
    }
}
