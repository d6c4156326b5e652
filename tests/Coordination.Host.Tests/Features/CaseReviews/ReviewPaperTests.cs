using System.Net;
using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>Packets before a meeting and minutes after it, as JSON and on paper.</summary>
public sealed partial class ReviewPaperTests(ReviewHost host)
{
    [Fact]
    public async Task A_packet_holds_what_its_reader_may_know_before_the_meeting()
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        (await scene.Sam.Post($"{scene.Item}/information", new { information = "A room is free from Monday." })).Ok();

        var nurses = (await scene.Priya.Get($"{scene.Review}/packet")).Ok().Json;
        var item = nurses["items"]!.AsArray().Single()!;

        Assert.Equal("priya", nurses["for"]!["person"]!.GetValue<string>());
        Assert.Equal(("Marisol: wages and a room", "open-door", 15), (item["title"]!.GetValue<string>(), item["broughtBy"]!.GetValue<string>(), item["minutes"]!.GetValue<int>()));
        Assert.Equal("employment", item["categories"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal("A room is free from Monday.", item["sentIn"]![0]!["information"]!.GetValue<string>());
        Assert.DoesNotContain("eleven weeks unpaid", nurses.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await scene.Marcus.Get($"{scene.Review}/packet")).Ok().Json["items"]!.AsArray());
        Assert.Equal("not-found", (await host.As("zed", "river-clinic", "partner").Get($"{scene.Review}/packet")).Problem);
    }

    [Fact]
    public async Task What_was_taken_back_since_the_agenda_went_out_is_in_no_packet()
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        await scene.Narrow("task-force-office", "county-sheriff");
        Assert.Empty((await scene.Priya.Get($"{scene.Review}/packet")).Ok().Json["items"]!.AsArray());
        Assert.Single((await scene.Dana.Get($"{scene.Review}/packet")).Ok().Json["items"]!.AsArray());
        await scene.Narrow("county-sheriff");
        Assert.Equal(["item", "minutes"], (await scene.Rosa.Get($"{scene.Review}/packet")).Ok().Json["items"]![0]!.AsObject().Select(field => field.Key).Order());
        Assert.Contains("A case that was not released to you", (await scene.Rosa.Get($"{scene.Review}/packet/page")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_paper_it_is_one_document_without_scripts_and_identifiers_in_which_no_text_becomes_markup()
    {
        var scene = await Called(host);
        (await scene.Amina.Post($"{scene.Review}/items", new { @case = scene.Case, title = "<script>alert('x')</script> & \"ñ\"", items = new[] { scene.Wages } })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();

        var page = (await scene.Priya.Get($"{scene.Review}/packet/page?zone=America/Chicago")).Ok();

        Assert.Equal("text/html", page.ContentHeaders.ContentType!.MediaType);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;ñ&quot;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Identifier(), page.Text);
        Assert.DoesNotMatch(Reference(), page.Text);
        Assert.Matches(@"\(UTC-0[56]:00\)", page.Text);
        Assert.Contains("For <bdi>priya</bdi>, <bdi>river-clinic</bdi>, and for nobody else.", page.Text, StringComparison.Ordinal);
        var unknown = await scene.Priya.Get($"{scene.Review}/packet/page?zone=Mars/Olympus");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "zone"), (unknown.Status, unknown.Field));
    }

    [Fact]
    public async Task Minutes_for_an_agency_hold_what_it_was_covered_for_and_no_trace_of_the_rest()
    {
        var scene = await Discussed();

        var nurses = (await scene.Priya.Get($"{scene.Review}/minutes")).Ok().Json;
        Assert.Equal("A room until May.", nurses["items"]![0]!["minutes"]!["text"]!.GetValue<string>());
        Assert.Equal("Call the motel.", nurses["actions"]![0]!["task"]!.GetValue<string>());
        Assert.Equal((15, 0), (nurses["items"]![0]!["minutesPlanned"]!.GetValue<int>(), nurses["items"]![0]!["minutesTaken"]!.GetValue<int>()));
        var page = (await scene.Priya.Get($"{scene.Review}/minutes/page")).Ok().Text;
        foreach (var said in new[] { "0 minutes, of 15", "Marisol: wages and a room", "A room at the motel until May.", "She asked for it.", "A room first. No police.", "Call the motel.", "A room until May." })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Identifier(), page);

