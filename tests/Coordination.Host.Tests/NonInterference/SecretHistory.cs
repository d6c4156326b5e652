using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Partners;
using Coordination.Testing;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>
/// What is neither addressed to the looking agency nor done by it: other survivors, other releases of the same survivor, other requests,
/// refusals, recalls, meetings and items of meetings, errors. Each side has its own, by its own dice.
/// </summary>
internal sealed class SecretHistory(Scene scene, CommonHistory common, string side)
{
    private readonly List<string> _survivors = [], _cases = [], _disclosures = [], _releases = [], _reviews = [], _items = [], _concerns = [], _mandates = [];
    private readonly List<string> _marks = [];
    private int _keys;

    /// <summary>What others' commands answered for them to wait for.</summary>
    public IReadOnlyList<string> Marks => _marks;

    /// <summary>Things of which the looking agency should never know that they are there.</summary>
    public IEnumerable<string> Hidden => [.. _survivors, .. _cases, .. _disclosures, .. _releases, .. _reviews, .. _items, .. _concerns, .. _mandates];

    public async Task Go(Random dice)
    {
        for (var i = dice.Next(3); i > 0; i--)
            await (dice.Next(3) switch { 0 => Elsewhere(dice), 1 => AboutHer(dice), _ => Meetings(dice) });
    }

    private Task Elsewhere(Random dice) => dice.Next(9) switch
    {
        7 => Listen(),
        6 => Worry(dice),
        8 => Require(dice),
        0 => Welcome(scene.Advocate),
        1 => Welcome(scene.Neighbour),
        2 => Ask(scene.Prosecutor),
        3 => Ask(scene.Neighbour),
        4 => Standing(dice),
        _ => Stumble(dice),
    };

    private async Task Welcome(ApiClient advocate)
    {
        var survivor = await Post(advocate, "/v1/survivors", new { calledBy = "Somebody else" });
        if ((int)survivor.Status == 403)
            return;
        _survivors.Add(survivor.Ok().Id);
        _cases.Add((await Post(advocate, "/v1/cases", new { survivor = survivor.Id, ownDescription = "They owe me." })).Ok().Id);
        await Post(advocate, $"/v1/cases/{_cases[^1]}/items", new { category = "medical", sensitivity = "highRisk", verbatim = "hers alone" });
        await Post(advocate, $"/v1/consent/{survivor.Id}");
    }

    // An agency whose standing is suspended at the moment is refused; that is one more thing that happens elsewhere.
    private async Task Ask(ApiClient asks)
    {
        var asked = await Post(asks, "/v1/disclosure-requests", new { discloser = scene.Custodian.Value, purpose = "prosecution", categories = new[] { "narrative" }, about = "Marisol" });
        if ((int)asked.Status == 202)
            _disclosures.Add(asked.Id);
    }

    // About the looking agency nothing is put to it; what others do with a concern of their own is theirs.
    private async Task Worry(Random dice)
    {
        if (dice.Next(4) == 0)
        {
            // As concerns were recorded before they had streams of their own.
            var concern = new ConcernRaised(new(Guid.NewGuid()), ConcernKind.Redisclosure, scene.Custodian, Sensitive.Of("They passed it on."));
            await scene.Side.Record($"agency-{scene.Looker}", concern);
            _concerns.Add(concern.Concern.ToString());
        }
        else if (dice.Next(2) == 0)
        {
            var about = dice.Next(2) == 0 ? scene.Looker : scene.Shelter;
            var survivor = dice.Next(2) == 0 ? scene.Survivor.ToString() : null;
            _concerns.Add((await Post(scene.Advocate, $"/v1/agencies/{about}/concerns", new { kind = "pressure", what = "They wait outside.", survivor })).Ok().Id);
        }
        else if (_concerns.Count > 0)
            await Post(scene.Coordinator, $"/v1/concerns/{_concerns[dice.Next(_concerns.Count)]}/dismiss", new { reason = "It was somebody else." });
    }

