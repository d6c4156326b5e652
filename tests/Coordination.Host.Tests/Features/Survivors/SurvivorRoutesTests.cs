using System.Net;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Survivors;

public sealed class SurvivorRoutesTests(SharedHost host)
{
    private readonly ApiClient _advocate = host.As("amina", "open-door", "advocate");

    [Fact]
    public async Task A_survivor_is_welcomed_and_her_own_words_are_kept()
    {
        var welcomed = (await _advocate.Post("/v1/survivors", new { calledBy = "Marisol", language = "Mixtec" })).Ok();
        var survivor = $"/v1/survivors/{welcomed.Id}";
        await _advocate.Post($"{survivor}/own-words", new { words = "They kept my papers." });

        var record = (await _advocate.Get(survivor)).Ok();

        Assert.Equal(HttpStatusCode.Created, welcomed.Status);
        Assert.Equal(survivor, welcomed.Headers.Location!.ToString());
        Assert.Equal(2, record.Version);
        Assert.Equal("Marisol", record.Json["calledBy"]!.GetValue<string>());
        Assert.Equal("They kept my papers.", record.Json["ownWords"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task An_advocate_of_another_agency_gets_the_answer_that_is_given_for_nobody()
    {
        var other = host.As("lena", "harbor-house", "advocate");
        var survivor = (await _advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;

        var withheld = await other.Get($"/v1/survivors/{survivor}");
        var unknown = await other.Get($"/v1/survivors/{Guid.NewGuid()}");
        var refused = await other.Post($"/v1/survivors/{survivor}/own-words", new { words = "I would like to know." });

        Assert.Equal(HttpStatusCode.NotFound, withheld.Status);
        Assert.Equal(unknown.Text, withheld.Text);
        Assert.Equal(unknown.Text, refused.Text);
    }
}