        var prosecutors = (await scene.Marcus.Get($"{scene.Review}/minutes")).Ok();
        Assert.Empty(prosecutors.Json["items"]!.AsArray());
        Assert.Empty(prosecutors.Json["actions"]!.AsArray());
        Assert.Contains("There is nothing in these minutes for your agency.", (await scene.Marcus.Get($"{scene.Review}/minutes/page")).Ok().Text, StringComparison.Ordinal);
        Assert.Empty((await scene.Sam.Get($"{scene.Review}/minutes")).Ok().Json["items"]!.AsArray());
    }

    [Fact]
    public async Task On_paper_each_text_has_the_direction_of_its_own_letters_and_a_name_within_ours_reorders_nothing()
    {
        const string Written = "غرفة حتى شهر مايو.\nA room until May (12).";
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        (await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = Written })).Ok();

        var page = (await scene.Priya.Get($"{scene.Review}/minutes/page")).Ok().Text;

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains($"<p dir=\"auto\" lang=\"\">{Written.Replace("\n", "&#xA;", StringComparison.Ordinal)}</p>", page, StringComparison.Ordinal);
        Assert.Contains("<h2 dir=\"auto\">1. <bdi>Marisol: wages and a room</bdi></h2>", page, StringComparison.Ordinal);
        Assert.Contains("unicode-bidi: plaintext", page, StringComparison.Ordinal);
        Assert.All(TextElement().Matches(page), element => Assert.Contains(" dir=\"auto\"", element.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_agency_was_covered_for_and_is_not_any_more_is_not_in_the_minutes_that_it_fetches_now()
    {
        var scene = await Discussed();
        await scene.Narrow("task-force-office", "county-sheriff");
        var nurses = (await scene.Priya.Get($"{scene.Review}/minutes")).Ok().Json;
        Assert.Empty(nurses["items"]!.AsArray());
        Assert.Equal("Call the motel.", nurses["actions"]!.AsArray().Single()!["task"]!.GetValue<string>()); // her own
        Assert.Single((await scene.Dana.Get($"{scene.Review}/minutes")).Ok().Json["items"]!.AsArray());
        var coordinators = (await scene.Rosa.Get($"{scene.Review}/minutes/page")).Ok().Text;
        Assert.Contains("Do not act on it any more.", coordinators, StringComparison.Ordinal);
        Assert.DoesNotContain("Do not act on it any more.", (await scene.Dana.Get($"{scene.Review}/minutes/page")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_out_of_the_record_since_is_told_to_those_who_may_hear_the_item_and_to_nobody_else()
    {
        var scene = await Discussed();
        var unknowing = (await scene.Marcus.Get(scene.Review)).Ok().Text;
        (await scene.Amina.Post($"/v1/cases/{scene.Case}/items/{scene.Wages}/retract", new { reason = "The days were counted twice." })).Ok();

        foreach (var client in new[] { scene.Priya, scene.Dana, scene.Rosa, scene.Amina })
            Assert.True((await client.Get(scene.Review)).Ok().Json["agenda"]![0]!["retracted"]!.GetValue<bool>());
        foreach (var paper in new[] { "packet/page", "minutes/page" })
            Assert.Contains("Do not rely on it", (await scene.Priya.Get($"{scene.Review}/{paper}")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal(unknowing, (await scene.Marcus.Get(scene.Review)).Ok().Text);
    }

    // Housing recused itself; everybody else heard it, decided and wrote it down.
    private async Task<ReviewScene> Discussed()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        (await scene.Sam.Post($"{scene.Item}/recusal")).Ok();
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        (await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "A room until May." })).Ok();
        return scene;
    }

    [GeneratedRegex("<(h1|h2|h3|p|dt|dd|th|li|td)\\b[^>]*>(?!<p|\n)")]
    private static partial Regex TextElement();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-")]
    private static partial Regex Identifier();

    [GeneratedRegex("\\b(src|href|action|on[a-z]+)=|@import|url\\(", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