    /// <summary>Another agency wants to be told, and is told something.</summary>
    private async Task Listen()
    {
        var endpoint = await Scene.Endpoint(scene.OthersAdministrator, scene.Other, $"{side}-{scene.Number}-{_keys++}");
        if ((int)endpoint.Status == 201)
            await Post(scene.OthersAdministrator, $"/v1/webhooks/{endpoint.Id}/test");
    }

    private async Task Require(Random dice)
    {
        if (dice.Next(2) == 0)
        {
            await Post(scene.Coordinator, "/v1/council/changes", new { title = "Interviews", text = "No interview without an advocate." });
            return;
        }

        _mandates.Add((await Post(scene.Advocate, "/v1/mandates", new { survivor = scene.Survivor.ToString(), kind = "probation", authority = "a court" })).Ok().Id);
        await Post(scene.Advocate, $"/v1/mandates/{_mandates[^1]}/requirements", new { kind = "appearance", what = "Every Monday.", hoursEachWeek = dice.Next(1, 9) });
    }

    private Task<ApiReply> Standing(Random dice) => dice.Next(2) == 0
        ? Post(scene.Administrator, $"/v1/agencies/{scene.Shelter}/{(dice.Next(2) == 0 ? "suspend" : "restore")}", new { reason = "a concern" })
        : Post(scene.Administrator, $"/v1/agencies/{scene.Shelter}/trainings", new { person = "somebody.new", validUntil = Side.Start.AddDays(100 + dice.Next(100)) });

    private Task<ApiReply> Stumble(Random dice) => dice.Next(5) switch
    {
        0 => scene.Prosecutor.Get($"/v1/disclosures/{Guid.NewGuid()}"),
        1 => Post(scene.Nurse, $"/v1/reviews/{(common.Review.Length > 0 ? common.Review : Guid.NewGuid().ToString())}/items/{Guid.NewGuid()}/recusal"),
        2 => scene.Auditor.Get($"/v1/audit/replay/consent-{scene.Survivor}"), // puts a record of it into the log
        3 => scene.Auditor.Get($"/v1/audit/cases/{scene.Case}"),
        _ => Post(scene.Prosecutor, "/v1/disclosure-requests", new { purpose = "gossip" }),
    };

    private Task AboutHer(Random dice) => dice.Next(10) switch
    {
        0 => Prepare($"/v1/disclosures/{Open}/match", new { @case = scene.Case }),
        1 => Prepare($"/v1/disclosures/{Open}/unmatched"),
        2 => Prepare($"/v1/disclosures/{Open}/authorise", new { }),
        3 => Post(scene.Advocate, $"/v1/cases/{scene.Case}/items", new { category = "medical", sensitivity = "highRisk", verbatim = "hers alone" }),
        4 => Post(scene.Advocate, $"/v1/consent/{scene.Survivor}/declinations", new { through = "inPerson", recipients = new[] { scene.Clinic.Value } }),
        5 => Post(scene.Advocate, $"/v1/cases/{scene.Case}/participants", new { agency = scene.Other.Value, person = Scene.Person(scene.Other), purpose = "prosecution" }),
        6 => Serve(),
        8 => Post(scene.Advocate, $"/v1/cases/{scene.Case}/items/{scene.Secret}/correct", new { reason = "Not hers.", instead = new { category = "services", sensitivity = "identifying", verbatim = "another secret" } }),
        7 when _releases.Count > 0 => Post(scene.Advocate, $"/v1/consent/{scene.Survivor}/releases/{_releases[dice.Next(_releases.Count)]}/revoke", new { through = "telephone" }),
        _ => ReleaseToOther(),
    };

    private string Open => common.Asked.FirstOrDefault(id => !common.Made.Contains(id)) ?? _disclosures.LastOrDefault() ?? Guid.NewGuid().ToString();

    private Task<ApiReply> Prepare(string path, object? body = null) => Post(scene.Advocate, path, body);

    private async Task Serve()
    {
        await Post(scene.Advocate, "/v1/processes", new
        {
            kind = "subpoena",
            @case = scene.Case,
            authority = new { agency = scene.Other.Value },
            issuedBy = "a court",
            reference = "22-CR-1",
            names = new { items = Array.Empty<Guid>(), categories = new[] { "narrative" } },
        });
    }

