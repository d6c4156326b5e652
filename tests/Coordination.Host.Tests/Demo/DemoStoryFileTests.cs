using Coordination.Demo.Story;
using Xunit;

namespace Coordination.Host.Tests.Demo;

public sealed class DemoStoryFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private string ProblemOf(string story)
    {
        File.WriteAllText(_file, story);
        return Assert.Throws<DemoProblem>(() => DemoStoryFile.Load(_file, ["amina"])).Message;
    }

    [Fact]
    public void A_story_that_is_whole_is_read()
    {
        File.WriteAllText(_file, """
            { "title": "A story", "steps": [
              { "chapter": "One", "say": "words" },
              { "who": "amina", "does": "asks", "method": "GET", "path": "/a", "expect": [200, 404], "capture": { "x": "id" } },
              { "who": "amina", "does": "asks again", "method": "POST", "path": "/a/${x}", "body": { "at": "${now+90d}" }, "expect": 201 } ] }
            """);

        var story = DemoStoryFile.Load(_file, ["amina"]);

        Assert.Equal(3, story.Steps.Count);
        Assert.Equal([200, 404], story.Steps[1].Expect);
        Assert.Equal([201], story.Steps[2].Expect);
    }

    [Fact]
    public void A_body_takes_the_json_of_a_file_beside_the_story_and_each_item_captures_under_a_name_of_its_own()
    {
        var table = Path.Combine(Path.GetDirectoryName(_file)!, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(table, """{ "jurisdiction": "somewhere" }""");
        try
        {
            File.WriteAllText(_file, $$"""
                { "title": "A story", "steps": [
                  { "who": "amina", "does": "loads", "method": "POST", "path": "/a", "body": { "table": "${file:{{Path.GetFileName(table)}}}" } },
                  { "who": "amina", "does": "signs", "method": "POST", "path": "/${item.of}", "forEach": [{ "of": "one" }, { "of": "two" }], "capture": { "by-${item.of}": "id" } },
                  { "who": "amina", "does": "asks", "method": "GET", "path": "/${by-one}/${by-two}" } ] }
                """);

            Assert.Equal("somewhere", DemoStoryFile.Load(_file, ["amina"]).Steps[0].Body!["table"]!["jurisdiction"]!.GetValue<string>());
        }
        finally
        {
            File.Delete(table);
        }
    }

    [Theory]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "asks", "method": "GET", "path": "/a", "expected": 200 } ] }""", "expected")]
    [InlineData("""{ "title": "t", "steps": [ """, "line 1")]
    [InlineData("""{ "title": "t" }""", "steps")]
    [InlineData("""{ "steps": [ { "say": "words" } ] }""", "title")]
    [InlineData("""{ "title": "t", "steps": [ { } ] }""", "step 1")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "nobody", "does": "asks", "method": "GET", "path": "/a" } ] }""", "\"nobody\" is not among the people; there are amina")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "asks", "method": "FETCH", "path": "/a" } ] }""", "method")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "asks", "method": "GET", "path": "a" } ] }""", "path")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "asks", "method": "GET", "path": "/${x}" } ] }""", "${x} is not captured")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "asks", "method": "GET", "path": "/a", "expect": 99 } ] }""", "between 100 and 599")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "asks", "method": "GET", "path": "/a", "check": [ { "at": "b" } ] } ] }""", "exactly one")]
    [InlineData("""{ "title": "t", "steps": [ { "who": "amina", "does": "writes", "method": "POST", "path": "/a", "check": [ { "at": "b", "is": 1 } ], "within": 5 } ] }""", "within")]
    public void What_is_wrong_is_named_before_anything_is_sent(string story, string named) =>
        Assert.Contains(named, ProblemOf(story), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_named_at_once()
    {
        var problem = ProblemOf("""{ "title": "t", "steps": [ { "who": "x", "does": "a", "method": "GET", "path": "/a" }, { "who": "amina", "method": "GET", "path": "b" } ] }""");

        Assert.Contains("step 1", problem, StringComparison.Ordinal);
        Assert.Contains("step 2: does", problem, StringComparison.Ordinal);
        Assert.Contains("step 2: path", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var missing = _file + ".missing";
        Assert.Contains(missing, Assert.Throws<DemoProblem>(() => DemoStoryFile.Load(missing, [])).Message, StringComparison.Ordinal);
    }
}
