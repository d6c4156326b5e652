using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Host.Tests.Features.CaseReviews;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;

namespace Coordination.Host.Tests.Features.Erasure;

/// <summary>
/// Two survivors of whom something is kept in every place where something can be kept: one with a record, a case, copies, mandates and what else there
/// is, and one who was spoken of at two reviews. Every text of theirs holds one of <see cref="Said"/>.
/// </summary>
internal sealed class ErasureScene
{
    /// <summary>What stands in their texts, and nowhere else.</summary>
    public static readonly IReadOnlyList<string> Said =
        ["Marisol", "He keeps my papers", "account, ", "plate 123", "KANARIE", "A room first", "A room at the motel", "She asked for it", "Call the motel", "A room until May", "Everything that was said"];

    /// <summary>Whether an answer holds any of it.</summary>
    public static bool IsSaidIn(string answer) => Said.Any(text => answer.Contains(text, StringComparison.Ordinal));

    private readonly DisclosureWorld _world;
    private readonly ReviewScene _review;
    private readonly CoordinationHost _host;

    private ErasureScene(CoordinationHost host, ReviewScene review) => (_host, _review, _world) = (host, review, new DisclosureWorld(host));

    public IReadOnlyList<string> Survivors => [$"{_world.Survivor}", $"{_review.Survivor}"];

    private string Copy { get; set; } = "";
    private string Request { get; set; } = "";
    private string Mandate { get; set; } = "";
    private string Process { get; set; } = "";
    private string Relief { get; set; } = "";
    private string Concern { get; set; } = "";
    private string Operation { get; set; } = "";
    private string FirstReview { get; set; } = "";
    private string Endpoint { get; set; } = "";

    public static async Task<ErasureScene> Begin(CoordinationHost host)
    {
        var review = await ReviewScene.Called(host);
        var scene = new ErasureScene(host, review);
        await scene.Meet();
        await review.Record("agency-county-sheriff", new ConfidentialityTrainingRecorded(new("dana.whitfield"), DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(99)));
        await scene.Keep();
        return scene;
    }

    /// <summary>Both ask for it, and a second person carries it out.</summary>
    public async Task Erase()
    {
        foreach (var survivor in Survivors)
        {
            (await _world.Advocate.Post($"/v1/survivors/{survivor}/erasure-request")).Ok();
            (await _host.As("berta.okoye", "open-door", "advocate").Post($"/v1/survivors/{survivor}/erase")).Ok();
        }
    }