    private async Task ReleaseToOther()
    {
        await Post(scene.Advocate, $"/v1/consent/{scene.Survivor}/notices", new { recipients = new[] { scene.Other.Value }, topics = new[] { "risks", "alternatives", "consequences" }, language = "en", interpreter = false });
        var release = await Post(scene.Advocate, $"/v1/consent/{scene.Survivor}/releases", new
        {
            terms = new { recipients = new[] { new { agency = scene.Other.Value } }, grants = new[] { new { category = "services", widestMode = "identifiedVerbatim" } }, purposes = new[] { "prosecution", "caseReview" }, days = 30 },
            signatures = new[] { new { capacity = "survivor", method = "electronic" } },
            warningsAcknowledged = new[] { "mayReachDefense", "mayBeRedisclosed", "cannotAlwaysBeRecalled" },
        });
        _releases.Add(release.Ok().Id);
        await Post(scene.Advocate, $"/v1/cases/{scene.Case}/participants", new { agency = scene.Other.Value, person = Scene.Person(scene.Other), purpose = "prosecution" });
        var offered = await Post(scene.Advocate, "/v1/disclosures", new { @case = scene.Case, agency = scene.Other.Value, person = Scene.Person(scene.Other), purpose = "prosecution" });
        _disclosures.Add(offered.Ok().Id);
        await Post(scene.Advocate, $"/v1/disclosures/{offered.Id}/authorise", new { items = new[] { new { item = scene.Secret, mode = "identifiedVerbatim" } } });
        await Post(scene.Advocate, $"/v1/disclosures/{offered.Id}/make");
        await Post(scene.Prosecutor, $"/v1/disclosures/{offered.Id}/acknowledge");
    }

    private Task Meetings(Random dice) => dice.Next(6) switch
    {
        0 => MeetWithout(),
        1 when _items.Count > 0 => Post(scene.Coordinator, $"/v1/reviews/{common.Review}/items/{_items[^1]}/open"),
        2 when _items.Count > 0 => Post(scene.Prosecutor, $"/v1/reviews/{common.Review}/items/{_items[^1]}/conflict", new { nature = "My brother." }),
        3 when _items.Count > 0 => Post(scene.Prosecutor, $"/v1/reviews/{common.Review}/items/{_items[^1]}/recusal"),
        4 when common.Review.Length > 0 => Post(scene.Nurse, $"/v1/reviews/{common.Review}/apologies", new { information = "Traffic." }),
        _ when common.Review.Length > 0 && !common.IsPublished => Bring(),
        _ => MeetWithout(),
    };

    /// <summary>An item for the meeting to which the looking agency is invited, for which it is not covered.</summary>
    private async Task Bring()
    {
        if (_releases.Count == 0)
            await ReleaseToOther();
        var brought = await Post(scene.Advocate, $"/v1/reviews/{common.Review}/items", new { @case = scene.Case, title = "Another matter", items = new[] { scene.Secret } });
        if ((int)brought.Status == 201)
            _items.Add(brought.Id);
    }

    private async Task MeetWithout()
    {
        var invited = new[] { Side.Office, scene.Custodian, scene.Other, scene.Clinic }.Select(Scene.Member).ToArray();
        _reviews.Add((await Post(scene.Coordinator, "/v1/reviews", new { startsAt = Side.Start.AddDays(1), place = "elsewhere", invited, chair = Scene.Member(scene.Custodian) })).Ok().Id);
        await Post(scene.Coordinator, $"/v1/reviews/{_reviews[^1]}/agenda");
    }

    private async Task<ApiReply> Post(ApiClient client, string path, object? body = null)
    {
        var reply = await client.Post(path, body, $"{side}-{scene.Number}-{_keys++}");
        if (reply.Headers.TryGetValues("Read-Mark", out var marks))
            _marks.AddRange(marks);
        return reply;
    }
}
