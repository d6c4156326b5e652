using System.Net;
using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

public sealed partial class RequesterRoutesTests(DisclosureHost host)
{
    private readonly DisclosureWorld _world = new(host);

    [Fact]
    public async Task A_request_about_a_known_and_one_about_an_unknown_person_get_the_same_answer_byte_for_byte()
    {
        await _world.Begin();

        var known = await _world.Ask("Marisol, from the farm");
        var unknown = await _world.Ask("somebody whom nobody has seen");

        Assert.Equal(HttpStatusCode.Accepted, known.Status);
        Assert.Equal(Shape(unknown), Shape(known));
        Assert.Equal("Received; any answer will come from the agency itself.", known.Json["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Whatever_the_custodian_did_short_of_a_copy_the_requester_sees_the_same()
    {
        await _world.Begin();
        var untouched = (await _world.Ask()).Ok().Id;
        var unmatched = (await _world.Ask()).Ok().Id;
        var matched = (await _world.Ask()).Ok().Id;
        var authorised = await _world.Authorised();
        var refused = await _world.Authorised();
        await _world.Advocate.Post($"/v1/disclosures/{unmatched}/unmatched");
        await _world.Advocate.Post($"/v1/disclosures/{matched}/match", new { @case = _world.Case });
        await _world.Revoke();
        Assert.Equal("consent-required", (await _world.Advocate.Post($"/v1/disclosures/{refused}/make")).Problem);

        var seen = await Task.WhenAll(new[] { untouched, unmatched, matched, authorised, refused }.Select(id => _world.Dana.Get($"/v1/disclosures/{id}")));

        Assert.All(seen, reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        Assert.Single(seen.Select(Shape).Distinct());
        Assert.All(seen, reply => Assert.Null(reply.Headers.ETag));
    }

    [Fact]
    public async Task A_requester_cannot_count_what_the_custodian_did_by_asking_for_versions()
    {
        await _world.Begin();
        var untouched = (await _world.Ask()).Ok().Id;
        var matched = (await _world.Ask()).Ok().Id;
        (await _world.Advocate.Post($"/v1/disclosures/{matched}/match", new { @case = _world.Case })).Ok();

        foreach (var command in new[] { "acknowledge", "match" })
        {
            object body = command == "match" ? new { @case = Guid.NewGuid() } : new { };
            var first = await _world.Dana.Post($"/v1/disclosures/{untouched}/{command}", body, ifMatch: "\"1\"");
            var second = await _world.Dana.Post($"/v1/disclosures/{matched}/{command}", body, ifMatch: "\"1\"");
            Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
        }
    }

    [Fact]
    public async Task To_a_third_agency_and_to_a_colleague_a_disclosure_is_as_unknown_as_one_that_does_not_exist()
    {
        await _world.Begin();
        var made = await _world.Made();
        var nothing = await _world.Prosecutor.Get($"/v1/disclosures/{Guid.NewGuid()}");

        var third = await _world.Prosecutor.Get($"/v1/disclosures/{made}");
        var colleague = await _world.Colleague.Get($"/v1/disclosures/{made}");

        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
        Assert.Equal((nothing.Status, nothing.Text), (third.Status, third.Text));
        Assert.Equal((nothing.Status, nothing.Text), (colleague.Status, colleague.Text));
    }

    [Fact]
    public async Task An_agency_that_is_no_partner_cannot_be_asked()
    {
        await _world.FormTaskForce();

        var reply = await _world.Dana.Post("/v1/disclosure-requests", new { discloser = "nobody", purpose = "investigation", categories = new[] { "narrative" }, about = "x" });

        Assert.Equal("invalid-input", reply.Problem);
        Assert.Equal("discloser", reply.Field);
    }

    // A mark follows from the random key of the command: how long it is, is compared.
    private static string Shape(ApiReply reply) =>
        $"{reply.Status} {Identifier().Replace(reply.Text, "id")} {string.Join(';', reply.Headers.Where(h => h.Key != "Date").Select(h => $"{h.Key}={(h.Key == "Read-Mark" ? $"{h.Value.Single().Length}" : Identifier().Replace(string.Join(',', h.Value), "id"))}"))}";

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Identifier();
}
