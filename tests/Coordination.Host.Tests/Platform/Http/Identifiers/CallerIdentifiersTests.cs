using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Http.Identifiers;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http.Identifiers;

/// <summary>Identifiers are written and read by their type, in the caller's names, and by nobody's where nobody says whose.</summary>
public sealed class CallerIdentifiersTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _amina = host.Really("amina.yusuf", "open-door", "advocate");

    [Fact]
    public void Without_the_names_of_a_recipient_no_identifier_is_written_or_read_at_the_edge()
    {
        var json = host.Services.GetRequiredService<ApiJson>();
        var answer = Changed.Of(new SurvivorId(Guid.NewGuid()), new(1));

        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(answer, json.Plain.GetTypeInfo(typeof(Changed))));
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Deserialize($"\"{Guid.NewGuid()}\"", json.Plain.GetTypeInfo(typeof(SurvivorId))));
        using (IdentifierNames.Use(IdentifierNames.LogsOwn))
            Assert.Contains($"{answer.Id.Minted}", JsonSerializer.Serialize(answer, json.Plain.GetTypeInfo(typeof(Changed))), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => IdentifierNames.InForce);
    }

    [Fact]
    public void An_identifier_without_a_type_is_written_for_auditors_only()
    {
        var options = new JsonSerializerOptions { Converters = { new IdentifierJson() } };
        using var names = host.Mint.For("open-door");

        using (IdentifierNames.Use(IdentifierNames.Of(names)))
        {
            Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(Guid.NewGuid(), options));
            Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Guid>($"\"{Guid.NewGuid()}\"", options));
        }
        using (IdentifierNames.Use(IdentifierNames.LogsOwn))
            Assert.Equal($"\"{Guid.Empty}\"", JsonSerializer.Serialize(Guid.Empty, options));
    }

    [Fact]
    public async Task An_identifier_is_read_however_its_characters_are_escaped()
    {
        await _world.Begin();
        var name = host.Mint.NameOf("open-door", _world.Survivor.Value).ToString();
        var escaped = string.Concat(name.Select(letter => $"\\u{(int)letter:x4}"));
        foreach (var written in new[] { name, name.ToUpperInvariant(), name.Replace("-", "\\u002d", StringComparison.Ordinal), name.Replace("-", "\\u002D", StringComparison.Ordinal), escaped })
        {
            var opened = (await Send("/v1/cases", $$"""{"survivor":"{{written}}"}""")).Ok();

            Assert.Equal(name, (await _amina.Get($"/v1/cases/{opened.Id}")).Ok().Json["survivor"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task An_answer_that_is_kept_holds_the_logs_identifiers_and_is_given_the_same_again_in_the_callers_names()
    {
        await _world.Begin();
        var body = new { survivor = host.Mint.NameOf("open-door", _world.Survivor.Value) };
        var key = Guid.NewGuid().ToString();

        var first = (await _amina.Post("/v1/cases", body, key)).Ok();
        var again = (await _amina.Post("/v1/cases", body, key)).Ok();

        Assert.Equal((first.Text, first.Headers.Location, first.Version), (again.Text, again.Headers.Location, again.Version));
        Assert.Equal("true", again.Headers.GetValues(CommandReply.ReplayedHeader).Single());
        Assert.Equal($"/v1/cases/{first.Id}", first.Headers.Location!.ToString());
        var opened = host.Mint.IdentifierOf("open-door", Guid.Parse(first.Id));
        Assert.NotEmpty(await host.Store.ReadStream($"case-{opened}", 0, 1, default));
        var kept = Encoding.UTF8.GetString((await host.Store.FindAnswer(new IdempotencyKey("open-door/amina.yusuf", key), default))!.Body.Span);
        Assert.Contains($"/v1/cases/{{{opened}}}", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Id, kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":201,"body":{"id":"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35","version":1},"version":1,"location":"/v1/cases/3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35"}""", true)]
    [InlineData("""{"status":201,"body":{"id":"open-door","version":1},"version":1,"location":"/v1/agencies/open-door"}""", false)]
    public void An_answer_that_was_kept_before_identifiers_were_marked_is_still_given_in_the_callers_names(string kept, bool isMinted)
    {
        var done = Assert.IsType<Answer.Done>(AnswerFormat.Read(Encoding.UTF8.GetBytes(kept)));
        using var names = host.Mint.For("open-door");
        using var scope = IdentifierNames.Use(IdentifierNames.Of(names));

        var given = Encoding.UTF8.GetString(host.Services.GetRequiredService<ApiJson>().OfKept(done.Body.Span, typeof(Changed)));

        var id = isMinted ? names.NameOf(Guid.Parse("3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35")).ToString() : "open-door";
        Assert.Equal($$"""{"id":"{{id}}","version":1}""", given);
        Assert.EndsWith($"/{id}", done.Location!.For(names.NameOf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_agency_is_told_of_a_thing_by_a_name_of_its_own_and_a_refusal_names_none()
    {
        await _world.Begin();
        var made = Guid.Parse(await _world.Made());
        var dana = host.Really("dana.whitfield", "county-sheriff", "partner");

        var custodians = (await _amina.Get($"/v1/disclosures/{host.Mint.NameOf("open-door", made)}")).Ok();
        var addressees = (await dana.Get($"/v1/disclosures/{host.Mint.NameOf("county-sheriff", made)}")).Ok();

        Assert.Empty(Names(custodians.Text).Intersect(Names(addressees.Text)));
        Assert.DoesNotContain(made.ToString(), custodians.Text + addressees.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Get($"/v1/disclosures/{made}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Get($"/v1/disclosures/{host.Mint.NameOf("open-door", made)}")).Status);
    }

    [Fact]
    public async Task An_auditor_finds_a_thing_by_the_name_that_an_agency_has_for_it()
    {
        await _world.Begin();
        var auditor = host.Really("ines", "state-auditor", "auditor");
        var theirs = host.Mint.NameOf("open-door", _world.Survivor.Value);

        var found = (await auditor.Get($"/v1/audit/streams/survivor-{theirs}?as=open-door")).Ok();

        Assert.Equal(found.Text, (await auditor.Get($"/v1/audit/streams/survivor-{_world.Survivor}")).Ok().Text);
        Assert.Contains(_world.Survivor.ToString(), found.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.Get($"/v1/audit/streams/survivor-{theirs}")).Status);
        Assert.Equal(
            (await auditor.Get($"/v1/audit/cases/{host.Mint.NameOf("open-door", Guid.Parse(_world.Case))}?as=open-door")).Ok().Text,
            (await auditor.Get($"/v1/audit/cases/{_world.Case}")).Ok().Text);
    }

    private static IEnumerable<string> Names(string json) =>
        System.Text.RegularExpressions.Regex.Matches(json, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").Select(found => found.Value);

    private Task<ApiReply> Send(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        return _amina.Send(request);
    }
}
