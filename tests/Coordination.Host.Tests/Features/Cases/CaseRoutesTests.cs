using System.Net;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Cases;

public sealed class CaseRoutesTests(SharedHost host)
{
    private readonly ApiClient _advocate = host.As("amina", "open-door", "advocate");

    [Fact]
    public async Task A_case_shows_her_own_description_before_everything_else()
    {
        var id = await Open("He keeps my papers.");
        (await _advocate.Post($"/v1/cases/{id}/characterisations", new
        {
            characterisations = new[] { new { acts = new[] { "harboring" }, means = new[] { "coercion" }, purpose = "laborOrServices", setting = "agriculture" } },
            ageInYearsAtTheTime = 34,
        })).Ok();
        var item = (await _advocate.Post($"/v1/cases/{id}/items", new { category = "narrative", sensitivity = "identifying", verbatim = "all", summary = "short" })).Ok();

        var record = (await _advocate.Get($"/v1/cases/{id}")).Ok();

        Assert.Equal("He keeps my papers.", record.Json["ownDescriptions"]![0]!.GetValue<string>());
        Assert.Equal("coercion", record.Json["characterisations"]![0]!["means"]![0]!.GetValue<string>());
        Assert.Equal(item.Id, record.Json["items"]![0]!["item"]!.GetValue<string>());
        Assert.Equal(item.Version, record.Version);
    }

    [Theory]
    [InlineData("fromOthers")]
    [InlineData("fromHer")]
    public async Task A_correction_makes_no_own_work_of_what_came_from_elsewhere_and_neither_do_two(string origin)
    {
        var id = await Open("He keeps my papers.");
        object Item(string verbatim, string? from) => new { category = "evidence", sensitivity = "identifying", verbatim, origin = from };
        async Task<ApiReply> Correct(string item, string verbatim, string? from) => await _advocate.Post($"/v1/cases/{id}/items/{item}/correct", new { reason = "misspelt", instead = Item(verbatim, from) });
        var item = (await _advocate.Post($"/v1/cases/{id}/items", Item("a plate", origin))).Ok().Id;

        var relabelled = await Correct(item, "a plate", "ownWork");
        var between = (await Correct(item, "the plate", null)).Ok().Id;
        var inTwoSteps = await Correct(between, "the plate", "ownWork");

        Assert.All([relabelled, inTwoSteps], refused => Assert.Equal(("invalid-input", "instead.origin"), (refused.Problem, refused.Field)));
        Assert.Contains("enter it as one", relabelled.Text, StringComparison.Ordinal);
        (await Correct(between, "our plate", origin)).Ok();
        var unstated = (await _advocate.Post($"/v1/cases/{id}/items", Item("a note", null))).Ok().Id;
        (await Correct(unstated, "our note", "ownWork")).Ok();
    }

    [Fact]
    public async Task A_label_that_the_law_does_not_carry_is_refused_by_field()
    {
        var id = await Open("They took my wages.");

        var refused = await _advocate.Post($"/v1/cases/{id}/characterisations", new
        {
            characterisations = new[] { new { acts = new[] { "obtaining" }, means = Array.Empty<string>(), purpose = "laborOrServices" } },
            ageInYearsAtTheTime = 16,
        });

        Assert.Equal(("invalid-input", "characterisations[0].means"), (refused.Problem, refused.Field));
    }

    [Fact]
    public async Task Everybody_but_the_custodian_gets_the_answer_that_is_given_for_no_case()
    {
        var id = await Open("x");
        var other = host.As("lena", "harbor-house", "advocate");

        var unknown = await other.Get($"/v1/cases/{Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(unknown.Text, (await other.Get($"/v1/cases/{id}")).Text);
        Assert.Equal(unknown.Text, (await other.Post($"/v1/cases/{id}/close", new { }, ifMatch: "\"9\"")).Text);
        Assert.Equal(unknown.Text, (await other.Post($"/v1/cases/{Guid.NewGuid()}/close", new { }, ifMatch: "\"9\"")).Text);
        Assert.Equal("forbidden", (await host.As("dana", "county-sheriff", "partner").Get($"/v1/cases/{id}")).Problem);
    }

    private async Task<string> Open(string description)
    {
        var survivor = (await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        return (await _advocate.Post("/v1/cases", new { survivor, ownDescription = description })).Ok().Id;
    }
}
