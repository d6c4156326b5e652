using System.Text.Json.Nodes;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>An advocate finds words for what she has to explain, by who receives and in two languages.</summary>
public sealed class NoticeWordsTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("en", "lawEnforcement", "share with each other what they found out themselves", "within 24 hours", "A judge can order us", "that protection may be lost")]
    [InlineData("en", "childWelfare", "within 24 hours", "A judge can order us", "have to report that a child is abused", "that protection may be lost")]
    [InlineData("es", "prosecution", "lo que averiguaron ellos mismos", "Un juez puede ordenarnos", "esa protección se puede perder")]
    public async Task She_tells_what_a_no_does_not_stop_and_that_sharing_may_cost_a_privilege(string language, string recipient, params string[] said)
    {
        var answer = (await _world.Advocate.Get($"/v1/notice-words?language={language}&recipient={recipient}")).Ok().Json;
        var page = (await _world.Advocate.Get($"/v1/notice-words/page?language={language}&recipient={recipient}")).Ok().Text;

        var text = string.Join(' ', answer["recipients"]!.AsArray().Single()!["sayings"]!.AsArray().Select(saying => saying!["text"]!.GetValue<string>()));
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(said, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "law lets agencies that work as a team share", "duty to warn", "a team that studies deaths")]
    [InlineData("es", "las agencias que trabajan en equipo compartan", "obligan a avisar", "un equipo que estudia las muertes")]
    public async Task Nobody_is_left_to_think_that_a_no_stops_teams_duties_to_warn_or_reviews_of_deaths(string language, string team, string warning, string death)
    {
        foreach (var recipient in (await _world.Advocate.Get($"/v1/notice-words?language={language}")).Ok().Json["recipients"]!.AsArray())
        {
            var limits = recipient!["sayings"]!.AsArray().Single(saying => Topic(saying) == "limitsOfRefusal")!["text"]!.GetValue<string>();
            Assert.All([warning, death], words => Assert.Contains(words, limits, StringComparison.Ordinal));
            Assert.Equal(recipient["recipient"]!.GetValue<string>() is not ("funder" or "media"), limits.Contains(team, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task There_are_words_about_every_topic_for_every_kind_of_agency(string language)
    {
        var answer = (await _world.Advocate.Get($"/v1/notice-words?language={language}")).Ok().Json;

        Assert.Equal(Enum.GetValues<AgencyKind>().Length, answer["recipients"]!.AsArray().Count);
        Assert.All(answer["recipients"]!.AsArray(), recipient => Assert.Equal(
            ["risks", "alternatives", "consequences", "limitsOfRefusal", "privilege"], recipient!["sayings"]!.AsArray().Select(Topic)));
    }

    [Fact]
    public async Task What_is_not_there_is_refused_by_its_name_and_what_was_explained_is_recorded()
    {
        Assert.Equal("language", (await _world.Advocate.Get("/v1/notice-words?language=fr")).Field);
        Assert.Equal("recipient", (await _world.Advocate.Get("/v1/notice-words?recipient=police")).Field);
        var consent = await _world.Welcome();
        (await _world.Advocate.Post($"{consent}/notices", new
        {
            recipients = new[] { "county-sheriff" },
            topics = new[] { "risks", "alternatives", "consequences", "limitsOfRefusal", "privilege" },
            language = "es",
            interpreter = false,
        })).Ok();
        Assert.Contains("privilege", (await _world.Advocate.Get(consent)).Ok().Json["notices"]![0]!["topics"]!.AsArray().Select(topic => topic!.GetValue<string>()));
    }

    private static string Topic(JsonNode? saying) => saying!["topic"]!.GetValue<string>();
}