    /// <summary>Two meetings at which somebody was spoken of: one is over, and what it asked for is looked at in the next, which is over too.</summary>
    private async Task Meet()
    {
        await _review.Record($"survivor-{_review.Survivor}", new SurvivorWelcomed(_review.Survivor, new("open-door"), Sensitive.Of("R."), null));
        await _review.Propose();
        await _review.Begin(ReviewScene.Coordinator, ReviewScene.Advocate, ReviewScene.Nurse, ReviewScene.Detective);
        await _review.Discuss();
        (await _review.Rosa.Post($"{_review.Item}/decisions", ReviewScene.Decision((ReviewScene.Advocate, "for"), (ReviewScene.Nurse, "for"), (ReviewScene.Detective, "for"), (ReviewScene.Coordinator, "for")))).Ok();
        (await _review.Rosa.Post($"{_review.Item}/actions", new { owner = ReviewScene.Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Ok();
        (await _review.Rosa.Post($"{_review.Item}/close")).Ok();
        (await _review.Rosa.Post($"{_review.Item}/minutes", new { minutes = "A room until May." })).Ok();
        (await _review.Rosa.Post($"{_review.Review}/minutes", new { minutes = "Everything that was said.", agreedBy = new[] { ReviewScene.Advocate, ReviewScene.Nurse, ReviewScene.Detective } })).Ok();
        (await _review.Rosa.Post($"{_review.Review}/close")).Ok();
        FirstReview = _review.Review;
        await _review.Again(ReviewScene.Coordinator, ReviewScene.Advocate, ReviewScene.Nurse, ReviewScene.Detective);
    }

    private async Task Keep()
    {
        await _world.Begin();
        var her = $"{_world.Survivor}";
        var (advocate, counsel) = (_world.Advocate, _host.As("clara.voss", "open-door", "counsel"));
        (await advocate.Post($"/v1/survivors/{her}/own-words", new { words = "KANARIE own words" })).Ok();
        Copy = await _world.Made();
        Request = (await _world.Ask("KANARIE about her")).Ok().Id;
        (await advocate.Post($"/v1/disclosures/{Request}/match", new { @case = _world.Case })).Ok();
        Mandate = (await advocate.Post("/v1/mandates", new { survivor = her, kind = "diversionCourt", authority = "KANARIE court" })).Ok().Id;
        (await advocate.Post($"/v1/mandates/{Mandate}/requirements", new { kind = "classes", what = "KANARIE classes", hoursEachWeek = 8, feeInDollars = 120 })).Ok();
        Process = (await advocate.Post("/v1/processes", new
        {
            kind = "subpoena",
            @case = _world.Case,
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "KANARIE 26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
        })).Ok().Id;
        (await counsel.Post($"/v1/processes/{Process}/review", new { finding = "complies", advice = "KANARIE advice" })).Ok();
        Relief = (await advocate.Post("/v1/relief", new { survivor = her, kind = "tDeclaration" })).Ok().Id;
        (await advocate.Post($"/v1/relief/{Relief}/certifiers", new { certifier = "county-sheriff", due = DateTimeOffset.UtcNow.AddDays(3) })).Ok();
        (await advocate.Post($"/v1/relief/{Relief}/certifiers/county-sheriff/answer", new { answer = "certified", note = "KANARIE on paper" })).Ok();
        Concern = (await advocate.Post("/v1/agencies/county-sheriff/concerns", new { kind = "pressure", what = "KANARIE concern", survivor = her })).Ok().Id;
        (await advocate.Post($"/v1/services/{her}/goals", new { kind = "housing", words = "KANARIE goal" })).Ok();
        Operation = (await _world.Dana.Post("/v1/operations", new { asked = "open-door", startsAt = DateTimeOffset.UtcNow.AddDays(2), plan = "two places on the highway" })).Ok().Id;
        Endpoint = (await _host.As("adam", "open-door", "agencyAdministrator").Post("/v1/webhooks", new { address = "https://hooks.example.org/x", kinds = new[] { "actionDue" } })).Ok().Id;
    }

    /// <summary>Every question of the API, asked by whoever is shown the most.</summary>
    public IEnumerable<Question> Questions()
    {
        var (her, herCase) = ($"{_world.Survivor}", _world.Case);
        yield return Custodian("/v1/survivors/{survivor}", $"/v1/survivors/{her}");
        yield return Custodian("/v1/cases/{case}", $"/v1/cases/{herCase}") with { KeepsHerRow = true };
        yield return Custodian("/v1/services/{survivor}", $"/v1/services/{her}") with { KeepsHerRow = true };
        yield return Custodian("/v1/mandates/{mandate}", $"/v1/mandates/{Mandate}") with { KeepsHerRow = true };
        yield return Custodian("/v1/processes/{process}", $"/v1/processes/{Process}") with { KeepsHerRow = true };
        yield return Custodian("/v1/relief/{relief}", $"/v1/relief/{Relief}") with { KeepsHerRow = true };
        yield return Custodian("/v1/disclosures/{disclosure}", $"/v1/disclosures/{Request}") with { KeepsHerRow = true };
        yield return Custodian("/v1/concerns", "/v1/concerns") with { KeepsHerRow = true };
        yield return Custodian("/v1/concerns/{concern}", $"/v1/concerns/{Concern}") with { KeepsHerRow = true };
        yield return Custodian("/v1/caseload", "/v1/caseload") with { KeepsHerRow = true }; // of copies that are still to be answered for
        yield return Custodian("/v1/caseload/survivors", "/v1/caseload/survivors");
        yield return Custodian("/v1/caseload/cases", "/v1/caseload/cases");
        yield return Custodian("/v1/caseload/disclosures", "/v1/caseload/disclosures") with { KeepsHerRow = true };
        yield return Custodian("/v1/caseload/mandates", "/v1/caseload/mandates");
        yield return Custodian("/v1/disclosures/{disclosure}", $"/v1/disclosures/{Copy}") with { KeepsHerRow = true };
        yield return Of("/v1/disclosures/{disclosure}", $"/v1/disclosures/{Copy}", "dana.whitfield", "county-sheriff", "partner");
        yield return Of("/v1/disclosures/{disclosure}/page", $"/v1/disclosures/{Copy}/page", "dana.whitfield", "county-sheriff", "partner");
        yield return Of("/v1/inbox", "/v1/inbox", "dana.whitfield", "county-sheriff", "partner");
        yield return Of("/v1/inbox/disclosures", "/v1/inbox/disclosures", "dana.whitfield", "county-sheriff", "partner");
        yield return Of("/v1/inbox/actions", "/v1/inbox/actions", "priya", "river-clinic", "partner");
        yield return Of("/v1/reviews/{review}", FirstReview, "amina", "open-door", "advocate") with { KeepsHerRow = true };
        yield return Of("/v1/reviews/{review}", _review.Review, "amina", "open-door", "advocate") with { KeepsHerRow = true };
        yield return Of("/v1/reviews/{review}", FirstReview, "priya", "river-clinic", "partner");
        yield return Of("/v1/reviews/{review}/minutes", $"{FirstReview}/minutes", "amina", "open-door", "advocate") with { KeepsHerRow = true };
        yield return Of("/v1/reviews/{review}/packet", $"{_review.Review}/packet", "amina", "open-door", "advocate");
        yield return Of("/v1/reviews/{review}/packet/page", $"{_review.Review}/packet/page", "amina", "open-door", "advocate");
        yield return Of("/v1/reviews/{review}/minutes", $"{FirstReview}/minutes", "priya", "river-clinic", "partner");
        yield return Of("/v1/reviews/{review}/minutes/page", $"{FirstReview}/minutes/page", "priya", "river-clinic", "partner");
        yield return Of("/v1/reviews/{review}/items/{item}/prior-actions", $"{_review.Item}/prior-actions", "priya", "river-clinic", "partner");
        yield return Of("/v1/board", "/v1/board", "rosa", "task-force-office", "coordinator");
        yield return Of("/v1/board/actions", "/v1/board/actions", "rosa", "task-force-office", "coordinator");

        // What shows no text of hers at any time: identifiers, dates, what agencies did, and what a requester wrote, which stays theirs.
        yield return Silent("/v1/board/reviews", "rosa", "task-force-office", "coordinator");
        yield return Silent("/v1/reminders", "amina.yusuf", "open-door", "advocate");
        yield return Silent("/v1/processes", "amina.yusuf", "open-door", "advocate");
        yield return Silent("/v1/caseload/reports", "amina.yusuf", "open-door", "advocate");
        foreach (var path in new[] { "/v1/notice-words", "/v1/notice-words/page", "/v1/outside-recipients" })
            yield return Silent(path, "amina.yusuf", "open-door", "advocate");
        yield return Silent("/v1/outside-recipients/{office}", "amina.yusuf", "open-door", "advocate", "/v1/outside-recipients/another-county");
        yield return Silent("/v1/disclosures/{disclosure}/letter", "amina.yusuf", "open-door", "advocate", $"/v1/disclosures/{Copy}/letter");
        yield return Silent("/v1/disclosures/{disclosure}/letter/page", "amina.yusuf", "open-door", "advocate", $"/v1/disclosures/{Copy}/letter/page");
        yield return Silent("/v1/consent/{survivor}", "amina.yusuf", "open-door", "advocate", $"/v1/consent/{her}");
        yield return Silent("/v1/survivors/{survivor}/accounting", "amina.yusuf", "open-door", "advocate", $"/v1/survivors/{her}/accounting");
        yield return Silent("/v1/survivors/{survivor}/erasure", "amina.yusuf", "open-door", "advocate", $"/v1/survivors/{her}/erasure");
        yield return Silent("/v1/certifications", "dana.whitfield", "county-sheriff", "partner");
        yield return Silent("/v1/certifications/{relief}", "dana.whitfield", "county-sheriff", "partner", $"/v1/certifications/{Relief}");
        yield return Silent("/v1/operations", "dana.whitfield", "county-sheriff", "partner");
        yield return Silent("/v1/operations/{operation}", "dana.whitfield", "county-sheriff", "partner", $"/v1/operations/{Operation}");
        yield return Silent("/v1/inbox/reviews", "priya", "river-clinic", "partner");
        yield return Silent("/v1/inbox/referrals", "priya", "river-clinic", "partner");
        yield return Silent("/v1/me", "amina.yusuf", "open-door", "advocate");
        yield return Silent("/v1/me/profiles", "amina.yusuf", "open-door", "advocate");
        yield return new("/v1/requests", "/v1/requests", host => host.As("dana.whitfield", "county-sheriff", "partner"), ShowsHer: true) { IsTheRequesters = true };
        foreach (var (path, address) in new[] { ("/v1/ledger", "/v1/ledger"), ("/v1/ledger/releases", "/v1/ledger/releases"), ("/v1/ledger/disclosures", "/v1/ledger/disclosures"), ("/v1/ledger/readings", "/v1/ledger/readings"), ("/v1/ledger/decisions", "/v1/ledger/decisions"), ("/v1/ledger/reports", "/v1/ledger/reports") })
            yield return new(path, address, host => host.AsSurvivor(_world.Survivor, "open-door"), ShowsHer: false) { KeepsHerRow = true };
        yield return new("/v1/ledger/mandates", "/v1/ledger/mandates", host => host.AsSurvivor(_world.Survivor, "open-door"), ShowsHer: true) { KeepsHerRow = true };
        foreach (var path in new[] { "/v1/accountability/agencies", "/v1/accountability/recalls", "/v1/outcomes" })
            yield return Silent(path, "rosa", "task-force-office", "coordinator");
        yield return Silent("/v1/outcomes/{quarter}", "rosa", "task-force-office", "coordinator", "/v1/outcomes/2024-q1");
        foreach (var path in new[] { "/v1/agencies", "/v1/council/changes", "/v1/task-force", "/v1/task-force/policies", "/v1/task-force/rule-sets", "/v1/task-force/tables" })
            yield return Silent(path, "rosa", "task-force-office", "coordinator");
        yield return Silent("/v1/agencies/{agency}", "rosa", "task-force-office", "coordinator", "/v1/agencies/open-door");
        yield return Silent("/v1/webhooks", "adam", "open-door", "agencyAdministrator");
        yield return Silent("/v1/webhooks/{endpoint}", "adam", "open-door", "agencyAdministrator", $"/v1/webhooks/{Endpoint}");
        yield return Silent("/v1/webhooks/{endpoint}/dead-letters", "adam", "open-door", "agencyAdministrator", $"/v1/webhooks/{Endpoint}/dead-letters");
        foreach (var (path, address) in Audited())
            yield return Silent(path, "noor.haddad", "state-auditor", "auditor", address) with { KeepsHerRow = true };
    }

    private IEnumerable<(string Path, string Address)> Audited()
    {
        var (her, herCase) = ($"{_world.Survivor}", _world.Case);
        yield return ("/v1/audit/accountability/agencies", "/v1/audit/accountability/agencies");
        yield return ("/v1/audit/accountability/recalls", "/v1/audit/accountability/recalls");
        yield return ("/v1/audit/cases/{case}", $"/v1/audit/cases/{herCase}");
        yield return ("/v1/audit/cases/{case}/state", $"/v1/audit/cases/{herCase}/state");
        yield return ("/v1/audit/diff", "/v1/audit/diff");
        yield return ("/v1/audit/disclosures/{disclosure}/explanation", $"/v1/audit/disclosures/{Copy}/explanation");
        yield return ("/v1/audit/outcomes", "/v1/audit/outcomes");
        yield return ("/v1/audit/outcomes/{quarter}", "/v1/audit/outcomes/2024-q1");
        yield return ("/v1/audit/rederivation", "/v1/audit/rederivation");
        yield return ("/v1/audit/replay/{stream}", $"/v1/audit/replay/case-{herCase}");
        yield return ("/v1/audit/state/{stream}", $"/v1/audit/state/survivor-{her}");
        yield return ("/v1/audit/streams/{stream}", $"/v1/audit/streams/case-{herCase}");
        yield return ("/v1/audit/survivors/{survivor}/accounting", $"/v1/audit/survivors/{her}/accounting");
        yield return ("/v1/audit/views/{view}", "/v1/audit/views/advocate-caseload");
        yield return ("/v1/log/checkpoint", "/v1/log/checkpoint");
        yield return ("/v1/log/proofs/{position}", "/v1/log/proofs/1");
        yield return ("/v1/log/tile/{path}", "/v1/log/tile/0/000");
        yield return ("/v1/log/verification", "/v1/log/verification");
    }

    private static Question Custodian(string path, string address) => Of(path, address, "amina.yusuf", "open-door", "advocate");

    private static Question Of(string path, string address, string person, string agency, string role) => new(path, address, host => host.As(person, agency, role), ShowsHer: true);

    private static Question Silent(string path, string person, string agency, string role, string? address = null) =>
        new(path, address ?? path, host => host.As(person, agency, role), ShowsHer: false) { KeepsHerRow = true };
}

/// <summary>A question of the API.</summary>
/// <param name="Path">As the API describes it.</param>
/// <param name="Address">As it is asked.</param>
/// <param name="By">Who asks.</param>
/// <param name="ShowsHer">Whether a text of hers is in the answer before the erasure.</param>
internal sealed record Question(string Path, string Address, Func<CoordinationHost, ApiClient> By, bool ShowsHer)
{
    /// <summary>Whether that she was served stays in the answer, though nothing of what was said.</summary>
    public bool KeepsHerRow { get; init; }

    /// <summary>Whether what it shows is what a requester wrote, which stays theirs.</summary>
    public bool IsTheRequesters { get; init; }

    public async Task<string> Ask(CoordinationHost host) => (await By(host).Get(Address)).Text;
}
