using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Features.Disclosures.Recalls;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>Somebody outside the task force whom she chose: recorded, released to, given a copy on paper, asked back by a letter.</summary>
public sealed class OutsideRecipientTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    private ApiClient Advocate => _world.Advocate;

    public async ValueTask InitializeAsync()
    {
        await _world.Begin();
        await ProfileRules.Adopt(host, _world);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void A_copy_for_an_office_names_who_is_there_to_the_agency_that_recorded_them_and_to_nobody_else()
    {
        var (office, ruth, own, now) = (new AgencyId("outside-1"), new PersonId("ruth"), new AgencyId("open-door"), host.Time.GetUtcNow());
        var known = new PartnerPosition.Outside { Agency = office, Name = "Sheriff of River County", Kind = AgencyKind.LawEnforcement, For = own, Persons = ImmutableDictionary<PersonId, Sensitive<string>>.Empty.Add(ruth, Sensitive.Of("Ruth Vance, 7 Mill Road")) };
        var named = TaskForceStream.Definition.Fold(TaskForceState.Initial,
        [
            new TaskForceFormed("task force", "county", own),
            new JurisdictionTableLoaded(now.AddDays(-1), new JurisdictionTable { Jurisdiction = "us", Name = "United States", Version = "1" }, [new(AuthorityKind.LawEnforcement, office)], ruth),
        ]);
        string? To(PartnerPosition position, AgencyId discloser, PersonId? person, TaskForceState? taskForce = null) => RecipientAddress.OrName(
            position, new DisclosureTerms(new DisclosureId(Guid.NewGuid()), discloser, new(office, person), Purpose.Investigation, ClaimedBasis.CourtOrder, null), taskForce ?? TaskForceState.Initial, now)?.Reveal();

        Assert.Equal(("Sheriff of River County", "Ruth Vance, 7 Mill Road"), (To(known, own, null), To(known, own, ruth)));
        var other = new AgencyId("harbor-house");
        Assert.Equal((null, null), (To(known, other, null), To(known, other, ruth)));
        Assert.Equal(("Sheriff of River County", "Sheriff of River County"), (To(known, other, null, named), To(known, other, ruth, named)));
        Assert.Equal("Sheriff of River County", To(known with { For = null }, other, ruth));
        Assert.Null(To(PartnerPosition.Initial, own, null));
    }

    [Fact]
    public async Task The_whole_way_from_the_record_to_what_came_back()
    {
        var (office, person) = await Recorded("Sheriff of River County", "lawEnforcement", "Detective Ruth Vance, 7 Mill Road, Riverton");
        var (consent, @case, item) = await Case();
        var release = await Released(consent, office, person);
        (await Advocate.Post($"/v1/cases/{@case}/participants", new { agency = office, person, purpose = "investigation" })).Ok();

        var disclosure = (await Advocate.Post("/v1/disclosures", new { @case, agency = office, person, purpose = "investigation" })).Ok().Id;
        (await Advocate.Post($"/v1/disclosures/{disclosure}/authorise", new { items = new[] { new { item, mode = "identifiedVerbatim" } } })).Ok();
        (await Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        var paper = (await Advocate.Get($"/v1/disclosures/{disclosure}/page")).Ok().Text;
        Assert.Contains("eleven weeks unpaid", paper, StringComparison.Ordinal);
        Assert.Contains("Detective Ruth Vance, 7 Mill Road, Riverton", paper, StringComparison.Ordinal);
        Assert.Equal("not-found", (await Advocate.Get($"/v1/disclosures/{disclosure}/letter")).Problem);

        var survivor = consent.Split('/')[^1];
        var accounted = (await Advocate.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray().Single()!;
        Assert.Equal((office, person), (Text(accounted["recipient"]!["agency"]), Text(accounted["recipient"]!["person"])));
        Assert.Equal("Sheriff of River County", Text(accounted["recipientName"]));
        Assert.Null(accounted["withoutRelease"]);
        var herself = host.AsSurvivor(new SurvivorId(Guid.Parse(survivor)), "open-door");
        JsonNode ledger;
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
        {
            while ((ledger = (await herself.Get("/v1/ledger")).Ok().Json)["given"]!["items"]!.AsArray().Count == 0)
                await Task.Delay(20, limit.Token);
        }
        Assert.Equal("Sheriff of River County", Text(ledger["given"]!["items"]![0]!["toName"]));
        Assert.Equal((office, "Sheriff of River County"), (Text(ledger["inForce"]!["items"]![0]!["names"]![0]!["agency"]), Text(ledger["inForce"]!["items"]![0]!["names"]![0]!["name"])));
        Assert.True(ledger["inForce"]!["items"]![0]!["inForceNow"]!.GetValue<bool>());
        Assert.DoesNotContain("Ruth Vance", ledger.ToJsonString(), StringComparison.Ordinal);

        await Until("/v1/reminders", json => Reminds(json, "handOverDue", disclosure));
        (await Advocate.Post($"/v1/disclosures/{disclosure}/handed-over", new { to = "Detective Ruth Vance", through = "letter" })).Ok();
        (await Advocate.Post($"{consent}/releases/{release}/revoke", new { through = "telephone" })).Ok();
        await Until("/v1/reminders", json => Reminds(json, "letterToSend", disclosure) && !Reminds(json, "handOverDue", disclosure));
        var reminder = (await Advocate.Get("/v1/reminders")).Ok().Json["items"]!.AsArray().Single(one => Text(one!["kind"]) == "letterToSend" && Text(one["id"]) == disclosure)!;
        Assert.False(reminder["overdue"]!.GetValue<bool>());
        Assert.Contains("letter/sent", Text(reminder["toDo"]), StringComparison.Ordinal);

        var letter = (await Advocate.Get($"/v1/disclosures/{disclosure}/letter")).Ok().Json;
        Assert.Equal("Detective Ruth Vance, 7 Mill Road, Riverton", Text(letter["to"]));
        Assert.Equal(("Sheriff of River County", "The open-door"), (Text(letter["office"]), Text(letter["from"])));
        Assert.Equal((1, "narrative"), (letter["items"]![0]!["number"]!.GetValue<int>(), Text(letter["items"]![0]!["category"])));
        Assert.Contains(letter["text"]!.AsArray(), paragraph => Text(paragraph).Contains("tell us what you must keep and why", StringComparison.Ordinal));
        var page = (await Advocate.Get($"/v1/disclosures/{disclosure}/letter/page?zone=America/Chicago")).Ok().Text;
        Assert.Contains("Number 1 of your copy", page, StringComparison.Ordinal);
        foreach (var kept in new[] { "eleven weeks unpaid", "revoked", "telephone", disclosure, survivor })
        {
            Assert.DoesNotContain(kept, page, StringComparison.OrdinalIgnoreCase);
        }

        var early = await Advocate.Post($"/v1/disclosures/{disclosure}/letter/answer", new { answer = "returned" });
        Assert.Equal("wrong-state", early.Problem);
        Assert.Contains("letter/sent", early.Text, StringComparison.Ordinal);
        (await Advocate.Post($"/v1/disclosures/{disclosure}/letter/sent", new { })).Ok();
        await Until("/v1/reminders", json => Reminds(json, "recallUnanswered", disclosure) && !Reminds(json, "letterToSend", disclosure));
        Assert.NotNull((await Advocate.Get($"/v1/disclosures/{disclosure}/letter")).Ok().Json["sentAt"]);
        Assert.Equal("invalid-input", (await Advocate.Post($"/v1/disclosures/{disclosure}/letter/answer", new { answer = "cannotBeRecalled" })).Problem);
        (await Advocate.Post($"/v1/disclosures/{disclosure}/letter/answer", new { answer = "cannotBeRecalled", whyNot = "It is in the file of a case." })).Ok();

        var recall = (await Advocate.Get($"/v1/disclosures/{disclosure}")).Ok().Json["recalls"]![0]!;
        Assert.Equal(("cannotBeRecalled", "It is in the file of a case.", "true"), (Text(recall["answer"]), Text(recall["whyNot"]), recall["byLetter"]!.ToJsonString()));
        var told = (await Advocate.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]![0]!["recalls"]![0]!;
        Assert.NotNull(told["letterSentAt"]);
        Assert.Equal("cannotBeRecalled", Text(told["answer"]));
        Assert.Equal("not-found", (await Advocate.Get($"/v1/disclosures/{disclosure}/letter")).Problem);
    }

    [Fact]
    public async Task A_letter_is_the_custodians_and_nobody_elses()
    {
        await _world.Join("harbor-house", "victimServices", "lena.ortiz");
        var (office, person) = await Recorded("Counsel of her own", "legal", "Ada Lind, 3 Court Street");
        var (consent, @case, item) = await Case();
        await Released(consent, office, person);
        (await Advocate.Post($"/v1/cases/{@case}/participants", new { agency = office, person, purpose = "investigation" })).Ok();
        var disclosure = (await Advocate.Post("/v1/disclosures", new { @case, agency = office, person, purpose = "investigation" })).Ok().Id;

        foreach (var stranger in new[] { _world.Elsewhere, host.As("some.body", "river-clinic", "advocate") })
        {
            Assert.Equal("not-found", (await stranger.Get($"/v1/disclosures/{disclosure}/letter")).Problem);
            Assert.Equal("not-found", (await stranger.Post($"/v1/disclosures/{disclosure}/letter/sent", new { })).Problem);
            Assert.Equal("not-found", (await stranger.Post($"/v1/disclosures/{disclosure}/letter/answer", new { answer = "returned" })).Problem);
            Assert.Equal("not-found", (await stranger.Get($"/v1/outside-recipients/{office}")).Problem);
            Assert.DoesNotContain(office, (await stranger.Get("/v1/outside-recipients")).Ok().Text, StringComparison.Ordinal);
            Assert.Equal("office", (await stranger.Post("/v1/outside-recipients", new { office, address = "Somebody, 1 Road" })).Json["field"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task An_office_is_listed_with_its_people_page_by_page()
    {
        var (office, person) = await Recorded("Law office", "legal", "Ada Lind, 3 Court Street");
        var second = Text((await Advocate.Post("/v1/outside-recipients", new { office, address = "Ben Okafor, 3 Court Street" })).Ok().Json["person"]);
        (await Advocate.Post("/v1/outside-recipients", new { office, person, address = "Ada Lind, 4 Court Street" })).Ok();
        await Recorded("Another office", "legal", "Cy Dee, 5 Court Street");

        var known = (await Advocate.Get($"/v1/outside-recipients/{office}")).Ok().Json;
        Assert.Equal(new[] { "Ada Lind, 4 Court Street", "Ben Okafor, 3 Court Street" }, known["persons"]!.AsArray().Select(one => Text(one!["address"])).Order(StringComparer.Ordinal));
        Assert.Contains(known["persons"]!.AsArray(), one => Text(one!["person"]) == second);

        HashSet<string> seen = [];
        for (var next = ""; next is not null;)
        {
            var page = (await Advocate.Get($"/v1/outside-recipients?limit=1{next}")).Ok().Json;
            Assert.True(seen.Add(Text(Assert.Single(page["items"]!.AsArray())!["office"])));
            next = page["next"]?.GetValue<string>() is { } after ? $"&after={after}" : null;
        }

        Assert.Contains(office, seen);
        Assert.True(seen.Count >= 2);
    }

    [Theory]
    [InlineData("county-sheriff", null, null, "office")]
    [InlineData("no-such-office", null, null, "office")]
    [InlineData(null, null, "legal", "name")]
    [InlineData(null, "The Daily", null, "kind")]
    [InlineData(null, "The Daily", "media", "kind")]
    public async Task What_cannot_be_recorded_names_its_field(string? office, string? name, string? kind, string field)
    {
        var answer = await Advocate.Post("/v1/outside-recipients", new { office, name, kind, address = "Somebody, 1 Road" });
        Assert.Equal(("invalid-input", field), (answer.Problem, Text(answer.Json["field"])));
    }

    [Fact]
    public async Task A_release_to_an_office_names_the_person_there_as_its_own_agency_recorded_them()
    {
        var (office, person) = await Recorded("Law office", "legal", "Ada Lind, 3 Court Street");
        var (consent, _, _) = await Case();
        await Explain(consent, office);

        Assert.Equal("terms.recipients[0].persons", Text((await Sign(consent, new { agency = office })).Json["field"]));
        Assert.Equal("terms.recipients[0].persons", Text((await Sign(consent, new { agency = office, persons = new[] { "somebody.else" } })).Json["field"]));
        Assert.Equal("terms.recipients[0].agency", Text((await Sign(consent, new { agency = "outside-of-nobody", persons = new[] { person } })).Json["field"]));
        (await Sign(consent, new { agency = office, persons = new[] { person } })).Ok();
    }

    private async Task<(string Office, string Person)> Recorded(string name, string kind, string address)
    {
        var made = (await Advocate.Post("/v1/outside-recipients", new { name, kind, address })).Ok().Json;
        return (Text(made["office"]), Text(made["person"]));
    }

    private async Task<(string Consent, string Case, string Item)> Case()
    {
        var consent = await _world.Welcome();
        var @case = (await Advocate.Post("/v1/cases", new { survivor = consent.Split('/')[^1], ownDescription = "He keeps my papers." })).Ok().Id;
        var item = (await Advocate.Post($"/v1/cases/{@case}/items", new { category = "narrative", sensitivity = "identifying", verbatim = "eleven weeks unpaid" })).Ok().Id;
        return (consent, @case, item);
    }

    private async Task Explain(string consent, string office) =>
        (await Advocate.Post($"{consent}/notices", new { recipients = new[] { office }, topics = ConsentWorld.AllTopics, language = "English", interpreter = false })).Ok();

    private async Task<string> Released(string consent, string office, string person)
    {
        await Explain(consent, office);
        return (await Sign(consent, new { agency = office, persons = new[] { person } })).Ok().Id;
    }

    private Task<ApiReply> Sign(string consent, object recipient) => Advocate.Post($"{consent}/releases", ConsentWorld.Release(new
    {
        recipients = new[] { recipient },
        grants = new object[] { new { category = "narrative", widestMode = "identifiedVerbatim" } },
        purposes = new[] { "investigation" },
        days = 60,
    }));

    private async Task Until(string path, Func<JsonNode, bool> isSo)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (isSo((await Advocate.Get(path)).Ok().Json))
            {
                return;
            }

            await Task.Delay(25);
        }

        Assert.Fail($"{path}: {(await Advocate.Get(path)).Text}");
    }

    private static bool Reminds(JsonNode json, string kind, string id) => json["items"]!.AsArray().Any(item => Text(item!["kind"]) == kind && Text(item["id"]) == id);

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}

/// <summary>A task force that adopted the rules that go by what binds each agency.</summary>
internal static class ProfileRules
{
    public const string Version = "2026-2";

    /// <summary>Says what binds the custodian, and adopts the rules, once for each host.</summary>
    public static async Task Adopt(CoordinationHost host, ConsentWorld world)
    {
        var stream = TaskForceStream.Definition.OnlyName;
        var known = await host.Store.ReadStream(stream, 0, 1000, default);
        if (known.Any(stored => EventCodec.Current.Decode(stored).Event is RuleSetAdopted))
        {
            return;
        }

        (await world.Admin.Post("/v1/agencies/open-door/profiles", new { profiles = new[] { "vawa" } })).Ok();
        Assert.IsType<AppendResult.Appended>(await host.Store.Append(
            new AppendRequest(
                [new StreamWrite(stream, "taskforce", ExpectedVersion.Exactly(known.Count), [EventCodec.Current.Encode(new RuleSetAdopted(host.Time.GetUtcNow().AddDays(-1), Version), Guid.NewGuid())])],
                [], new AppendMetadata("imani.cole", "task-force-office", host.Time.GetUtcNow())),
            default));
    }
}
