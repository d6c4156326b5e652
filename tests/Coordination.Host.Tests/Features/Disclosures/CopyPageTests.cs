using System.Net;
using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>A copy on paper: for its addressee, with its notice, and with nothing that is not in the copy.</summary>
public sealed partial class CopyPageTests(DisclosureHost host)
{
    private readonly DisclosureWorld _world = new(host);

    [Fact]
    public async Task The_notice_is_at_the_head_of_every_sheet_and_no_identifier_is_on_any()
    {
        await _world.Begin();
        var made = await _world.Made();

        var page = (await _world.Dana.Get($"/v1/disclosures/{made}/page?zone=America/Chicago")).Ok();

        var notice = WebUtility.HtmlEncode((await _world.Dana.Get($"/v1/disclosures/{made}")).Ok().Json["redisclosureNotice"]!.GetValue<string>());
        Assert.Matches($"(?s)<thead>.*{Regex.Escape(notice.Replace("&#39;", "&#x27;", StringComparison.Ordinal))}.*</thead>", page.Text);
        foreach (var said in new[] { "Narrative, identified summary", "account, in short", "plate 123", "stop using it, restrict it", "open-door", "investigation" })
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Identifier(), page.Text);
        Assert.DoesNotContain("account, all of it", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_back_is_not_printed_again_and_says_until_when_it_goes_back()
    {
        await _world.Begin();
        var made = await _world.Made();
        await _world.Narrow();

        var page = await Printed(made, until: "Asked back</h2>");

        Assert.DoesNotContain("plate 123", page, StringComparison.Ordinal);
        Assert.Contains("number 2: do what the notice says for a recall, and say so", page, StringComparison.Ordinal);
        Assert.Contains("account, in short", page, StringComparison.Ordinal);
        Assert.DoesNotContain("found wrong", page, StringComparison.Ordinal);
        (await _world.Advocate.Post($"/v1/cases/{_world.Case}/items/{_world.Account}/retract", new { reason = "Not hers." })).Ok();
        Assert.Contains("Do not rely on it", await Printed(made, until: "found wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_everybody_else_and_before_it_was_made_there_is_nothing_to_print()
    {
        await _world.Begin();
        var asked = (await _world.Ask()).Ok().Id;
        var made = await _world.Made();

        foreach (var (client, disclosure) in new[] { (_world.Dana, asked), (_world.Colleague, made), (_world.Prosecutor, made), (_world.Advocate, made), (_world.Dana, $"{Guid.NewGuid()}") })
            Assert.Equal("not-found", (await client.Get($"/v1/disclosures/{disclosure}/page")).Problem);
        Assert.Equal("zone", (await _world.Dana.Get($"/v1/disclosures/{made}/page?zone=Mars/Olympus")).Field);
    }

    [Fact]
    public async Task Every_obligation_is_printed_in_words_of_its_own()
    {
        await _world.Begin();
        var made = await _world.Made();
        var obligations = (await _world.Dana.Get($"/v1/disclosures/{made}")).Ok().Json["obligations"]!.AsArray();

        var page = (await _world.Dana.Get($"/v1/disclosures/{made}/page")).Ok().Text;

        Assert.Equal(obligations.Count, Regex.Count(page, "<li dir=\"auto\">"));
        Assert.All(Enum.GetNames<Obligation>(), name => Assert.DoesNotContain($"<li dir=\"auto\">{Regex.Replace(name, "(?<!^)([A-Z])", " $1").ToLowerInvariant()}</li>", page, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Substance_use_records_go_with_their_notice_and_with_what_was_consented_to()
    {
        await _world.Begin();
        await _world.Item("substanceUse", "treatment, all of it", "in treatment");
        var (now, advocate) = (host.Time.GetUtcNow(), new PersonId("amina.yusuf"));
        await _world.WriteConsent(new ReleaseSigned(new ReleaseId(Guid.NewGuid()), new ReleaseTerms
        {
            Discloser = DisclosureWorld.OpenDoor,
            Recipients = [new ReleaseRecipient(DisclosureWorld.Sheriff, [new PersonId("dana.whitfield")])],
            Grants = [new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedSummary)],
            Purposes = [Purpose.Investigation],
            Starts = now.AddHours(-1),
            Expires = now.AddDays(30),
        }, [new Signature(SignerCapacity.Survivor, SignatureMethod.Ink, now.AddHours(-1))], Enum.GetValues<ReleaseWarning>(), advocate));
        var asked = (await _world.Dana.Post("/v1/disclosure-requests", new { discloser = "open-door", purpose = "investigation", categories = new[] { "substanceUse" }, about = "a woman from the farm" })).Ok().Id;
        (await _world.Advocate.Post($"/v1/disclosures/{asked}/match", new { @case = _world.Case })).Ok();
        (await _world.Advocate.Post($"/v1/disclosures/{asked}/authorise", new { })).Ok();
        (await _world.Advocate.Post($"/v1/disclosures/{asked}/make")).Ok();

        var copy = (await _world.Dana.Get($"/v1/disclosures/{asked}")).Ok().Json;
        var page = (await _world.Dana.Get($"/v1/disclosures/{asked}/page")).Ok().Text;

        Assert.Contains("42 CFR part 2 prohibits", copy["redisclosureNotice"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("What was consented to (42 CFR 2.32(b)): The person whom it concerns consented in writing", copy["consentExplained"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("42 CFR part 2 prohibits", page, StringComparison.Ordinal);
        Assert.Contains("to you by name, at county-sheriff, for investigation, until just before", page, StringComparison.Ordinal);
    }

    private async Task<string> Printed(string disclosure, string until)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var page = (await _world.Dana.Get($"/v1/disclosures/{disclosure}/page")).Ok().Text;
            if (page.Contains(until, StringComparison.Ordinal))
                return page;
            await Task.Delay(20, limit.Token);
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-")]
    private static partial Regex Identifier();
}
