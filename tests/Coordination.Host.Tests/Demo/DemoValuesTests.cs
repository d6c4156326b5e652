using System.Text.Json.Nodes;
using Coordination.Demo.Story;
using Xunit;

namespace Coordination.Host.Tests.Demo;

public sealed class DemoValuesTests
{
    private static readonly JsonNode Answer = JsonNode.Parse("""
        { "id": 7, "items": [ { "category": "safety", "findings": [ { "rule": "CG-01" } ] }, { "category": "identity", "findings": [ { "rule": "CG-07" }, { "rule": "CG-40" } ] } ] }
        """)!;

    [Theory]
    [InlineData("id", "7")]
    [InlineData("items[1].category", "identity")]
    [InlineData("items[category=identity].findings[0].rule", "CG-07")]
    [InlineData("items[*].category", """["safety","identity"]""")]
    [InlineData("items[*].findings[*].rule", """[["CG-01"],["CG-07","CG-40"]]""")]
    [InlineData("items[2]", "")]
    [InlineData("nowhere.at.all", "")]
    public void A_place_finds_its_part_of_an_answer(string at, string found) =>
        Assert.Equal(found, DemoVariables.AsText(DemoSelector.Select(Answer, at)));

    [Theory]
    [InlineData("items[")]
    [InlineData("items..id")]
    [InlineData("items[x]")]
    public void A_place_that_cannot_be_read_is_a_problem(string at) =>
        Assert.Contains(at, Assert.Throws<DemoProblem>(() => DemoSelector.Select(Answer, at)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_that_is_one_variable_becomes_its_value_of_whatever_kind()
    {
        var variables = new DemoVariables(TimeProvider.System);
        variables.Keep("version", JsonValue.Create(3));

        var filled = variables.Fill(JsonNode.Parse("""{ "expected": "${version}", "text": "at ${version}" }"""))!;

        Assert.Equal("""{"expected":3,"text":"at 3"}""", filled.ToJsonString());
    }

    [Fact]
    public void Times_are_counted_from_now()
    {
        var variables = new DemoVariables(new StoppedClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

        Assert.Equal("2026-03-01T12:00:00Z", variables.Fill("${now}"));
        Assert.Equal("2026-05-30T12:00:00Z", variables.Fill("${now+90d}"));
        Assert.Equal("2026-03-01T10:00:00Z", variables.Fill("${now-2h}"));
        Assert.Equal("2026-03-15", variables.Fill("${today+14d}"));
    }

    [Fact]
    public void A_variable_without_a_value_is_a_problem() =>
        Assert.Contains("${survivor}", Assert.Throws<DemoProblem>(() => new DemoVariables(TimeProvider.System).Fill("/v1/survivors/${survivor}")).Message, StringComparison.Ordinal);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
