using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http.Identifiers;

/// <summary>
/// A text is what somebody wrote: it comes back as it was, whoever may read it. The clients here get and send what an agency really gets and sends,
/// since a client that carries identifiers from one agency to another would change texts itself.
/// </summary>
public sealed partial class TextsComeBackTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private const int Seeds = 4, TextsOfACopy = 12;
    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _amina = host.Really("amina.yusuf", "open-door", "advocate");
    private readonly ApiClient _dana = host.Really("dana.whitfield", "county-sheriff", "partner");

    [Fact]
    public async Task Any_text_of_a_record_is_read_as_it_was_written_by_the_custodian_by_the_addressee_and_on_paper()
    {
        await _world.Begin();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var any = new AnyText(seed);
            // Among them what each of the two agencies itself calls things, which the other must not get to see translated.
            List<string> texts =
            [
                any.InAnyCase(Name("open-door", _world.Case)), any.InAnyCase(Name("county-sheriff", _world.Case)), any.InAnyCase(_world.Case), "3DC1CC4E-03EE-455A-B3C4-E57283966239",
                .. Enumerable.Range(0, TextsOfACopy).Select(_ => any.Next()),
            ];
            var items = new List<string>();
            foreach (var text in texts)
                items.Add(await Entered(text));

            var made = await Given(items);

            var record = (await _amina.Get($"/v1/cases/{Name("open-door", _world.Case)}")).Ok().Json["items"]!.AsArray();
            Assert.Equal(texts, items.Select(item => record.Single(one => one!["item"]!.GetValue<string>() == item)!["verbatim"]!.GetValue<string>()));
            var copy = (await _dana.Get($"/v1/disclosures/{Name("county-sheriff", made)}")).Ok().Json["items"]!.AsArray();
            Assert.Equal(texts.Order(StringComparer.Ordinal), copy.Select(item => item!["text"]!.GetValue<string>()).Order(StringComparer.Ordinal));
            var paper = (await _dana.Get($"/v1/disclosures/{Name("county-sheriff", made)}/page")).Ok().Text;
            var printed = Paragraph().Matches(paper).Select(paragraph => WebUtility.HtmlDecode(paragraph.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
            Assert.All(texts, text => Assert.Contains(text, printed));
            var inbox = (await ViewsOf(_dana, "/v1/inbox/disclosures?limit=200", texts[^1])).Json["items"]!.AsArray().SelectMany(one => one!["items"]!.AsArray()).Select(item => item!["text"]?.GetValue<string>()).OfType<string>().ToHashSet(StringComparer.Ordinal);
            Assert.All(texts, text => Assert.Contains(text, inbox));
        }
    }

    [Fact]
    public async Task What_a_requester_writes_of_somebody_is_read_by_the_custodian_in_the_same_characters()
    {
        await _world.Begin();
        var any = new AnyText(7);
        var own = (await _world.Ask()).Ok().Id;
        foreach (var about in new[] { Name("county-sheriff", own), Name("county-sheriff", own).ToUpperInvariant(), Name("open-door", own), own, any.Next(), any.Next() })
        {
            var asked = (await _dana.Post("/v1/disclosure-requests", new { discloser = "open-door", purpose = "investigation", categories = new[] { "narrative" }, about })).Ok().Id;

            var seen = (await _amina.Get($"/v1/disclosures/{Name("open-door", host.Mint.IdentifierOf("county-sheriff", Guid.Parse(asked)).ToString())}")).Ok();

            Assert.Equal(about, seen.Json["about"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_name_or_a_reference_that_looks_like_an_identifier_stays_what_it_is_also_for_auditors()
    {
        await _world.FormTaskForce();
        const string agency = "3dc1cc4e-03ee-455a-b3c4-e57283966239", reference = "9BD7A2C0-1B7B-4F2E-9E8A-0D5B6C1E4C7E";
        var administrator = host.Really("rosa.office", "task-force-office", "administrator", "coordinator");

        var joined = (await administrator.Post("/v1/agencies", new { agency, name = reference, kind = "victimServices", profiles = Array.Empty<string>() })).Ok();
        (await administrator.Post($"/v1/agencies/{agency}/agreements", new { reference, ends = host.Time.GetUtcNow().AddDays(100) })).Ok();

        Assert.Equal(agency, joined.Id);
        Assert.Equal($"/v1/agencies/{agency}", joined.Headers.Location!.ToString());
        var shown = (await administrator.Get($"/v1/agencies/{agency}")).Ok();
        Assert.Equal(reference, shown.Json["name"]!.GetValue<string>());
        Assert.Contains($"\"{reference}\"", shown.Json["agreements"]!.ToJsonString(), StringComparison.Ordinal);
        var history = (await host.Really("ines", "state-auditor", "auditor").Get($"/v1/audit/streams/agency-{agency}")).Ok();
        Assert.Contains($"\"{reference}\"", history.Text, StringComparison.Ordinal);
    }

    private string Name(string agency, string identifier) => host.Mint.NameOf(agency, Guid.Parse(identifier)).ToString();

    private async Task<string> Entered(string verbatim) =>
        (await _amina.Post($"/v1/cases/{Name("open-door", _world.Case)}/items", new { category = "exploiterInformation", sensitivity = "identifying", verbatim })).Ok().Id;

    private async Task<string> Given(IEnumerable<string> items)
    {
        var offer = (await _amina.Post("/v1/disclosures", new { @case = Name("open-door", _world.Case), agency = "county-sheriff", person = "dana.whitfield", purpose = "investigation" })).Ok().Id;
        (await _amina.Post($"/v1/disclosures/{offer}/authorise", new { items = items.Select(item => new { item, mode = "identifiedVerbatim" }) })).Ok();
        (await _amina.Post($"/v1/disclosures/{offer}/make")).Ok();
        return host.Mint.IdentifierOf("open-door", Guid.Parse(offer)).ToString();
    }

    private static async Task<ApiReply> ViewsOf(ApiClient reader, string path, string text)
    {
        var shown = JsonValue.Create(text).ToJsonString();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (; ; await Task.Delay(30, limit.Token))
        {
            var reply = (await reader.Get(path)).Ok();
            if (reply.Text.Contains(shown, StringComparison.OrdinalIgnoreCase))
                return reply;
        }
    }

    [GeneratedRegex("<p[^>]*>(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Paragraph();
}
